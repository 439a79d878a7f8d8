"""Panels, their members and what they rate, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone

from ideas.models import (
    Criterion,
    Membership,
    MembershipState,
    Panel,
    Quota,
    Review,
    ReviewState,
    Round,
    RoundIdea,
    Score,
)
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

CRITERIA = (
    ("feasibility", "실시가능성"),
    ("creativity", "창의성"),
    ("effect", "효율성·효과성"),
    ("scope", "적용범위"),
    ("lasting", "계속성"),
)


def this_day(days: int = 0):
    """A date in Seoul, so many days from today."""
    return timezone.localdate() + timedelta(days=days)


class PanelFactory(factory.django.DjangoModelFactory):
    """A panel whose term runs, with the five usual criteria; traits: over (its term ended), coming, open (takes applications).

    criteria=[("creativity", 100)] gives it other ones: codes with their weights.
    """

    class Meta:
        model = Panel
        skip_postgeneration_save = True

    class Params:
        over = factory.Trait(
            starts_on=factory.LazyFunction(lambda: this_day(-400)), ends_on=factory.LazyFunction(lambda: this_day(-35))
        )
        coming = factory.Trait(
            starts_on=factory.LazyFunction(lambda: this_day(10)), ends_on=factory.LazyFunction(lambda: this_day(370))
        )
        open = factory.Trait(applications_until=factory.LazyFunction(lambda: this_day(7)))

    name = factory.Sequence(lambda n: f"상상누리단 {n}기")
    intro = "이웃의 상상을 함께 읽고 점수를 매겨요."
    starts_on = factory.LazyFunction(lambda: this_day(-30))
    ends_on = factory.LazyFunction(lambda: this_day(335))

    @factory.post_generation
    def criteria(self, create, given, **kwargs):
        if not create:
            return
        names = dict(CRITERIA)
        for position, (code, weight) in enumerate(given or [(code, 20) for code in names]):
            name = names.get(code, code)
            CriterionFactory(panel=self, code=code, name=name, weight=weight, position=position)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    panel = factory.SubFactory(PanelFactory)
    code = factory.Sequence(lambda n: f"criterion-{n}")
    name = factory.Sequence(lambda n: f"기준 {n}")
    explanation = "얼마나 그런지 보아요."
    low = "그렇지 않아요"
    high = "아주 그래요"
    weight = 20


class QuotaFactory(factory.django.DjangoModelFactory):
    """At most one member of an age; `district=…, age_band=""` for one of a district."""

    class Meta:
        model = Quota

    panel = factory.SubFactory(PanelFactory)
    age_band = "30"
    seats = 1


class MembershipFactory(factory.django.DjangoModelFactory):
    """A member of a panel; traits: applied, invited. In the group of the panel only once a verb has put them there."""

    class Meta:
        model = Membership

    class Params:
        applied = factory.Trait(state=MembershipState.APPLIED, decided_at=None)
        invited = factory.Trait(state=MembershipState.INVITED, decided_at=None)

    panel = factory.SubFactory(PanelFactory)
    member = factory.SubFactory(UserFactory)
    state = MembershipState.MEMBER
    motivation = "동네 이야기를 오래 들어 왔어요."
    decided_at = factory.LazyFunction(timezone.now)


class RoundFactory(factory.django.DjangoModelFactory):
    """A round that is open for a week; traits: over (its hour has come, nobody has closed it yet), closed."""

    class Meta:
        model = Round

    class Params:
        over = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=8)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=8)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            closed_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )

    panel = factory.SubFactory(PanelFactory)
    name = factory.Sequence(lambda n: f"{n}번째 평가")
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    reviews_per_idea = 3


class RoundIdeaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoundIdea

    round = factory.SubFactory(RoundFactory)
    idea = factory.SubFactory(IdeaFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A review that somebody was asked for; `points=4` one that is done, with so many for each criterion."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    class Params:
        panel = factory.SubFactory(PanelFactory)

    round_idea = factory.SubFactory(RoundIdeaFactory, round__panel=factory.SelfAttribute("...panel"))
    membership = factory.SubFactory(MembershipFactory, panel=factory.SelfAttribute("..round_idea.round.panel"))

    @factory.post_generation
    def points(self, create, given, **kwargs):
        if not create or not given:
            return
        criteria = self.round_idea.round.panel.criteria.all()
        Score.objects.bulk_create(Score(review=self, criterion=criterion, points=given) for criterion in criteria)
        self.state, self.submitted_at = ReviewState.DONE, timezone.now()
        self.total = sum(criterion.weight * given / 5 for criterion in criteria)
        self.save()
