"""Posts that change hands, and officials who are away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ideas import deadlines, hand_over
from ideas.models import HandOver
from ideas.stages import Outcome
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def left():
    """A post that ends today, with an idea in its care."""
    held = AppointmentFactory(post="주무관", starts_on=day(-300), ends_on=day(0))
    IdeaFactory(department=held.department, post="주무관")
    return held


@pytest.fixture
def row(left):
    hand_over.open_due()
    return HandOver.objects.get()


def someone_in(department, post="주무관", **more):
    return AppointmentFactory(department=department, post=post, **more)


def test_a_post_that_ends_with_ideas_in_its_care_asks_for_a_note_once(left):
    assert [hand_over.open_due(), hand_over.open_due()] == [1, 0]
    row = HandOver.objects.get()
    assert (row.left, row.department, row.post) == (left, left.department, "주무관")
    assert row.due_on == deadlines.to_workday(day(7))


def test_days_late_it_still_asks_once(left):
    assert hand_over.open_due(day(3)) == 1
    assert hand_over.open_due(day(9)) == 0


def test_a_post_without_open_ideas_asks_for_nothing():
    for idea in ({}, {"ended": Outcome.HELD}, {"draft": True}):
        held = AppointmentFactory(post="팀장", starts_on=day(-300), ends_on=day(0))
        IdeaFactory(department=held.department, post="팀장" if idea else "과장", **idea)
    still_there = AppointmentFactory(post="과장")
    IdeaFactory(department=still_there.department, post="과장")
    assert hand_over.open_due() == 0


def test_the_successor_is_named_when_it_is_known(left):
    after = someone_in(left.department, starts_on=day(1))
    hand_over.open_due()
    assert HandOver.objects.get().successor == after


def test_whoever_left_writes_and_whoever_comes_confirms(row):
    after = someone_in(row.department)
    with pytest.raises(hand_over.Refused):
        hand_over.confirm(row, after.user)
    hand_over.write_note(row, row.left.user, "두 건은 예산과와 이야기하고 있어요")
    with pytest.raises(hand_over.Refused):
        hand_over.confirm(row, row.left.user)
    for _ in range(2):
        hand_over.confirm(row, after.user)
    row.refresh_from_db()
    assert row.confirmed_at
    assert row.successor == after


def test_strangers_neither_write_nor_confirm(row):
    stranger = AppointmentFactory().user
    with pytest.raises(hand_over.Refused):
        hand_over.write_note(row, stranger, "몰래")
    row.note = "있어요"
    row.save()
    with pytest.raises(hand_over.Refused):
        hand_over.confirm(row, stranger)


def test_nothing_is_written_into_a_note_that_was_taken_over(row):
    after = someone_in(row.department)
    hand_over.write_note(row, after.user, "제가 적어요")
    hand_over.confirm(row, after.user)
    with pytest.raises(hand_over.Refused):
        hand_over.write_note(row, row.left.user, "나중에")


def test_ideas_stay_with_the_post(row):
    assert [idea.post for idea in hand_over.in_care_of(row)] == ["주무관"]


def test_a_deputy_acts_for_the_department_while_somebody_is_away():
    held, deputy = AppointmentFactory(), AppointmentFactory()
    hand_over.stay_away(held, held.user, day(0), day(3), deputy)
    assert held.department_id in User.objects.get(pk=deputy.user_id).department_ids
    hand_over.come_back(held, held.user)
    assert held.department_id not in User.objects.get(pk=deputy.user_id).department_ids


def test_absences_that_make_no_sense_are_refused():
    held = AppointmentFactory()
    gone = someone_in(held.department, starts_on=day(-9), ends_on=day(-1))
    away = someone_in(held.department, absent_from=day(0), absent_until=day(2))
    own = someone_in(held.department, user=held.user)
    for since, until, deputy in (
        (day(3), day(1), None),
        (day(-5), day(-3), None),
        (day(0), day(1), gone),
        (day(0), day(1), away),
        (day(0), day(1), own),
    ):
        with pytest.raises(hand_over.Refused):
            hand_over.stay_away(held, held.user, since, until, deputy)
    with pytest.raises(hand_over.Refused):
        hand_over.stay_away(held, UserFactory(), day(0), day(1), None)
    held.refresh_from_db()
    assert held.absent_from is None


def test_the_page_of_posts_sets_an_absence_and_takes_it_back(client):
    held = AppointmentFactory()
    deputy = someone_in(held.department, post="팀장")
    client.force_login(held.user)
    address = reverse("ideas:desk_absence", args=[held.pk])
    days = {"absent_from": day(0).isoformat(), "absent_until": day(2).isoformat()}
    assert client.post(address, {**days, "deputy": deputy.pk}).status_code == 302
    assert "대신해요" in client.get(reverse("ideas:desk_people")).content.decode()
    refused = client.post(address, {**days, "absent_until": ""})
    assert refused.status_code == 422
    assert "날짜를 골라 주세요." in refused.content.decode()
    assert client.post(address, {"back": ""}).status_code == 302
    held.refresh_from_db()
    assert held.absent_from is None
    assert client.get(address).status_code == 405


def test_nobody_sends_a_colleague_away(client):
    held = AppointmentFactory()
    client.force_login(AppointmentFactory(department=held.department).user)
    days = {"absent_from": day(0).isoformat(), "absent_until": day(2).isoformat()}
    assert client.post(reverse("ideas:desk_absence", args=[held.pk]), days).status_code == 404


def test_a_note_is_written_and_confirmed_on_its_page(client, row):
    after = someone_in(row.department)
    address = reverse("ideas:desk_hand_over", args=[row.pk])
    client.force_login(after.user)
    assert client.post(address, {"note": " "}).status_code == 422
    assert client.post(address, {"note": "예산과와 이야기하고 있어요"}).status_code == 302
    assert "예산과와" in client.get(address).content.decode()
    assert client.post(address, {"confirm": ""}).status_code == 302
    row.refresh_from_db()
    assert row.successor == after
    client.force_login(AppointmentFactory().user)
    assert client.get(address).status_code == 403
