"""Cards of adopted ideas for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from accounts import roles
from accounts.models import Appointment
from ideas.cards import planning
from ideas.cards.opening import open_for
from ideas.models import Card, CardStatus, HallEntry, Idea, Milestone
from ideas.stages import Outcome
from ideas.trail import changing
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory


class CardFactory(factory.django.DjangoModelFactory):
    """The row of a card alone, without promises: for lists. `done=True` is one that was finished."""

    class Meta:
        model = Card

    class Params:
        done = factory.Trait(
            status=CardStatus.DONE,
            finished_on=factory.LazyFunction(timezone.localdate),
            outcome_until=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365)),
        )

    idea = factory.SubFactory(IdeaFactory, ended=Outcome.ADOPTED)
    title = factory.SelfAttribute("idea.title")
    department = factory.SelfAttribute("idea.department")


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    card = factory.SubFactory(CardFactory)
    title = factory.Sequence(lambda n: f"할 일 {n}")
    planned_on = factory.LazyFunction(timezone.localdate)
    first_planned_on = factory.SelfAttribute("planned_on")


class HallEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HallEntry

    card = factory.SubFactory(CardFactory, done=True)
    idea = factory.SelfAttribute("card.idea")
    member = factory.SelfAttribute("idea.author")


def day(days: int) -> date:
    """So many days from today in Seoul."""
    return timezone.localdate() + timedelta(days=days)


def idea_office():
    """Somebody of the idea office."""
    return UserFactory(role=roles.IDEA_OFFICE)


def adopted_card(held: Appointment | None = None, **idea) -> tuple[Card, Appointment]:
    """The card of an idea that has just been adopted, in the care of a post; and who holds it."""
    held = held or AppointmentFactory(post="주무관")
    adopted = IdeaFactory(ended=Outcome.ADOPTED, department=held.department, post=held.post, **idea)
    with changing(Idea.objects.get(pk=adopted.pk)) as locked:
        card = open_for(locked, None)
    return Card.objects.select_related("idea", "department").get(pk=card.pk), held


def planned_card(held: Appointment | None = None, **idea) -> tuple[Card, Appointment]:
    """A card with a plan of 100 days, 1,000,000 won and two steps."""
    card, held = adopted_card(held, **idea)
    steps = (planning.Step("자리 고르기", day(30)), planning.Step("놓기", day(90), weight=3))
    card = planning.plan(card, held.user, "봄에 두 곳부터 놓아요.", day(0), day(100), 1_000_000, steps)
    return fresh(card), held


def fresh(card: Card) -> Card:
    """The card as the database has it."""
    return Card.objects.select_related("idea", "department").get(pk=card.pk)
