"""Days on which the city works: weekends, public holidays of Korea, and days of the city's own."""

import calendar
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
# No run of free days is longer; a table of holidays that is wrong must not keep us looking for ever.
LONGEST_BREAK = 30
# Month and day of the holidays that fall on the same day each year (관공서의 공휴일에 관한 규정 제2조).
SAME_EACH_YEAR = ((1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25))


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Korea's public holidays of a year with their substitute days (공휴일에 관한 법률). For years for which no table is known
    only those that fall on the same day each year are in it."""
    known = frozenset(holidays.country_holidays("KR", years=year))
    return known or frozenset(date(year, month, day) for month, day in SAME_EACH_YEAR)


def works_on(day: date, free: Collection[date] = ()) -> bool:
    """Whether the city works on a day. free: days of the city's own on which it does not."""
    return day.weekday() < SATURDAY and day not in free and day not in public_holidays(day.year)


def next_workday(day: date, free: Collection[date] = ()) -> date:
    """The day itself, or the first workday after it: a period that ends on a free day ends on the next workday (민법 §161)."""
    for later in range(LONGEST_BREAK):
        if works_on(candidate := day + timedelta(days=later), free):
            return candidate
    return day


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month (민법 §160)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def workdays_between(first: date, last: date, free: Collection[date] = ()) -> int:
    """How many workdays lie after `first`, up to and with `last`; 0 when `last` is not later."""
    return sum(works_on(first + timedelta(days=step), free) for step in range(1, (last - first).days + 1))
