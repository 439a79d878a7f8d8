"""ideas.gate_report: what bars would have passed of the ideas at hand."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from ideas import gate_report, gates
from ideas.gate_sets import PRESETS, Bar, put_in_force
from ideas.models import GateMode, Idea, Passage
from ideas.stages import Outcome, Visibility
from tests.factories.ideas import IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
PUBLISHED = datetime(2026, 10, 1, 15, tzinfo=SEOUL)


def idea_with(*days: float, **more) -> Idea:
    """An idea published on PUBLISHED that was recommended so many days later each time."""
    idea = IdeaFactory(**{"published_at": PUBLISHED, **more})
    for day in days:
        RecommendationFactory(idea=idea, created_at=PUBLISHED + timedelta(days=day))
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=len(days))
    return idea


def passed(bar: Bar) -> tuple[int, int, int]:
    """Ideas looked at, surely over the bar, at most over it."""
    total = gate_report.outcome({Passage.DEBATE: bar})[Passage.DEBATE].total
    return total.ideas, total.surely, total.at_most


def test_only_recommendations_within_the_window_count():
    idea_with(1, 2, 3)
    idea_with(1, 2, 11)
    idea_with(1)
    assert passed(Bar(min_recommendations=3, window_days=10)) == (3, 1, 1)
    assert passed(Bar(min_recommendations=3)) == (3, 2, 2)


def test_the_last_day_of_a_window_is_whole():
    idea_with(10, 10 + 8.9 / 24)  # 15:00 and 23:54 of the last day
    idea_with(10, 10 + 9.1 / 24)  # 00:06 of the next
    assert passed(Bar(min_recommendations=2, window_days=10)) == (2, 1, 1)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_window_closes_when_the_real_bar_closes(hours):
    """At the edge of the window the report and ideas.gates say the same."""
    end = datetime(2026, 10, 12, 0, tzinfo=SEOUL) + timedelta(hours=hours)
    put_in_force("열흘", {Passage.DEBATE: Bar(min_recommendations=1, window_days=10)}, None)
    idea = idea_with((end - PUBLISHED) / timedelta(days=1), gated=True)
    idea.recommendation_count = 1
    with time_machine.travel(end, tick=False):
        assert gates.is_passed(Idea.objects.get(pk=idea.pk), Passage.DEBATE) == (hours < 0)
    assert passed(Bar(min_recommendations=1, window_days=10)) == (1, int(hours < 0), int(hours < 0))


def test_imported_numbers_have_no_day_so_the_truth_lies_between():
    idea_with(1, imported=True, imported_recommendation_count=9)
    assert passed(Bar(min_recommendations=10, window_days=14)) == (1, 0, 1)
    assert passed(Bar(min_recommendations=10)) == (1, 1, 1)


def test_every_published_idea_is_looked_at_and_no_draft():
    for more in ({}, {"visibility": Visibility.HIDDEN}, {"withdrawn": True}, {"ended": Outcome.HELD}):
        idea_with(1, **more)
    IdeaFactory(draft=True)
    assert passed(Bar(min_recommendations=1))[0] == 4


@pytest.mark.parametrize(("needs_all", "surely"), [(True, 0), (False, 1)])
def test_several_measures_are_all_needed_or_one(needs_all, surely):
    idea_with(1, 2, comment_count=0, view_count=100)
    assert passed(Bar(min_recommendations=2, min_comments=5, needs_all=needs_all)) == (1, surely, surely)


def test_no_number_passes_what_the_office_judges_and_no_bar_stops_nobody():
    idea_with()
    assert passed(Bar()) == (1, 1, 1)
    judged = gate_report.outcome({Passage.WORKING: Bar(mode=GateMode.OFFICE)})[Passage.WORKING]
    assert (judged.is_judged, judged.total.surely) == (True, 0)


def test_months_add_up():
    idea_with(1)
    idea_with(published_at=datetime(2026, 9, 30, 23, tzinfo=SEOUL))
    idea_with(1, published_at=datetime(2026, 11, 1, 0, tzinfo=SEOUL))
    months = gate_report.outcome({Passage.DEBATE: Bar(min_recommendations=1)})[Passage.DEBATE].by_month
    assert {month: (tally.ideas, tally.surely) for month, tally in months.items()} == {
        "2026-09": (1, 0),
        "2026-10": (1, 1),
        "2026-11": (1, 1),
    }


def test_ideas_and_recommendations_are_read_side_by_side(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(gate_report, "CHUNK", 3)
    for number in range(10):
        idea_with(*range(number % 4))
    with django_assert_num_queries(3):
        found = gate_report.outcomes({code: preset.bars for code, preset in PRESETS.items()})
    assert found["oasis"][Passage.ANSWER].total.surely == 10
    assert [passed(Bar(min_recommendations=least))[1] for least in (1, 2, 3)] == [7, 4, 2]


# -- the command -----------------------------------------------------------------------------------


def said(*arguments) -> str:
    out = StringIO()
    call_command("gate_report", *arguments, stdout=out)
    return out.getvalue()


def test_without_a_choice_every_preset_is_told():
    idea_with(1)
    text = said()
    assert all(f"{code}: " in text for code in PRESETS)
    assert "옮겨 온 추천" in text


def test_one_preset_comes_with_its_months():
    idea_with(1, 2, 3, 4, 5)
    text = said("--preset", "2016")
    assert "추천 5 / 10일 → 1개 가운데 1개(100.0%) – 1개(100.0%)" in text
    assert "2026-10" in text


def test_a_bar_of_ones_own_is_told():
    idea_with(1, 2)
    assert "추천 2 / 7일 → 1개 가운데 1개" in said("--recommendations", "2", "--days", "7")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--days", "5"),
        ("--recommendations", "0"),
        ("--recommendations", "5", "--days", "0"),
        ("--recommendations", "5", "--days", "99999999"),
        ("--preset", "2016", "--days", "3"),
        ("--preset", "1999"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(arguments):
    with pytest.raises(CommandError):
        said(*arguments)


def test_an_empty_city_has_a_report_too():
    assert "0개 가운데 0개(0.0%)" in said("--recommendations", "5")
