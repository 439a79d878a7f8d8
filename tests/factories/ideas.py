"""Ideas and what hangs on them for tests."""

import factory
from django.utils import timezone

from ideas.models import Category, Comment, District, Idea, Recommendation
from ideas.participation import trend
from ideas.stages import Outcome, Stage
from tests.factories.accounts import UserFactory


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"분야{n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    name = factory.Sequence(lambda n: f"시험{n}구")
    slug = factory.Sequence(lambda n: f"district-{n}")


class IdeaFactory(factory.django.DjangoModelFactory):
    """A published idea; traits: draft, withdrawn, imported."""

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(stage=Stage.DRAFT, number=None, published_at=None)
        withdrawn = factory.Trait(
            stage=Stage.CLOSED,
            outcome=Outcome.WITHDRAWN,
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawal_reason="다시 쓸게요",
        )
        imported = factory.Trait(author=None, source="seoul", source_number=factory.Sequence(lambda n: 170_000 + n))

    number = factory.Sequence(lambda n: 1_000 + n)
    author = factory.SubFactory(UserFactory)
    draft_key = factory.Faker("uuid4", cast_to=None)
    title = factory.Sequence(lambda n: f"한강 다리에 그늘 쉼터를 만들어요 {n}")
    body = "여름에 다리를 걸으면 쉴 곳이 없어요.\n\n그늘과 의자를 두면 좋겠어요."
    excerpt = "여름에 다리를 걸으면 쉴 곳이 없어요. 그늘과 의자를 두면 좋겠어요."
    stage = Stage.PROPOSED
    published_at = factory.LazyFunction(timezone.now)
    trend = factory.LazyAttribute(
        lambda o: (
            0 if o.published_at is None else trend(Idea(published_at=o.published_at, recommendation_count=0, comment_count=0))
        )
    )


class RecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recommendation

    idea = factory.SubFactory(IdeaFactory)
    member = factory.SubFactory(UserFactory)


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    idea = factory.SubFactory(IdeaFactory)
    author = factory.SubFactory(UserFactory)
    body = "저도 그 다리를 자주 걸어요."
