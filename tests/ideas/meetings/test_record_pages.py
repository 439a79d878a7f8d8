"""The pages of a record: the preview with its button, the words beside it, the minutes and their PDF."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas.meetings import minutes
from ideas.models import Decision, Idea, Meeting, MeetingState
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db

REASON = "다리가 무게를 견디지 못해요."


@pytest.fixture
def office(client):
    member = office_member()
    client.force_login(member)
    return member


@pytest.fixture
def meeting():
    return MeetingFactory(today=True)


def address(meeting, name="preview"):
    return reverse(f"ideas:meeting_{name}", args=[meeting.pk])


def held(meeting, **more):
    return AgendaItemFactory(**{"meeting": meeting, "decision": Decision.HOLD, "reason": REASON, **more})


def mark(client, meeting):
    return client.get(address(meeting)).context["preview"].mark


class TestThePreview:
    def test_it_says_what_happens_and_offers_one_button(self, client, office, meeting):
        item = held(meeting)
        html = client.get(address(meeting)).content.decode()
        for words in (item.idea.title, REASON, "안건 1건: 보류 1", "보류로 정해져요", "기록 공개하기"):
            assert words in html

    def test_there_is_no_button_while_something_is_missing(self, client, office, meeting):
        item = held(meeting, reason="")
        html = client.get(address(meeting)).content.decode()
        assert "기록 공개하기" not in html
        assert "고칠 것이 1가지 있어요" in html
        assert f"{address(meeting, 'clerk')}?item={item.pk}" in html

    def test_pressing_it_publishes_the_record(self, client, office, meeting):
        item = held(meeting)
        response = client.post(address(meeting), {"known": mark(client, meeting)})
        assert (response.status_code, response.url) == (302, meeting.get_absolute_url())
        assert Idea.objects.get(pk=item.idea.pk).outcome == Outcome.HELD

    def test_pressing_it_twice_is_the_same_as_once(self, client, office, meeting):
        held(meeting)
        known = mark(client, meeting)
        for _twice in range(2):
            assert client.post(address(meeting), {"known": known}).status_code == 302
        assert Meeting.objects.get(pk=meeting.pk).revision == 1

    @pytest.mark.parametrize("known", [None, "", "0-old"])
    def test_a_page_that_is_out_of_date_says_what_changed_and_moves_nothing(self, client, office, meeting, known):
        item = held(meeting)
        response = client.post(address(meeting), {} if known is None else {"known": known})
        assert response.status_code == 409
        assert "그사이에 바뀌었어요" in response.content.decode()
        assert Idea.objects.get(pk=item.idea.pk).stage == Stage.REALISATION

    def test_what_is_not_ready_comes_back_with_the_problems(self, client, office, meeting):
        held(meeting, decision="")
        response = client.post(address(meeting), {"known": mark(client, meeting)})
        assert response.status_code == 422
        assert "아직 정하지 않았어요" in response.content.decode()

    def test_a_record_that_is_out_leads_to_its_meeting(self, client, office):
        meeting = MeetingFactory(recorded=True)
        assert client.get(address(meeting)).url == meeting.get_absolute_url()

    def test_citizens_and_officials_of_departments_do_not_see_it(self, client, meeting):
        held(meeting)
        assert "login" in client.get(address(meeting)).url
        for member in (UserFactory(), AppointmentFactory().user):
            client.force_login(member)
            for method in (client.get, client.post):
                assert method(address(meeting)).status_code == 403
        assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.ANNOUNCED

    @pytest.mark.parametrize("pk", [0, 2**63])
    def test_a_meeting_that_does_not_exist_is_not_found(self, client, office, pk):
        assert client.get(f"/desk/meetings/{pk}/preview/").status_code == 404

    def test_it_costs_the_same_however_long_the_agenda_is(self, client, office, meeting, django_assert_max_num_queries):
        for _ in range(12):
            held(meeting)
        client.get(address(meeting))
        with django_assert_max_num_queries(14):
            client.get(address(meeting))


class TestTheWordsOfTheWholeMeeting:
    def words(self, client, meeting, **more):
        known = client.get(address(meeting)).context["form"]["known"].value()
        said = {"summary": "모두 함께 정했어요.", "minutes": "긴 이야기", "known": known} | more
        return client.post(address(meeting, "words"), said)

    def test_they_are_kept_until_the_record_is_published(self, client, office, meeting):
        assert self.words(client, meeting).status_code == 302
        kept = Meeting.objects.get(pk=meeting.pk)
        assert (kept.summary, kept.minutes) == ("모두 함께 정했어요.", "긴 이야기")

    def test_two_who_write_at_once_are_told_and_nothing_is_lost(self, client, office, meeting):
        known = client.get(address(meeting)).context["form"]["known"].value()
        self.words(client, meeting, summary="먼저 쓴 말")
        response = self.words(client, meeting, summary="나중에 쓴 말", known=known)
        assert response.status_code == 409
        assert response.context["form"]["summary"].value() == "나중에 쓴 말"
        assert Meeting.objects.get(pk=meeting.pk).summary == "먼저 쓴 말"
        again = response.context["form"]["known"].value()
        assert self.words(client, meeting, summary="나중에 쓴 말", known=again).status_code == 302
        assert Meeting.objects.get(pk=meeting.pk).summary == "나중에 쓴 말"

    def test_a_phone_number_has_to_go_first(self, client, office, meeting):
        response = self.words(client, meeting, minutes="010-1234-5678로 전화하기로 했어요.")
        assert response.status_code == 422
        assert Meeting.objects.get(pk=meeting.pk).minutes == ""

    def test_they_stand_once_the_record_is_out(self, client, office):
        meeting = MeetingFactory(recorded=True)
        assert client.post(address(meeting, "words"), {"summary": "다르게"}).status_code == 409
        assert Meeting.objects.get(pk=meeting.pk).summary == meeting.summary

    def test_only_the_idea_office_writes_them(self, client, meeting):
        client.force_login(AppointmentFactory().user)
        assert client.post(address(meeting, "words"), {"summary": "내 말"}).status_code == 403
        assert client.get(address(meeting, "words")).status_code == 405


class TestTheMinutes:
    @pytest.fixture
    def meeting(self):
        meeting = MeetingFactory(recorded=True)
        GuestFactory(meeting=meeting)
        held(meeting, decided_at=timezone.now(), votes_for=7, votes_against=2, minutes="그늘이 먼저라는 말이 많았어요.")
        return meeting

    def test_everybody_reads_them_once_the_record_is_out(self, client, meeting):
        html = client.get(address(meeting, "minutes")).content.decode()
        for words in ("한바다(시장)", REASON, "찬성 7명, 반대 2명", "그늘이 먼저라는", "모두 함께 이야기했어요.", "(서명)"):
            assert words in html
        assert client.get(address(meeting, "minutes_pdf")).headers["Content-Type"] == "application/pdf"

    def test_before_that_only_the_idea_office_does(self, client):
        meeting = MeetingFactory(today=True)
        held(meeting)
        for name in ("minutes", "minutes_pdf"):
            assert client.get(address(meeting, name)).status_code == 404
        client.force_login(office_member())
        assert "초안" in client.get(address(meeting, "minutes")).content.decode()

    def test_a_hidden_idea_is_named_neither_there_nor_on_the_page_of_the_meeting(self, client, meeting):
        hidden = IdeaFactory(visibility="hidden", title="비밀스러운 제목")
        held(meeting, idea=hidden, reason="비밀스러운 까닭", minutes="비밀스러운 말", decided_at=timezone.now())
        for page in (address(meeting, "minutes"), meeting.get_absolute_url()):
            html = client.get(page).content.decode()
            assert "비밀스러운" not in html
            assert "지금은 볼 수 없는 상상이에요." in html

    def test_without_the_printer_the_page_is_left(self, client, meeting, monkeypatch):
        def none(html):
            raise minutes.NoPrinter

        monkeypatch.setattr(minutes, "can_print", lambda: False)
        monkeypatch.setattr(minutes, "draw", none)
        assert "PDF" not in client.get(address(meeting, "minutes")).content.decode()
        assert client.get(address(meeting, "minutes_pdf")).url == address(meeting, "minutes")

    def test_they_cost_the_same_however_long_they_are(self, client, meeting, django_assert_max_num_queries):
        for _ in range(11):
            held(meeting, decided_at=timezone.now())
        client.get(address(meeting, "minutes"))
        with django_assert_max_num_queries(10):
            client.get(address(meeting, "minutes"))
