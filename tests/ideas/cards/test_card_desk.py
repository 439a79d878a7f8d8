"""/desk/cards/: what is owed on cards, and a page for every act."""

import pytest

from ideas import desk_rows
from ideas.cards import doing, planning
from ideas.models import CardPhoto, CardStatus, HallEntry, Promise, PromiseKind
from ideas.views.card_desk import ACTS
from tests.factories.cards import adopted_card, day, fresh, idea_office, planned_card
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(client):
    """A planned card, and its keeper logged in."""
    card, held = planned_card()
    client.force_login(held.user)
    return card, held


def address(card, act: str) -> str:
    return f"/desk/cards/{card.pk}/{act}/"


def send(client, card, act: str, **data):
    return client.post(address(card, act), {"known": fresh(card).revision, **data})


def test_the_desk_shows_what_our_department_owes(client, kept):
    card, _held = kept
    foreign, _other = planned_card()
    text = client.get("/desk/cards/").content.decode()
    assert f"/desk/cards/{card.pk}/" in text
    assert f"/desk/cards/{foreign.pk}/" not in text


def test_the_idea_office_sees_all(client):
    card, _held = planned_card()
    client.force_login(idea_office())
    assert f"/desk/cards/{card.pk}/" in client.get("/desk/cards/").content.decode()


def test_promises_of_cards_lead_from_the_desk_to_the_card(client, kept):
    card, _held = kept
    owed = Promise.objects.select_related("idea", "department").get(idea=card.idea_id, kind=PromiseKind.REPORT)
    assert desk_rows.row_of(owed, "our-open").href == f"/desk/cards/of/{card.idea.number}/"
    assert client.get(f"/desk/cards/of/{card.idea.number}/").url == f"/desk/cards/{card.pk}/"


def test_every_act_has_its_page(client, kept):
    card, _held = kept
    step = card.milestones.first()
    for name, act in ACTS.items():
        url = address(card, name) + (f"{step.pk}/" if act.of_step else "")
        assert client.get(url).status_code == 200, name
    assert client.get(address(card, "fly")).status_code == 404


def test_a_first_plan_is_written_with_its_steps(client):
    card, held = adopted_card()
    client.force_login(held.user)
    days = {"starts_on": day(0), "ends_on": day(90), "planned_on_1": day(20)}
    response = send(client, card, "plan", words="봄에 놓아요.", budget="1,200,000", title_1="자리 고르기", weight_1=2, **days)
    assert response.status_code == 302, response.content.decode()
    card = fresh(card)
    assert (card.status, card.budget, card.milestones.get().weight) == (CardStatus.PLANNING, 1_200_000, 2)


def test_a_report_with_a_photo_is_told(client, kept):
    card, _held = kept
    response = send(client, card, "report", body="터를 골랐어요.", spent="30,000", photo_1=photo(), alt_1="다져진 터")
    assert response.status_code == 302, response.content.decode()
    assert fresh(card).spent == 30_000
    taken = CardPhoto.objects.get()
    assert client.post(f"/desk/cards/{card.pk}/photos/{taken.pk}/remove/").status_code == 302
    assert not CardPhoto.objects.exists()


def test_what_is_not_taken_stays_as_typed(client, kept):
    card, _held = kept
    response = send(client, card, "report", body="오래 쓴 글이에요.", photo_1=photo())
    assert response.status_code == 422
    text = response.content.decode()
    assert "오래 쓴 글이에요." in text
    assert "무엇이 보이는지" in text


def test_a_page_that_is_old_says_so_once_and_loses_nothing(client, kept):
    card, held = kept
    known = card.revision
    doing.report(card, held.user, "먼저 온 소식")
    response = client.post(address(card, "stop"), {"known": known, "reason": "오래 쓴 까닭", "sure": "on"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "그사이에 다른 사람이" in text
    assert "오래 쓴 까닭" in text
    assert f'name="known" value="{fresh(card).revision}"' in text


def test_stopping_and_finishing_want_a_confirmation(client, kept):
    card, _held = kept
    assert send(client, card, "stop", reason="땅이 없어요.").status_code == 422
    assert send(client, card, "finish", on=day(0), body="다 놓았어요.").status_code == 422
    assert fresh(card).status == CardStatus.PLANNING
    assert send(client, card, "finish", on=day(0), body="다 놓았어요.", sure="on").status_code == 302
    assert HallEntry.objects.exists()


def test_steps_move_and_are_done(client, kept):
    card, _held = kept
    step = card.milestones.first()
    assert send(client, card, f"move-step/{step.pk}", planned_on=day(44), reason="비가 와요.").status_code == 302
    assert send(client, card, f"finish-step/{step.pk}", done_on=day(0)).status_code == 302
    step.refresh_from_db()
    assert (step.planned_on, step.done_on) == (day(44), day(0))
    assert planning.progress_of(fresh(card)) == 25


def test_the_other_acts_through_their_pages(client, kept):
    card, _held = kept
    other, _other = adopted_card()
    assert send(client, card, "step", title="하나 더", planned_on=day(5), weight=1).status_code == 302
    assert send(client, card, "start").status_code == 302
    assert send(client, card, "stop", reason="땅이 없어요.", sure="on").status_code == 302
    assert send(client, card, "go-on").status_code == 302
    assert fresh(card).status == CardStatus.DOING
    client.force_login(idea_office())
    assert send(client, card, "join", number=other.idea.number).status_code == 302
    assert send(client, card, "transfer", department=other.department_id, reason="강의 일이에요.").status_code == 302
    assert fresh(card).department == other.department
    assert send(client, card, "note", note="도면은 서랍에 있어요.").status_code == 302


def test_a_policy_page_is_linked_by_its_address(client, kept):
    card, _held = kept
    days = {"starts_on": card.starts_on, "ends_on": card.ends_on, "budget": card.budget}
    assert send(client, card, "plan", words="봄에", address="/없는-쪽/", **days).status_code == 422
    assert send(client, card, "plan", words="봄에", address="/", **days).status_code == 302
    assert fresh(card).page is not None


def test_an_act_needs_a_token(kept):
    from django.test import Client

    card, held = kept
    client = Client(enforce_csrf_checks=True)
    client.force_login(held.user)
    assert client.post(address(card, "start")).status_code == 403


def test_the_desk_costs_no_more_for_more_cards(client, kept, django_assert_max_num_queries):
    _card, held = kept
    for _number in range(4):
        planned_card(held)
    client.get("/desk/cards/")
    with django_assert_max_num_queries(12):
        client.get("/desk/cards/")
