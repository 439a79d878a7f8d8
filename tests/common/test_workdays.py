"""common.workdays: on which days a city works, and where a period ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import workdays

DAYS = st.dates(date(2006, 1, 1), date(2110, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 2, 16), "설날 전날"),
        (date(2026, 2, 17), "설날"),
        (date(2026, 2, 18), "설날 다음 날"),
        (date(2026, 9, 24), "추석 전날"),
        (date(2026, 9, 25), "추석"),
        (date(2025, 10, 6), "추석"),
        (date(2025, 10, 8), "추석 대체공휴일"),
        (date(2026, 3, 2), "삼일절 대체공휴일"),
        (date(2026, 5, 5), "어린이날"),
        (date(2026, 5, 25), "부처님 오신 날 대체공휴일"),
        (date(2026, 12, 25), "성탄절"),
        (date(2026, 10, 24), "토요일"),
        (date(2026, 10, 25), "일요일"),
    ],
)
def test_the_city_rests(day, why):
    assert not workdays.works_on(day), why


@pytest.mark.parametrize("day", [date(2026, 10, 22), date(2026, 2, 19), date(2026, 9, 28), date(2025, 10, 10)])
def test_the_city_works(day):
    assert workdays.works_on(day)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 10, 22), date(2026, 10, 22)),
        (date(2026, 10, 24), date(2026, 10, 26)),
        (date(2026, 2, 14), date(2026, 2, 19)),  # Saturday before 설날: four more free days
        (date(2026, 9, 24), date(2026, 9, 28)),  # 추석 runs into a weekend
        (date(2025, 10, 3), date(2025, 10, 10)),  # 개천절 to 한글날: a week
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_a_period_that_ends_on_a_free_day_ends_on_the_next_workday(day, ends):
    assert workdays.next_workday(day) == ends


def test_the_city_adds_free_days_of_its_own():
    day = date(2026, 10, 22)
    assert workdays.next_workday(day, {day, day + timedelta(days=1)}) == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 15), 14, date(2028, 2, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day, months, then):
    assert workdays.add_months(day, months) == then


def test_a_year_without_a_table_knows_what_is_the_same_every_year():
    """The lunar calendar is tabulated to 2100; later years keep weekends and fixed days, and nothing breaks."""
    assert not workdays.works_on(date(2110, 3, 1))
    assert not workdays.works_on(date(2110, 12, 25))
    assert workdays.works_on(date(2110, 6, 4))
    assert workdays.next_workday(date(2110, 6, 7)) == date(2110, 6, 9)


def test_a_table_that_is_wrong_does_not_keep_us_looking_for_ever():
    day = date(2026, 10, 22)
    assert workdays.next_workday(day, {day + timedelta(days=step) for step in range(400)}) == day


@given(DAYS)
def test_the_next_workday_is_one_and_none_lies_between(day):
    ends = workdays.next_workday(day)
    assert ends >= day
    assert workdays.works_on(ends)
    assert not any(workdays.works_on(day + timedelta(days=step)) for step in range((ends - day).days))
    assert workdays.next_workday(ends) == ends


@given(DAYS, st.integers(0, 40))
def test_workdays_between_two_days_are_counted_one_by_one(day, days):
    last = day + timedelta(days=days)
    counted = workdays.workdays_between(day, last)
    assert counted == len([1 for step in range(1, days + 1) if workdays.works_on(day + timedelta(days=step))])
    assert workdays.workdays_between(last, day) == 0


@given(DAYS, st.integers(0, 24), st.integers(0, 24))
def test_more_months_never_end_earlier(day, fewer, more):
    assert workdays.add_months(day, fewer) <= workdays.add_months(day, fewer + more)
