"""Adopted ideas that are imported have cards: counted with the others, owing nothing for what lies before this site."""

import json

import pytest
from django.utils import timezone

from accounts.models import Department
from ideas import promises
from ideas.cards import arriving, board, doing, ending, handing_over, joining, planning
from ideas.importing import seoul_adopted
from ideas.importing.loader import load
from ideas.models import Card, CardStatus, Idea, Promise, PromiseKind, Role, Telling
from ideas.verifying import verify
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.cards import day, fresh, idea_office
from tests.ideas.importing.test_adopted import PLAIN, WITH_HEADINGS, line

pytestmark = pytest.mark.django_db
UNKNOWN = "옮겨 온 기록이라 그 뒤 소식을 아직 몰라요."


@pytest.fixture
def brought(tmp_path):
    """Loads such a file and returns the report."""

    def bring(*lines, **options):
        path = tmp_path / "adopted.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
        return load(seoul_adopted.read(path), "seoul-adopted", **options)

    return bring


@pytest.fixture
def card(brought):
    """The card of an imported idea with a plan, of a department that there is."""
    DepartmentFactory(name="버스정책과")
    brought(line(department_answer=WITH_HEADINGS))
    return fresh(Card.objects.get())


def test_a_card_comes_along_with_the_plan_the_department_and_the_day_that_are_known(brought):
    buses = DepartmentFactory(name="버스정책과")
    brought(line(1, department_answer=WITH_HEADINGS), line(2), line(3, department_answer="", department=""))
    planned, answered, bare = Card.objects.order_by("idea__source_number").select_related("idea")
    assert (planned.status, planned.department) == (CardStatus.PLANNING, buses)
    assert "다섯 단지의 설계에" in planned.plan
    # Thanks and plan in one are no plan.
    assert (answered.status, answered.plan) == (CardStatus.REVIEW, "")
    assert (bare.status, bare.department) == (CardStatus.REVIEW, None)
    for one in (planned, answered, bare):
        assert one.opened_at == one.moved_at == one.idea.decided_at == one.idea.published_at
        assert (one.planned_at, one.first_ends_on, one.holders.count()) == (None, None, 0)
        entry = one.idea.trail.get(kind="card_opened")
        assert (entry.role, entry.data) == (Role.IMPORT, {"card": one.pk})
        assert verify(one.idea) is None


def test_nothing_is_owed_and_nobody_is_told(brought):
    brought(line(1), line(2, department_answer=WITH_HEADINGS))
    assert doing.look_for_stale(day(1_000)) == handing_over.look_for_leavers(day(1_000)) == 0
    assert not Promise.objects.exists()
    assert not Telling.objects.exists()


def test_totals_and_chart_count_them_in_the_year_of_the_idea(brought):
    brought(line(1), line(2, department_answer=WITH_HEADINGS))
    assert board.totals().by_year == {2014: {"planning": 1, "review": 1}}
    assert board.totals().sentence == "채택 2건: 계획수립 1, 검토 1"


def test_a_second_run_makes_no_second_card_and_a_changed_row_is_followed(brought):
    brought(line())
    before = list(Card.objects.values())
    brought(line())
    assert list(Card.objects.values()) == before
    brought(line(title="정류소마다 긴 의자를", department_answer=WITH_HEADINGS, department="공원과"))
    card = Card.objects.select_related("department", "idea").get()
    assert (card.title, card.status, card.department.name) == ("정류소마다 긴 의자를", CardStatus.PLANNING, "공원과")
    assert (card.idea.department, verify(card.idea)) == (card.department, None)


def test_what_was_imported_before_there_were_cards_gets_one_with_the_next_import(brought):
    brought(line())
    idea = Idea.objects.get()
    Card.objects.all().delete()
    Idea.objects.update(source_digest="of before")
    brought(line())
    assert Card.objects.get().idea == idea
    assert verify(Idea.objects.get()) is None
    brought(line())
    assert Card.objects.count() == 1


def test_a_card_that_somebody_here_took_up_no_longer_follows_its_source(brought, card):
    office = idea_office()
    roads = DepartmentFactory()
    handing_over.transfer(card, office, roads, "도로 일이에요.")
    brought(line(title="다른 제목", department_answer=WITH_HEADINGS, department="공원과"))
    card = fresh(card)
    assert (card.title, card.department, card.idea.department) == ("정류소에 의자를", roads, roads)


def test_an_imported_idea_that_another_card_realises_gets_no_card_of_its_own_again(brought, card):
    brought(line(8))
    other = Idea.objects.get(source_number=8)
    joining.join(card, other, idea_office())
    brought(line(8, panel_opinion="다시 읽어도 좋아요."))
    assert Card.objects.count() == 1


def test_the_pages_say_that_the_news_is_unknown_until_somebody_tells(client, card):
    held = AppointmentFactory(department=card.department)
    for address in (card.get_absolute_url(), card.idea.get_absolute_url(), "/cards/"):
        assert UNKNOWN in client.get(address).content.decode(), address
    page = client.get(card.get_absolute_url()).content.decode()
    assert "다섯 단지의 설계에 넣겠습니다" in page
    assert "에 채택" not in page
    doing.report(card, held.user, "다섯 단지에 모두 놓았어요.", 100)
    card = fresh(card)
    for address in (card.get_absolute_url(), card.idea.get_absolute_url(), "/cards/"):
        assert UNKNOWN not in client.get(address).content.decode(), address
    assert promises.open_of(card.idea, PromiseKind.REPORT)


@pytest.mark.parametrize("act", ["plan", "start"])
def test_the_clock_runs_from_the_first_word_here(card, act):
    held = AppointmentFactory(department=card.department)
    if act == "plan":
        planning.plan(card, held.user, "이제 이렇게 해요.", day(0), day(50), 1_000)
    else:
        doing.start(card, held.user)
    card = fresh(card)
    assert promises.open_of(card.idea, PromiseKind.REPORT)
    assert not arriving.is_unheard(card)
    if act == "plan":
        assert (card.status, card.first_ends_on, card.first_budget) == (CardStatus.PLANNING, day(50), 1_000)
        assert "card_planned" in card.idea.trail.values_list("kind", flat=True)


def test_a_department_of_the_past_hands_nothing_over(brought):
    brought(line(department_answer=PLAIN, department="옛교통과"))
    card = fresh(Card.objects.get())
    assert not card.department.is_active
    handing_over.transfer(card, idea_office(), DepartmentFactory(), "이제 우리가 해요.")
    assert not promises.open_of(card.idea, PromiseKind.HAND_OVER)
    assert not Department.objects.get(name="옛교통과").cards.exists()


def test_a_card_can_be_planned_and_finished_like_any_other(card):
    held = AppointmentFactory(department=card.department)
    card = planning.plan(card, held.user, "이제 이렇게 해요.", day(0), day(50))
    card = ending.finish(fresh(card), held.user, timezone.localdate(), "다 놓았어요.")
    assert card.status == CardStatus.DONE
    assert verify(Idea.objects.get(pk=card.idea_id)) is None


def test_a_table_does_not_claim_to_know_the_day_of_adoption(client, card):
    rows = b"".join(client.get("/cards/cards.csv").streaming_content).decode().splitlines()
    assert "정류소에 의자를" in rows[1]
    assert "2014-05-01" not in rows[1]
