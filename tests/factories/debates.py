"""Debates and what is said in them, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone

from ideas.models import Argument, Debate, Side
from ideas.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


class DebateFactory(factory.django.DjangoModelFactory):
    """A debate that runs, on an idea; traits: question (of the city's own), over (its window has ended), closed, coming."""

    class Meta:
        model = Debate

    class Params:
        question_only = factory.Trait(idea=None)
        over = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=20)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=20)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            closed_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )
        coming = factory.Trait(opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)))

    idea = factory.SubFactory(IdeaFactory, stage=Stage.DEBATE, debated_at=factory.LazyFunction(timezone.now))
    title = factory.Sequence(lambda n: f"다리 위 쉼터 {n}")
    question = "이 상상을 이루면 좋을까요?"
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=12, hours=1))


class ArgumentFactory(factory.django.DjangoModelFactory):
    """An argument as a row; what the debate counts is not moved (use ideas.debates.arguing for that)."""

    class Meta:
        model = Argument

    debate = factory.SubFactory(DebateFactory)
    author = factory.SubFactory(UserFactory)
    side = Side.PRO
    body = "여름에 다리를 걷는 어르신이 많아요."
