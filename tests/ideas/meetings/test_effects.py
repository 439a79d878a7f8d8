"""공개 전 미리보기: what publishing will do, who hears of it, and what stands in its way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.lifecycle import advance
from ideas.meetings import effects
from ideas.models import Decision, Follow, Idea
from ideas.stages import Stage
from tests.factories.accounts import DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db

REASON = "함께 이야기하고 정했어요."


@pytest.fixture
def office():
    return office_member()


@pytest.fixture
def meeting():
    return MeetingFactory(today=True)


def today():
    return timezone.localdate()


def problems(meeting, office):
    """What stands in the way of the only item of a meeting."""
    (effect,) = effects.preview(meeting, office).effects
    return effect.problems


def adopted(meeting, **more):
    """An item that is ready to be adopted, but for what `more` says."""
    ready = {"decision": Decision.ADOPT, "reason": REASON, "department": DepartmentFactory(), "starts_on": today()}
    return AgendaItemFactory(meeting=meeting, **(ready | more))


def test_what_is_ready_has_no_problems_and_says_what_will_happen(meeting, office):
    adopted(meeting, department=DepartmentFactory(name="보행과"))
    preview = effects.preview(meeting, office)
    assert preview.is_ready
    (effect,) = preview.effects
    assert effect.sentences[0] == "실현회의를 마치고 채택으로 정해져요. 까닭은 시의 답이 돼요."
    assert "담당이 보행과로 정해져요." in effect.sentences
    assert "관리카드가 열려요." in effect.sentences
    assert any(sentence.startswith("보행과가") and "추진계획" in sentence for sentence in effect.sentences)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"decision": ""}, "아직 정하지 않았어요."),
        ({"decision": Decision.NOT_PICKED}, "이 회의에서 할 수 있는 결정이 아니에요."),
        ({"reason": " "}, "까닭을 한 줄만 적어 주세요."),
        ({"decision": Decision.NOT_DISCUSSED, "reason": ""}, "까닭을 한 줄만 적어 주세요."),
        ({"department": None}, "맡을 부서를 골라 주세요."),
        ({"starts_on": None}, "언제 시작하는지 적어 주세요."),
        ({"starts_on": timezone.localdate() - timedelta(days=2)}, "시작하는 날은 회의한 날부터 3년 안이어야 해요."),
        ({"starts_on": timezone.localdate() + timedelta(days=1_100)}, "시작하는 날은 회의한 날부터 3년 안이어야 해요."),
    ],
)
def test_what_is_missing_is_named(meeting, office, more, words):
    adopted(meeting, **more)
    assert words in problems(meeting, office)


def test_a_phone_number_in_a_reason_has_to_go_first(meeting, office):
    adopted(meeting, reason="궁금하면 010-1234-5678로 전화해 주세요.")
    assert "개인정보" in problems(meeting, office)[0]


def test_a_department_that_is_gone_cannot_be_put_in_charge(meeting, office):
    adopted(meeting, department=DepartmentFactory(is_active=False))
    assert problems(meeting, office) == ["지금은 없는 부서예요. 다른 부서를 골라 주세요."]


def test_an_idea_that_left_the_stage_can_only_be_left_where_it_is(meeting, office):
    item = adopted(meeting)
    Idea.objects.filter(pk=item.idea.pk).update(stage=Stage.WORKING)
    assert "그사이에 상상이 이 회의의 단계를 떠났어요." in problems(meeting, office)[0]
    meeting.items.update(decision=Decision.NOT_DISCUSSED)
    assert problems(meeting, office) == []


def test_a_hidden_idea_is_not_decided_on(meeting, office):
    item = adopted(meeting)
    Idea.objects.filter(pk=item.idea.pk).update(visibility="hidden")
    assert problems(meeting, office) != []


def test_somebody_who_may_not_decide_is_told_so(meeting):
    adopted(meeting)
    assert problems(meeting, UserFactory()) == ["이 상상에 그 결정을 적을 수 있는 사람이 아니에요."]


class TestTheWayToARealisationMeeting:
    @pytest.fixture
    def meeting(self):
        return MeetingFactory(working=True, today=True)

    def item(self, meeting, **more):
        return AgendaItemFactory(meeting=meeting, decision=Decision.PUT_ON_AGENDA, **more)

    def test_without_a_coming_one_there_is_nowhere_to_send_it(self, meeting, office):
        self.item(meeting)
        assert problems(meeting, office) == ["다가오는 실현회의가 없어요. 회의를 먼저 알려 주세요."]

    def test_the_only_coming_one_is_meant_without_saying_so(self, meeting, office):
        coming = MeetingFactory()
        self.item(meeting)
        (effect,) = effects.preview(meeting, office).effects
        assert (effect.goes_to, effect.problems) == (coming, [])
        assert f"{coming.title} 안건에 올라요." in effect.sentences

    def test_of_several_one_has_to_be_chosen(self, meeting, office):
        MeetingFactory.create_batch(2)
        self.item(meeting)
        assert problems(meeting, office) == ["다가오는 실현회의가 여럿이에요. 어느 회의로 올릴지 골라 주세요."]

    @pytest.mark.parametrize("state", ["past", "draft", "cancelled", "working"])
    def test_one_that_does_not_come_is_no_way(self, meeting, office, state):
        self.item(meeting, goes_to=MeetingFactory(**{state: True}))
        assert problems(meeting, office) == ["올릴 실현회의가 이미 지났거나 열리지 않아요. 다른 회의를 골라 주세요."]

    def test_an_idea_stands_on_one_agenda(self, meeting, office):
        coming, other = MeetingFactory(), MeetingFactory()
        item = self.item(meeting, goes_to=coming)
        AgendaItemFactory(meeting=other, idea=item.idea)
        assert problems(meeting, office) == ["이미 다른 실현회의 안건에 있어요."]


def test_a_meeting_that_has_not_come_yet_has_no_record(office):
    meeting = MeetingFactory()
    adopted(meeting, starts_on=today() + timedelta(days=30))
    assert effects.preview(meeting, office).problems == ["아직 열리지 않은 회의예요. 회의하는 날부터 공개할 수 있어요."]


def test_an_empty_agenda_is_no_record(meeting, office):
    assert effects.preview(meeting, office).problems == ["안건이 하나도 없어요."]


def test_who_hears_of_it_is_counted_once_each(meeting, office):
    item = adopted(meeting)
    idea, both, tired = item.idea, UserFactory(), UserFactory()
    for member in (both, tired, UserFactory()):
        RecommendationFactory(idea=idea, member=member)
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=3)
    Follow.objects.create(idea=idea, member=both)
    Follow.objects.create(idea=idea, member=tired, is_muted=True)
    Follow.objects.create(idea=idea, member=UserFactory())
    assert effects.people_told([idea.pk]) == {idea.pk: 3}


def test_a_preview_costs_the_same_however_long_the_agenda_is(meeting, office, django_assert_max_num_queries):
    for _ in range(12):
        adopted(meeting)
    effects.preview(meeting, office)
    with django_assert_max_num_queries(5):
        preview = effects.preview(meeting, office)
    assert len(preview.effects) == 12


@pytest.mark.parametrize("known", ["", "x", "1-", "-", "99999999999999999999-a", "0-0.7-zz"])
def test_whatever_stands_in_the_mark_of_a_page_it_is_out_of_date_at_most(meeting, office, known):
    adopted(meeting)
    preview = effects.preview(meeting, office, known)
    assert preview.effects[0].has_changed
    assert preview.mark != known


def test_fast_adoptions_since_the_last_meeting_are_listed(office):
    department, now = DepartmentFactory(), timezone.now()
    MeetingFactory(recorded=True, starts_at=now - timedelta(days=30))
    meeting = MeetingFactory(recorded=True, starts_at=now + timedelta(minutes=1))
    fast = advance(IdeaFactory(department=department), "fast_adopt", office, REASON)
    old = advance(IdeaFactory(), "fast_adopt", office, REASON)
    Idea.objects.filter(pk=old.pk).update(decided_at=now - timedelta(days=31))
    at_the_meeting = advance(IdeaFactory(stage=Stage.REALISATION), "adopt", office, REASON)
    hidden = advance(IdeaFactory(), "fast_adopt", office, REASON)
    Idea.objects.filter(pk=hidden.pk).update(visibility="hidden")
    assert at_the_meeting.outcome == fast.outcome
    meeting.starts_at = timezone.now()
    assert effects.fast_adopted_since(meeting) == [fast]
    assert effects.fast_adopted_since(MeetingFactory(working=True)) == []


def test_what_is_not_decided_yet_is_counted_too(meeting, office):
    adopted(meeting)
    adopted(meeting, decision="")
    items = [effect.item for effect in effects.preview(meeting, office).effects]
    assert effects.totals_words(items) == "안건 2건: 채택 1, 아직 안 정함 1"
    assert effects.totals_words([]) == "안건 0건: 없음"
