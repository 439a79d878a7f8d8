"""Cards that change hands: leavers, notes, confirmations, transfers."""

import pytest

from accounts.models import User
from ideas import promises
from ideas.cards import handing_over
from ideas.lifecycle import StepRefused
from ideas.models import CardHolder, PromiseKind
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.cards import day, fresh, idea_office, planned_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def left():
    """A card whose holder's post ended yesterday; who left; a colleague."""
    card, held = planned_card(AppointmentFactory(post="주무관", starts_on=day(-300)))
    held.ends_on = day(-1)
    held.save()
    CardHolder.objects.update(since=day(-200))
    colleague = AppointmentFactory(department=held.department, post="팀장")
    return card, User.objects.get(pk=held.user_id), colleague


def kinds(card):
    return list(fresh(card).idea.trail.values_list("kind", flat=True))


def owed(card):
    return promises.open_of(card.idea, PromiseKind.HAND_OVER)


def test_a_post_that_ends_asks_for_a_note_once(left):
    card, _who, _colleague = left
    assert handing_over.look_for_leavers() == 1
    assert handing_over.look_for_leavers(day(3)) == 0
    assert owed(card).department == card.department
    assert kinds(card).count("card_left") == 1


def test_a_post_that_goes_on_asks_for_nothing():
    planned_card()
    assert handing_over.look_for_leavers() == 0


def test_who_left_writes_and_a_colleague_takes_over(left):
    card, who, colleague = left
    handing_over.look_for_leavers()
    with pytest.raises(StepRefused, match="아직 없어요"):
        handing_over.confirm(fresh(card), colleague.user)
    handing_over.write_note(fresh(card), who, "관은 다음 달에 와요.")
    with pytest.raises(StepRefused):
        handing_over.confirm(fresh(card), who)
    handing_over.confirm(fresh(card), colleague.user)
    now, before = card.holders.all()
    assert (before.until, before.note, now.appointment, now.until) == (day(-1), "관은 다음 달에 와요.", colleague, None)
    assert fresh(card).post == "팀장"
    assert owed(card) is None
    assert "card_handed_over" in kinds(card)


@pytest.mark.parametrize("stranger", ["citizen", "other official"])
def test_others_neither_write_nor_confirm(left, stranger):
    card, who, _colleague = left
    handing_over.look_for_leavers()
    by = UserFactory() if stranger == "citizen" else AppointmentFactory().user
    with pytest.raises(StepRefused):
        handing_over.write_note(fresh(card), by, "아무 말")
    handing_over.write_note(fresh(card), who, "관은 다음 달에 와요.")
    with pytest.raises(StepRefused):
        handing_over.confirm(fresh(card), by)


def test_nothing_is_handed_over_that_nobody_asked_for():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="넘겨줄 일이 없어요"):
        handing_over.write_note(card, held.user, "관은 다음 달에 와요.")


def test_a_transfer_moves_what_is_owed_and_asks_the_old_department_for_a_note():
    card, held = planned_card()
    office, there = idea_office(), AppointmentFactory(post="과장")
    with pytest.raises(StepRefused, match="왜 다른 부서로"):
        handing_over.transfer(card, office, there.department, "")
    handing_over.transfer(card, office, there.department, "강의 일이에요.")
    card = fresh(card)
    assert (card.department, card.idea.department) == (there.department, there.department)
    assert promises.open_of(card.idea, PromiseKind.REPORT).department == there.department
    assert owed(card).department == held.department
    handing_over.write_note(card, held.user, "도면은 서랍에 있어요.")
    handing_over.confirm(fresh(card), there.user)
    assert [holder.department for holder in card.holders.all()] == [there.department.name, held.department.name]
    assert {"card_transferred", "card_handed_over"} <= set(kinds(card))


def test_a_transfer_taken_back_before_anybody_took_over_leaves_the_holder():
    card, held = planned_card()
    office, there = idea_office(), DepartmentFactory()
    handing_over.transfer(card, office, there, "강의 일이에요.")
    handing_over.transfer(fresh(card), office, held.department, "잘못 보냈어요.")
    assert card.holders.get().until is None
    assert owed(card) is None


def test_departments_do_not_transfer_cards_themselves():
    card, held = planned_card()
    with pytest.raises(StepRefused):
        handing_over.transfer(card, held.user, DepartmentFactory(), "우리 일이 아니에요.")


def test_a_card_in_new_hands_shows_no_post_of_the_old_ones_and_gets_it_back_with_them():
    card, held = planned_card(AppointmentFactory(post="주무관"))
    office = idea_office()
    handing_over.transfer(card, office, DepartmentFactory(), "도로 일이에요.")
    assert fresh(card).post == fresh(card).idea.post == ""
    handing_over.transfer(card, office, held.department, "아니에요.")
    assert fresh(card).post == fresh(card).idea.post == "주무관"
