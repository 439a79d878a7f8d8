"""The screens of the office: agenda builder, the clerk's day, the screen of the hall. All of them by plain forms."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas.meetings import live
from ideas.models import AgendaItem
from ideas.stages import Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, QuestionFactory, office_member

pytestmark = pytest.mark.django_db
PAGES = ("meeting_agenda", "meeting_clerk", "meeting_questions", "meeting_projector")


@pytest.fixture
def meeting():
    return MeetingFactory(today=True)


@pytest.fixture
def office(client):
    client.force_login(office_member())
    return client


def address(name, meeting, *more):
    return reverse(f"ideas:{name}", args=[meeting.pk, *more])


def act(client, meeting, name, **sent):
    return client.post(address("meeting_agenda", meeting), {"act": name, **sent})


def words(item, **sent):
    return {"known": live.mark_of(AgendaItem.objects.get(pk=item.pk)), "decision": "", "reason": "", "minutes": "", **sent}


# -- who comes in -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("make", "draft", "status"),
    [
        (None, False, 302),
        (UserFactory, False, 403),
        (lambda: AppointmentFactory().user, False, 403),
        (lambda: AppointmentFactory().user, True, 404),
        (office_member, False, 200),
        (office_member, True, 200),
    ],
)
def test_only_the_idea_office_opens_the_screens_of_a_meeting(client, page, make, draft, status):
    meeting = AgendaItemFactory(meeting=MeetingFactory(draft=draft)).meeting
    if make:
        client.force_login(make())
    assert client.get(address(page, meeting)).status_code == status


@pytest.mark.parametrize("make", [None, UserFactory, lambda: AppointmentFactory().user])
def test_nobody_else_writes(client, meeting, make):
    item = AgendaItemFactory(meeting=meeting)
    if make:
        client.force_login(make())
    for name, more, sent in (
        ("meeting_agenda", (), {"act": "remove", "item": item.pk}),
        ("meeting_clerk", (), words(item, minutes="내 말")),
        ("meeting_autosave", (item.pk,), words(item, minutes="내 말")),
        ("meeting_clock", (), {"act": "start", "item": item.pk}),
    ):
        assert client.post(address(name, meeting, *more), sent).status_code in (302, 403)
    item.refresh_from_db()
    assert (item.minutes, item.started_at) == ("", None)


@pytest.mark.parametrize("page", PAGES)
def test_a_meeting_that_is_not_there_is_not_found(office, page):
    assert office.get(reverse(f"ideas:{page}", args=[10**17])).status_code == 404


@pytest.mark.parametrize("name", ["meeting_clock", "meeting_like"])
def test_what_changes_something_is_sent_not_opened(office, meeting, name):
    assert office.get(address(name, meeting)).status_code == 405


# -- the agenda builder ---------------------------------------------------------------------------------------------
def test_the_builder_works_by_buttons_alone(office, meeting):
    first, second = IdeaFactory(stage=Stage.REALISATION), IdeaFactory(stage=Stage.REALISATION)
    assert first.title in office.get(address("meeting_agenda", meeting)).content.decode()
    for idea in (first, second):
        act(office, meeting, "add", number=f"#{idea.number}")
    upper, lower = meeting.items.all()
    act(office, meeting, "move", item=lower.pk, to=1)
    assert [item.idea for item in meeting.items.all()] == [second, first]
    act(office, meeting, "set", item=upper.pk, allotted=130, presenter="공원과장", note="")
    assert "25분 모자라요" in office.get(address("meeting_agenda", meeting)).content.decode()
    act(office, meeting, "add_document", item=upper.pk, title="보고서", url="https://example.org/a")
    document = upper.documents.get()
    act(office, meeting, "remove_document", item=upper.pk, document=document.pk)
    act(office, meeting, "announce")
    act(office, meeting, "remove", item=upper.pk)
    assert [item.idea for item in meeting.items.all()] == [second]
    meeting.refresh_from_db()
    assert meeting.agenda_announced_at


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("set", {"allotted": "0"}),
        ("set", {"allotted": "241"}),
        ("set", {"allotted": "5", "presenter": "가" * 61}),
        ("add_document", {"title": "", "url": "https://example.org"}),
        ("add_document", {"title": "글", "url": "javascript:alert(1)"}),
        ("add_document", {"title": "글", "url": "ftp://example.org/a"}),
    ],
)
def test_what_cannot_stand_comes_back_with_its_words(office, meeting, name, sent):
    item = AgendaItemFactory(meeting=meeting)
    response = act(office, meeting, name, item=item.pk, **sent)
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    item.refresh_from_db()
    assert (item.allotted, item.documents.count()) == (15, 0)


@pytest.mark.parametrize("number", ["", "abc", "9" * 30, "999999"])
def test_a_number_without_an_idea_is_said_so(office, meeting, number):
    response = office.post(address("meeting_agenda", meeting), {"act": "add", "number": number}, follow=True)
    assert "그 번호의 상상이 없어요" in response.content.decode()


@pytest.mark.parametrize("sent", [{"act": "nonsense"}, {"act": "move", "item": "1", "to": "1"}, {"act": "remove", "item": "x"}])
def test_a_button_that_is_not_there_does_nothing(office, meeting, sent):
    assert office.post(address("meeting_agenda", meeting), sent).status_code == 404


def test_an_item_of_another_meeting_is_out_of_reach(office, meeting):
    other = AgendaItemFactory()
    assert act(office, meeting, "remove", item=other.pk).status_code == 404
    assert office.post(address("meeting_autosave", meeting, other.pk), words(other)).status_code == 404
    assert office.get(address("meeting_clerk", meeting), {"item": other.pk}).status_code == 404


def test_the_builder_costs_the_same_however_long_the_agenda(office, django_assert_max_num_queries):
    for count in (1, 12):
        meeting = MeetingFactory()
        for _number in range(count):
            AgendaItemFactory(meeting=meeting).documents.create(title="글", url="https://example.org")
            IdeaFactory(stage=Stage.REALISATION)
        office.get(address("meeting_agenda", meeting))
        with django_assert_max_num_queries(10):
            office.get(address("meeting_agenda", meeting))


# -- the clerk's day ---------------------------------------------------------------------------------------------------
def test_the_clerk_sees_the_open_item_and_how_far_all_are(office, meeting):
    done = AgendaItemFactory(meeting=meeting, decision="hold", reason="돈이 모자라요.")
    open_one = AgendaItemFactory(meeting=meeting)
    page = office.get(address("meeting_clerk", meeting)).content.decode()
    assert "안건 2개 가운데 1개를 다 적었어요" in page
    assert f'<h2 class="clerk__title" id="clerk-idea-title">{open_one.idea}</h2>' in page
    page = office.get(address("meeting_clerk", meeting), {"item": done.pk}).content.decode()
    assert "돈이 모자라요." in page


def test_a_decision_is_saved_without_scripts(office, meeting):
    item, department = AgendaItemFactory(meeting=meeting), DepartmentFactory()
    day = live.last_day(meeting).isoformat()
    sent = words(item, decision="adopt", reason="좋아요.", department=department.pk, starts_on=day, votes_for="12")
    response = office.post(address("meeting_clerk", meeting) + f"?item={item.pk}", sent)
    assert response.status_code == 302
    item.refresh_from_db()
    assert (item.decision, item.department, item.votes_for, live.missing(item)) == ("adopt", department, 12, [])


def test_what_belongs_to_adopting_falls_away_with_another_decision(office, meeting):
    item = AgendaItemFactory(meeting=meeting)
    sent = words(item, decision="hold", department=DepartmentFactory().pk, starts_on=live.last_day(meeting).isoformat())
    office.post(address("meeting_autosave", meeting, item.pk), sent)
    item.refresh_from_db()
    assert (item.decision, item.department, item.starts_on) == ("hold", None, None)


def test_a_working_meeting_names_the_meeting_an_idea_goes_to(office):
    item, later = AgendaItemFactory(meeting=MeetingFactory(working=True)), MeetingFactory()
    over = MeetingFactory(recorded=True)
    save = address("meeting_autosave", item.meeting, item.pk)
    assert office.post(save, words(item, decision="put_on_agenda", goes_to=over.pk)).status_code == 422
    assert office.post(save, words(item, decision="put_on_agenda", goes_to=later.pk)).json()["missing"] == []
    item.refresh_from_db()
    assert item.goes_to == later


def test_saving_on_the_way_says_when_and_what_is_missing(office, meeting):
    item = AgendaItemFactory(meeting=meeting)
    said = office.post(address("meeting_autosave", meeting, item.pk), words(item, decision="not_adopt")).json()
    item.refresh_from_db()
    assert said["known"] == live.mark_of(item)
    assert said["missing"] == ["까닭을 적어 주세요. 시민이 읽어요."]
    assert len(said["saved"]) == 8


def test_two_clerks_who_write_at_once_hear_of_each_other(office, meeting):
    item = AgendaItemFactory(meeting=meeting)
    old = words(item, decision="hold", reason="내 까닭")
    save = address("meeting_autosave", meeting, item.pk)
    office.post(save, words(item, decision="adopt", reason="다른 까닭"))
    refused = office.post(save, old)
    assert refused.status_code == 409
    assert refused.json()["url"] == address("meeting_clerk", meeting) + f"?item={item.pk}"
    page = office.post(address("meeting_clerk", meeting) + f"?item={item.pk}", old)
    assert page.status_code == 409
    html = page.content.decode()
    assert "다른 까닭" in html
    assert page.context["form"]["reason"].value() == "내 까닭"
    again = html.split('name="known" value="')[1].split('"')[0]
    assert office.post(address("meeting_clerk", meeting) + f"?item={item.pk}", old | {"known": again}).status_code == 302
    item.refresh_from_db()
    assert item.reason == "내 까닭"


def test_the_only_realisation_meeting_to_come_is_chosen_already(office):
    item, later = AgendaItemFactory(meeting=MeetingFactory(working=True)), MeetingFactory()
    MeetingFactory(past=True)
    MeetingFactory(draft=True)
    field = office.get(address("meeting_clerk", item.meeting)).context["form"]["goes_to"]
    assert (field.value(), list(field.field.queryset)) == (later.pk, [later])
    MeetingFactory()
    assert office.get(address("meeting_clerk", item.meeting)).context["form"]["goes_to"].value() is None


def test_a_broken_field_is_named_and_nothing_is_lost(office, meeting):
    item = AgendaItemFactory(meeting=meeting)
    sent = words(item, decision="adopt", starts_on="봄", minutes="긴 이야기")
    assert office.post(address("meeting_autosave", meeting, item.pk), sent).json()["fields"] == ["starts_on"]
    page = office.post(address("meeting_clerk", meeting) + f"?item={item.pk}", sent)
    assert page.status_code == 422
    assert "긴 이야기" in page.content.decode()


def test_the_clock_is_run_by_buttons(office, meeting):
    first, second = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    press = lambda name: office.post(address("meeting_clock", meeting), {"act": name, "item": first.pk})  # noqa: E731
    press("start")
    first.refresh_from_db()
    assert first.started_at
    assert press("next").url.endswith(f"?item={second.pk}")
    press("pause")
    second.refresh_from_db()
    assert second.started_at is None
    assert press("nonsense").status_code == 404


def test_a_published_record_is_read_but_not_written(office):
    item = AgendaItemFactory(meeting=MeetingFactory(recorded=True), decision="hold", reason="까닭", decided_at=timezone.now())
    page = office.get(address("meeting_clerk", item.meeting))
    assert page.status_code == 200
    assert "더 바꿀 수 없어요" in page.content.decode()
    assert office.post(address("meeting_autosave", item.meeting, item.pk), words(item, reason="다른 말")).status_code == 403
    item.refresh_from_db()
    assert item.reason == "까닭"


def test_an_empty_meeting_leads_to_the_builder(office, meeting):
    page = office.get(address("meeting_clerk", meeting))
    assert address("meeting_agenda", meeting) in page.content.decode()
    assert office.post(address("meeting_clerk", meeting), {"minutes": "말"}).status_code == 200


def test_the_clerk_s_screen_costs_the_same_however_long_the_agenda(office, django_assert_max_num_queries):
    for count in (1, 12):
        meeting = MeetingFactory()
        for _number in range(count):
            AgendaItemFactory(meeting=meeting)
        office.get(address("meeting_clerk", meeting))
        with django_assert_max_num_queries(13):
            office.get(address("meeting_clerk", meeting))


# -- the hall ---------------------------------------------------------------------------------------------------------
def test_the_hall_sees_item_clock_question_and_codes(office):
    meeting = MeetingFactory(today=True, takes_questions=True)
    item = AgendaItemFactory(meeting=meeting, used_seconds=95)
    type(meeting).objects.filter(pk=meeting.pk).update(current_item=item)
    question = QuestionFactory(meeting=meeting, state="live")
    QuestionFactory(meeting=meeting, body="숨긴 질문", state="hidden")
    for query in ("", "?part=1"):
        html = office.get(address("meeting_projector", meeting) + query).content.decode()
        assert all(shown in html for shown in (item.idea.title, "1:35", question.body, meeting.code, "<svg"))
        assert "숨긴 질문" not in html
        assert 'style="' not in html
    assert "site-header" not in html


def test_the_hall_never_reads_a_hidden_idea(office, meeting):
    item = AgendaItemFactory(meeting=meeting, idea__visibility="hidden", idea__title="숨긴 상상", idea__stage="realisation")
    assert "숨긴 상상" not in office.get(address("meeting_projector", meeting)).content.decode()
    type(meeting).objects.filter(pk=meeting.pk).update(current_item=item)
    assert "숨긴 상상" not in office.get(address("meeting_projector", meeting)).content.decode()
