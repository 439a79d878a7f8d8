"""Meetings, who sits there and what is talked about, for tests."""

from datetime import timedelta

import factory
from django.db.models import F
from django.utils import timezone

from accounts import roles
from ideas.models import Meeting, MeetingKind, MeetingState, Seat, SeatState
from ideas.models.meeting import AgendaDocument, AgendaItem, Guest, Question, QuestionState
from ideas.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """An announced 실현회의 a week from now with 50 seats; traits: draft, working (a 실무회의), today (it runs now), past,
    recorded, cancelled, listed (its agenda is announced)."""

    class Meta:
        model = Meeting

    class Params:
        draft = factory.Trait(state=MeetingState.DRAFT)
        working = factory.Trait(kind=MeetingKind.WORKING, title=factory.Sequence(lambda n: f"{n}차 실무회의"))
        today = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10)))
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=7)))
        recorded = factory.Trait(
            past=True,
            state=MeetingState.RECORDED,
            summary="안건 두 가지를 이야기했어요.",
            minutes="모두 함께 이야기했어요.",
            recorded_at=factory.LazyFunction(timezone.now),
        )
        cancelled = factory.Trait(state=MeetingState.CANCELLED, cancel_reason="태풍이 와요.")
        listed = factory.Trait(agenda_announced_at=factory.LazyFunction(timezone.now))

    kind = MeetingKind.REALISATION
    title = factory.Sequence(lambda n: f"{n}차 실현회의")
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    place = "시청 3층 큰 회의실"
    open_seats = 50
    reserved_seats = 10
    state = MeetingState.ANNOUNCED


class SeatFactory(factory.django.DjangoModelFactory):
    """A member's seat, as the verbs leave it: the meeting's counters know of it. Traits: waiting, reserved, checked_in."""

    class Meta:
        model = Seat
        skip_postgeneration_save = True

    class Params:
        waiting = factory.Trait(state=SeatState.WAITING)
        reserved = factory.Trait(is_reserved=True)
        checked_in = factory.Trait(checked_in_at=factory.LazyFunction(timezone.now))

    meeting = factory.SubFactory(MeetingFactory)
    member = factory.SubFactory(UserFactory)
    state = SeatState.SEATED
    order = factory.LazyAttribute(lambda o: Meeting.objects.values_list("last_order", flat=True).get(pk=o.meeting.pk) + 1)

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        if not create:
            return
        taken = "reserved_taken" if self.is_reserved else "open_taken"
        changed = {"last_order": self.order}
        if self.state != SeatState.CANCELLED:
            name = "waiting" if self.state == SeatState.WAITING else taken
            changed[name] = F(name) + 1
        Meeting.objects.filter(pk=self.meeting_id).update(**changed)
        self.meeting.refresh_from_db()


class GuestFactory(factory.django.DjangoModelFactory):
    """Somebody who took part without an account."""

    class Meta:
        model = Guest

    meeting = factory.SubFactory(MeetingFactory)
    name = "한바다"
    role = "chair"
    affiliation = "시장"


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """An idea on the agenda; by default the idea stands before the meeting of that kind."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    idea = factory.SubFactory(
        IdeaFactory,
        stage=factory.LazyAttribute(
            lambda o: Stage.WORKING if o.factory_parent.meeting.kind == MeetingKind.WORKING else Stage.REALISATION
        ),
    )
    position = factory.LazyAttribute(lambda o: AgendaItem.objects.filter(meeting=o.meeting).count() + 1)
    presenter = "공원정책팀장"


class AgendaDocumentFactory(factory.django.DjangoModelFactory):
    """Something to read before."""

    class Meta:
        model = AgendaDocument

    item = factory.SubFactory(AgendaItemFactory)
    title = "다리 위 기온을 잰 기록"
    url = "https://example.org/report"


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question asked from a phone; `state=…` says what the moderator did with it."""

    class Meta:
        model = Question

    meeting = factory.SubFactory(MeetingFactory, today=True, takes_questions=True)
    body = "밤에도 그늘막을 걷나요?"
    asker = factory.Sequence(lambda n: f"{n:064d}")
    state = QuestionState.NEW


def office_member():
    """Somebody of the idea office, who runs meetings."""
    return UserFactory(role=roles.IDEA_OFFICE)
