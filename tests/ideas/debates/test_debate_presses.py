"""Pressed twice, late, by mistake, after the session ended: nothing typed is lost and nothing counts twice."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas.debates.arguing import argue, delete_argument, find_helpful
from ideas.debates.running import Summary, close, extend, open_on_idea, summarise
from ideas.debates.standing import leave_stance, take_stance
from ideas.models import Argument, Debate, DebateDay, Response, Stance
from ideas.participation import Refused
from ideas.stages import Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def citizen(client):
    citizen = UserFactory()
    client.force_login(citizen)
    return citizen


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


def test_a_slip_of_the_thumb_is_taken_back_and_is_no_change_of_mind(citizen):
    debate = DebateFactory()
    assert not leave_stance(debate, citizen)
    take_stance(debate, citizen, "con")
    assert leave_stance(debate, citizen)
    assert not leave_stance(debate, citizen)
    debate.refresh_from_db()
    assert (debate.con, debate.people, debate.changes) == (0, 0, 0)
    assert not Stance.objects.exists()
    assert DebateDay.objects.get().con == 0
    take_stance(debate, citizen, "con")
    close(debate, UserFactory(role=roles.IDEA_OFFICE))
    with pytest.raises(Refused):
        leave_stance(debate, citizen)


def test_a_stance_is_taken_back_on_the_page_and_every_number_on_it_agrees(client, citizen):
    debate = DebateFactory()
    address = reverse("ideas:debate_stance", args=[debate.pk])
    stood = client.post(address, {"side": "pro"}, headers=HTMX).text
    assert 'id="numbers" hx-swap-oob="true"' in stood
    assert "<dd><strong>1명</strong>" in stood
    assert "고른 것 거두기" in stood
    gone = client.post(address, {"side": "none"}, headers=HTMX).text
    assert "<dd><strong>0명</strong>" in gone
    assert "고른 것 거두기" not in gone
    client.post(address, {"side": "pro"})
    news = client.get(reverse("ideas:debate_news", args=[debate.pk]), {"since": 1}).text
    assert 'id="numbers" hx-swap-oob="true"' in news
    assert client.post(address, {"side": "none"}, follow=True).redirect_chain
    assert Debate.objects.get().pro == 0


def test_what_was_typed_after_the_session_ended_waits_behind_the_login():
    debate, official = DebateFactory(), AppointmentFactory().user
    made = argue(debate, UserFactory(), "con", "다리가 무거워져요.")
    typed = {
        reverse("ideas:debate_argue", args=[debate.pk]): {"side": "how", "body": "가벼운 천막이면 돼요."},
        reverse("ideas:argument_respond", args=[made.pk]): {"body": "하중을 재 봤어요."},
    }
    for address, words in typed.items():
        visitor = Client()
        away = visitor.post(address, words)
        assert away.status_code == 302
        assert address in away.url
        visitor.force_login(official)
        back = visitor.get(address).text
        assert words["body"] in back
        assert "쓰던 글을 가져왔어요" in back
        assert visitor.post(address, words).status_code == 302
        assert words["body"] not in visitor.get(reverse("ideas:debate_argue", args=[debate.pk])).text
    assert Argument.objects.filter(side="how").count() == Response.objects.count() == 1


def test_an_answer_that_comes_too_late_keeps_its_words(client, office):
    debate = DebateFactory()
    made = argue(debate, UserFactory(), "con", "다리가 무거워져요.")
    client.force_login(AppointmentFactory().user)
    close(debate, office)
    late = client.post(reverse("ideas:argument_respond", args=[made.pk]), {"body": "하중을 재 봤어요."})
    assert late.status_code == 422
    assert "하중을 재 봤어요." in late.text
    assert not Response.objects.exists()


def test_deleting_twice_is_deleting_once(client, citizen):
    made = argue(DebateFactory(), citizen, "pro", "그늘이 필요해요.")
    address = reverse("ideas:argument_delete", args=[made.pk])
    for _time in range(2):
        assert client.post(address).status_code == 302
    assert Debate.objects.get().pro_arguments == 0
    assert client.get(address).status_code == 404
    other = argue(Debate.objects.get(), UserFactory(), "pro", "저도요.")
    delete_argument(other, other.author)
    assert client.post(reverse("ideas:argument_delete", args=[other.pk])).status_code == 404


def test_without_scripts_a_helpful_press_comes_back_to_the_same_place(client, citizen):
    debate = DebateFactory()
    ArgumentFactory.create_batch(30, debate=debate, side="con")
    until = Argument.objects.latest("pk").pk
    page = client.get(debate.get_absolute_url(), {"side": "con", "page": 2, "until": until})
    said = page.context["columns"][0].arguments[0]
    address = f"{reverse('ideas:argument_helpful', args=[said.pk])}?side=con&amp;until={until}&amp;page=2"
    assert f'action="{address}"' in page.text
    back = client.post(address.replace("&amp;", "&"), {"action": "find"})
    assert back.url == f"{debate.get_absolute_url()}?side=con&until={until}&page=2#argument-{said.pk}"


def test_what_has_not_begun_is_not_called_open(client):
    DebateFactory(coming=True, title="곧 열릴 이야기")
    DebateFactory(title="열린 이야기")
    parts = client.get(reverse("ideas:debates")).text.split("<h2")
    assert ["열린 이야기" in part for part in parts if "지금 열린 토론" in part] == [True]
    assert ["곧 열릴 이야기" in part for part in parts if "곧 열리는 토론" in part] == [True]


def test_under_a_filter_no_number_claims_more_than_is_shown(client):
    debate = DebateFactory(pro_arguments=7)
    assert '<span class="number">7</span>' in client.get(debate.get_absolute_url()).text
    assert '<span class="number">7</span>' not in client.get(debate.get_absolute_url(), {"voices": "known"}).text


def test_the_same_summary_sent_twice_is_told_once(office):
    debate = DebateFactory()
    said = argue(debate, UserFactory(), "pro", "그늘이 필요해요.")
    close(debate, office)
    for _time in range(2):
        summarise(debate, office, Summary(agreed="그늘은 모두가 바라요.", pins={"pro": said}))
    assert debate.idea.trail.filter(kind="debate_summarised").count() == 1
    summarise(debate, office, Summary(agreed="그늘은 모두가 바라요."))
    assert debate.idea.trail.filter(kind="debate_summarised").count() == 2


def test_mending_a_summary_keeps_what_was_pinned(client, office):
    debate = DebateFactory()
    first, second = (argue(debate, UserFactory(), "pro", body) for body in ("그늘이 필요해요.", "의자도요."))
    find_helpful(second, UserFactory())
    close(debate, office)
    summarise(debate, office, Summary(agreed="그늘은 모두가 바라요.", pins={"pro": first}))
    client.force_login(office)
    page = client.get(reverse("ideas:debate_run", args=[debate.pk]))
    form = page.context["forms"]["summarise"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"agreed": "그늘은 모두가 바랐어요."}
    assert client.post(reverse("ideas:debate_run", args=[debate.pk]), typed | {"action": "summarise"}).status_code == 302
    assert list(Argument.objects.filter(is_pinned=True)) == [first]


def test_a_moderator_who_has_left_is_not_named(client):
    moderator = UserFactory(nickname="느티나무길")
    debate = DebateFactory(moderator=moderator)
    assert "느티나무길" in client.get(debate.get_absolute_url()).text
    moderator.is_active = False
    moderator.save()
    caches["pages"].clear()
    assert "느티나무길" not in client.get(debate.get_absolute_url()).text


@pytest.mark.parametrize("traits", [{}, {"idea": None}])
def test_why_a_debate_goes_on_longer_stands_on_its_page(client, office, traits):
    debate = DebateFactory(**traits)
    until = timezone.now() + timedelta(days=20)
    for _time in range(2):
        extend(debate, office, until, "여름 방학이 끼어 있어요")
    assert "까닭: 여름 방학이 끼어 있어요" in client.get(debate.get_absolute_url()).text
    with pytest.raises(Refused):
        extend(debate, office, until, "다른 까닭")


def test_the_office_opens_one_more_debate_from_the_desk_once_the_last_is_summed_up(client, office):
    last = DebateFactory()
    idea, desk = last.idea, reverse("ideas:desk_idea", args=[last.idea.number])
    address = reverse("ideas:debate_open", args=[idea.number])
    client.force_login(office)
    assert address not in client.get(desk).text
    close(last, office)
    assert reverse("ideas:debate_run", args=[last.pk]) in client.get(desk).text
    refused = client.post(address, follow=True)
    assert "정리한 글을 먼저" in refused.text
    summarise(last, office, Summary(agreed="그늘은 모두가 바라요."))
    assert address in client.get(desk).text
    assert address in client.get(reverse("ideas:debate_run", args=[last.pk])).text
    opened = client.post(address)
    assert opened.url == Debate.objects.latest("pk").get_absolute_url() != last.get_absolute_url()
    assert client.post(address).url == opened.url
    assert Debate.objects.count() == 2
    assert address not in client.get(desk).text


def test_nobody_else_opens_one_more_debate_nor_on_another_idea(client, citizen, office):
    idea = IdeaFactory(stage=Stage.DEBATE, debated_at=timezone.now())
    address = reverse("ideas:debate_open", args=[idea.number])
    assert client.post(address).status_code == 403
    assert client.get(address).status_code == 405
    assert "/login" in Client().post(address).url
    for other in (IdeaFactory(), IdeaFactory(stage=Stage.WORKING), IdeaFactory(stage=Stage.DEBATE, visibility="hidden")):
        with pytest.raises(Refused):
            open_on_idea(other, office)
    assert open_on_idea(idea, office).is_running
