"""추진계획: the plan, its drift, its milestones."""

import pytest

from ideas import promises
from ideas.cards import planning
from ideas.cards.keeping import CardMoved
from ideas.lifecycle import StepRefused
from ideas.models import CardChange, CardStatus, PromiseKind
from tests.factories.accounts import AppointmentFactory
from tests.factories.cards import adopted_card, day, fresh, planned_card

pytestmark = pytest.mark.django_db
PLAN = ("봄에 두 곳부터 놓아요.", day(0), day(100))


def kinds(card):
    return list(card.idea.trail.order_by("number").values_list("kind", flat=True))


def test_the_first_plan_keeps_its_promise_and_promises_reports():
    card, held = adopted_card()
    planning.plan(card, held.user, *PLAN, 5_000)
    card = fresh(card)
    assert (card.status, card.first_ends_on, card.first_budget) == (CardStatus.PLANNING, day(100), 5_000)
    assert promises.open_of(card.idea, PromiseKind.PLAN) is None
    assert card.idea.promises.get(kind=PromiseKind.PLAN).kept_at
    owed = promises.open_of(card.idea, PromiseKind.REPORT)
    assert owed.department == held.department
    assert "card_planned" in kinds(card)
    assert card.idea.trail.get(kind="card_planned").department == held.department.name


def test_the_post_that_opened_the_card_holds_it():
    card, held = adopted_card()
    assert card.holders.get().appointment == held


def test_who_plans_a_card_without_a_post_looks_after_it():
    held = AppointmentFactory(post="팀장")
    card, _ = adopted_card(held)
    card.holders.update(post="", appointment=None)
    planning.plan(card, held.user, *PLAN)
    assert fresh(card).post == "팀장"
    assert card.holders.get().appointment == held


def test_later_changes_need_a_reason_and_stay_visible_as_drift():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="왜 바뀌었는지"):
        planning.plan(card, held.user, PLAN[0], day(0), day(143), 1_200_000)
    planning.plan(card, held.user, PLAN[0], day(0), day(143), 1_200_000, reason="자재가 늦게 와요.")
    card = fresh(card)
    assert (card.ends_on, card.first_ends_on) == (day(143), day(100))
    assert (card.budget, card.first_budget) == (1_200_000, 1_000_000)
    moved = {change.what: (change.before, change.after) for change in card.changes.exclude(what=CardChange.What.STATUS)}
    assert moved == {"ends_on": (str(day(100)), str(day(143))), "budget": ("1000000", "1200000")}
    assert {"card_delayed", "card_cost_moved"} <= set(kinds(card))


def test_words_alone_may_change_without_a_reason():
    card, held = planned_card()
    planning.plan(card, held.user, "여름에도 놓아요.", card.starts_on, card.ends_on, card.budget)
    assert fresh(card).plan == "여름에도 놓아요."


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (("", day(0), day(3)), "어떻게 이룰지"),
        (("해요", day(3), day(0)), "시작하는 날보다"),
        (("해요", day(0), day(3), -1), "0원부터"),
        (("800101-1234567 님이 해요", day(0), day(3)), "주민등록번호"),
    ],
)
def test_what_cannot_be_planned_is_said(plan, words):
    card, held = adopted_card()
    with pytest.raises(StepRefused, match=words):
        planning.plan(card, held.user, *plan)
    assert fresh(card).status == CardStatus.REVIEW


def test_a_page_that_is_old_changes_nothing():
    card, held = planned_card()
    known = card.revision
    planning.plan(card, held.user, "여름에도 놓아요.", card.starts_on, card.ends_on, card.budget, known=known)
    with pytest.raises(CardMoved):
        planning.plan(card, held.user, "가을에도 놓아요.", card.starts_on, card.ends_on, card.budget, known=known)
    assert fresh(card).plan == "여름에도 놓아요."


def test_progress_is_the_weight_of_what_is_done():
    card, held = planned_card()
    light, heavy = card.milestones.all()
    assert planning.progress_of(card) == 0
    planning.finish_milestone(light, held.user, day(0))
    assert planning.progress_of(fresh(card)) == 25
    planning.finish_milestone(heavy, held.user, day(-1))
    assert planning.progress_of(fresh(card)) == 100
    planning.finish_milestone(heavy, held.user, None)
    assert planning.progress_of(fresh(card)) == 25


def test_a_step_is_not_done_tomorrow():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="아직 오지 않은"):
        planning.finish_milestone(card.milestones.first(), held.user, day(1))


def test_a_step_moves_with_a_reason_and_its_first_day_stays():
    card, held = planned_card()
    step = card.milestones.first()
    with pytest.raises(StepRefused, match="왜 바뀌었는지"):
        planning.move_milestone(step, held.user, day(40), "")
    planning.move_milestone(step, held.user, day(40), "비가 와요.")
    step.refresh_from_db()
    assert (step.planned_on, step.first_planned_on) == (day(40), day(30))
    assert card.changes.get(what="milestone").milestone == step


def test_there_are_only_so_many_steps():
    card, held = planned_card()
    for number in range(planning.MOST_MILESTONES - 2):
        planning.add_milestone(card, held.user, planning.Step(f"{number}", day(5)))
    with pytest.raises(StepRefused, match="30개까지"):
        planning.add_milestone(card, held.user, planning.Step("하나 더", day(5)))


def test_a_step_goes_with_a_reason_and_stays_among_what_changed():
    card, held = planned_card()
    step, other = card.milestones.all()
    with pytest.raises(StepRefused, match="왜 빼는지"):
        planning.remove_milestone(step, held.user, " ")
    planning.remove_milestone(step, held.user, "그 자리는 이미 골랐어요.")
    assert list(card.milestones.all()) == [other]
    gone = card.changes.get(what="milestone")
    assert (gone.before, gone.after) == (str(day(30)), "")
    assert gone.reason == "‘자리 고르기’ 단계를 뺐어요. 그 자리는 이미 골랐어요."
    assert planning.progress_of(fresh(card)) == 0


def test_what_was_done_is_not_taken_out_and_what_went_meanwhile_is_said():
    card, held = planned_card()
    step, other = card.milestones.all()
    planning.finish_milestone(step, held.user, day(0))
    with pytest.raises(StepRefused, match="이미 끝난"):
        planning.remove_milestone(step, held.user, "까닭")
    planning.remove_milestone(other, held.user, "까닭")
    for late in (
        lambda: planning.remove_milestone(other, held.user, "까닭"),
        lambda: planning.finish_milestone(other, held.user, day(0)),
        lambda: planning.move_milestone(other, held.user, day(9), "까닭"),
    ):
        other.pk = other.pk or 10**6
        with pytest.raises(StepRefused, match="다른 사람이 이 단계를"):
            late()
