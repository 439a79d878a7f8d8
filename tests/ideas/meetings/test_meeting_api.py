"""/api/v1/meetings/ and one's own seat there."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken
from ideas.models import Decision, Seat
from tests.factories.accounts import DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaDocumentFactory, AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db
URL = "/api/v1/meetings/"


@pytest.fixture
def api():
    """Anybody, without a key."""
    return APIClient()


@pytest.fixture
def calling():
    """calling(user): a client that sends a personal key of this member."""

    def client(user) -> APIClient:
        _token, key = ApiToken.make(user, "시험")
        caller = APIClient()
        caller.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        return caller

    return client


def titles(api, query: str = "") -> list[str]:
    response = api.get(URL + query)
    assert response.status_code == 200, response.content
    return [each["title"] for each in response.json()["results"]]


def test_the_latest_meeting_comes_first_and_drafts_never(api):
    MeetingFactory(title="지난", recorded=True)
    MeetingFactory(title="다음", working=False)
    MeetingFactory(title="준비", draft=True)
    MeetingFactory(kind="working", title="실무", past=True)
    assert set(titles(api)) == {"다음", "지난", "실무"}
    assert titles(api)[0] == "다음"
    assert titles(api, "?coming=true") == ["다음"]
    assert titles(api, "?kind=working") == ["실무"]


@pytest.mark.parametrize("query", ["?kind=party", "?coming=perhaps", "?title=x"])
def test_what_means_nothing_is_refused(api, query):
    assert api.get(URL + query).status_code == 400


def test_the_list_costs_one_query(api, django_assert_max_num_queries):
    for _each in range(30):
        MeetingFactory()
    api.get(URL)
    with django_assert_max_num_queries(1):
        assert len(api.get(URL).json()["results"]) == 20


def test_a_meeting_says_everything_about_itself(api):
    meeting = MeetingFactory(listed=True, intro="함께 정해요.", open_seats=50)
    item = AgendaItemFactory(meeting=meeting, presenter="공원정책팀장", decision=Decision.ADOPT, reason="좋아요")
    AgendaDocumentFactory(item=item, title="기록")
    AgendaItemFactory(meeting=meeting, idea=IdeaFactory(visibility="hidden"))
    shown = api.get(f"{URL}{meeting.pk}/").json()
    assert (shown["seats"], shown["seats_left"], shown["waiting"], shown["seat"]) == (50, 50, 0, None)
    assert shown["starts_at"].endswith("+09:00")
    [agenda] = shown["agenda"]
    assert agenda["idea"]["number"] == item.idea.number
    assert agenda["documents"] == [{"title": "기록", "url": "https://example.org/report"}]
    # What the clerk writes down is nobody's business before the record is public.
    assert (agenda["decision"], agenda["reason"]) == (None, "")


def test_a_record_is_shown_once_it_is_public(api):
    recorded = MeetingFactory(recorded=True, listed=True, minutes="모두 좋다고 했어요.")
    AgendaItemFactory(meeting=recorded, decision=Decision.HOLD, reason="더 살펴요.", decided_at=timezone.now(), votes_for=3)
    unpublished = MeetingFactory(past=True, minutes="아직 쓰는 중", summary="쓰는 중")
    shown = api.get(f"{URL}{recorded.pk}/").json()
    assert shown["minutes"] == "모두 좋다고 했어요."
    assert [(item["decision"], item["votes_for"]) for item in shown["agenda"]] == [("hold", 3)]
    shown = api.get(f"{URL}{unpublished.pk}/").json()
    assert (shown["minutes"], shown["summary"]) == ("", "")


def test_a_record_says_who_begins_when_and_what_was_said(api):
    recorded = MeetingFactory(recorded=True, listed=True)
    said = {"department": DepartmentFactory(name="보행과"), "starts_on": timezone.localdate(), "minutes": "그늘이 먼저래요."}
    item = AgendaItemFactory(meeting=recorded, decision=Decision.ADOPT, reason="좋아요.", **said)
    [shown] = api.get(f"{URL}{recorded.pk}/").json()["agenda"]
    assert [shown[name] for name in ("department", "starts_on", "goes_to", "said")] == [None, None, None, ""]
    type(item).objects.filter(pk=item.pk).update(decided_at=timezone.now())
    [shown] = api.get(f"{URL}{recorded.pk}/").json()["agenda"]
    begins = timezone.localdate().isoformat()
    assert [shown[name] for name in ("department", "starts_on", "goes_to", "said")] == [
        "보행과",
        begins,
        None,
        "그늘이 먼저래요.",
    ]


def test_a_draft_is_not_there_even_for_the_office(calling):
    meeting = MeetingFactory(draft=True)
    office = calling(office_member())
    assert office.get(f"{URL}{meeting.pk}/").status_code == 404
    assert office.put(f"{URL}{meeting.pk}/seat/").status_code == 404


def test_signing_up_twice_is_signing_up_once_and_so_is_giving_back(calling):
    meeting = MeetingFactory(open_seats=1)
    first, second = calling(UserFactory()), calling(UserFactory())
    for _twice in range(2):
        response = first.put(f"{URL}{meeting.pk}/seat/")
        assert response.status_code == 200
        assert response.json() == {"state": "seated", "order": 1, "role": "citizen", "before": 0, "checked_in_at": None}
    assert second.put(f"{URL}{meeting.pk}/seat/").json()["state"] == "waiting"
    for _twice in range(2):
        assert first.delete(f"{URL}{meeting.pk}/seat/").status_code == 204
    assert second.get(f"{URL}{meeting.pk}/").json()["seat"]["state"] == "seated"
    assert Seat.objects.count() == 2


def test_a_refusal_is_a_conflict_with_its_words(calling):
    response = calling(UserFactory()).put(f"{URL}{MeetingFactory(cancelled=True).pk}/seat/")
    assert (response.status_code, response.json()["detail"]) == (409, "취소한 회의예요.")


def test_visitors_have_no_seat(api):
    assert api.put(f"{URL}{MeetingFactory().pk}/seat/").status_code == 401
