"""ideas.deadlines: the last day of each promise, by law and by what editors set."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import workdays
from ideas import deadlines
from ideas.models import Holiday, PipelineSettings, PromiseKind

pytestmark = pytest.mark.django_db
NO_FIXTURE_RESET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@pytest.mark.parametrize(
    ("kind", "since", "last"),
    [
        (PromiseKind.ANSWER, date(2026, 10, 22), date(2026, 11, 23)),  # 22 November is a Sunday
        (PromiseKind.ANSWER, date(2026, 1, 31), date(2026, 3, 3)),  # 28 February is a Saturday, 1 and 2 March are free
        (PromiseKind.ANSWER, date(2026, 1, 16), date(2026, 2, 19)),  # 설날
        (PromiseKind.ANSWER, date(2026, 8, 25), date(2026, 9, 28)),  # 추석
        (PromiseKind.ANSWER, date(2026, 12, 31), date(2027, 2, 1)),
        (PromiseKind.SUPPLEMENT, date(2026, 10, 22), date(2026, 10, 29)),
        (PromiseKind.SUPPLEMENT, date(2026, 10, 24), date(2026, 11, 2)),
        (PromiseKind.OPINION, date(2026, 10, 22), date(2026, 11, 12)),
        (PromiseKind.RE_REVIEW, date(2026, 10, 30), date(2026, 11, 30)),
        (PromiseKind.ANSWER, date(2110, 1, 31), date(2110, 2, 28)),
    ],
)
def test_the_last_day_is_that_of_the_law(kind, since, last):
    assert deadlines.last_day(kind, since) == last


def test_editors_change_the_days_and_only_new_promises_follow():
    PipelineSettings.objects.create(answer_months=2, supplement_days=10)
    assert deadlines.last_day(PromiseKind.ANSWER, date(2026, 10, 22)) == date(2026, 12, 22)
    assert deadlines.last_day(PromiseKind.SUPPLEMENT, date(2026, 10, 22)) == date(2026, 11, 2)


def test_a_city_may_count_free_days_as_any_other():
    PipelineSettings.objects.create(counts_free_days=False)
    assert deadlines.last_day(PromiseKind.ANSWER, date(2026, 10, 22)) == date(2026, 11, 22)


def test_a_free_day_of_the_citys_own_holds_at_once():
    assert deadlines.last_day(PromiseKind.SUPPLEMENT, date(2026, 10, 22)) == date(2026, 10, 29)
    day = Holiday.objects.create(day=date(2026, 10, 29), name="시의 날")
    assert deadlines.last_day(PromiseKind.SUPPLEMENT, date(2026, 10, 22)) == date(2026, 10, 30)
    day.delete()
    assert deadlines.last_day(PromiseKind.SUPPLEMENT, date(2026, 10, 22)) == date(2026, 10, 29)


@NO_FIXTURE_RESET
@given(st.sampled_from(list(PromiseKind)), st.dates(date(2006, 1, 1), date(2110, 6, 1)))
def test_every_promise_ends_on_a_workday_that_is_not_before_its_period_is_over(kind, since):
    last = deadlines.last_day(kind, since)
    assert workdays.works_on(last)
    week = dict.fromkeys((PromiseKind.SUPPLEMENT, PromiseKind.SUMMARY, PromiseKind.HAND_OVER), 7)
    least = {**week, PromiseKind.OPINION: 21, PromiseKind.REPORT: 59}.get(kind, 28)
    assert least <= (last - since).days <= least + 14
