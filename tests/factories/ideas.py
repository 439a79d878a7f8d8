"""Ideas and what hangs on them for tests."""

import factory
from django.utils import timezone

from ideas import deadlines, gates
from ideas.consequences import JUDGED
from ideas.models import (
    Answer,
    AnswerStatus,
    AnswerVersion,
    Category,
    Comment,
    District,
    Ground,
    Idea,
    Owner,
    Promise,
    PromiseKind,
    Recommendation,
)
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
    """A published idea; traits: draft, withdrawn, merged, imported, gated (it stands before the bars in force).

    ended=Outcome.HELD gives one whose way has ended so. A trail begins with the first verb that is called.
    """

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
            closed_from="proposed",
        )
        ended = None
        is_merged = factory.LazyAttribute(lambda o: o.ended == Outcome.MERGED)
        gated = factory.Trait(gate_set=factory.LazyFunction(gates.in_force))
        imported = factory.Trait(author=None, source="seoul", source_number=factory.Sequence(lambda n: 170_000 + n))

    number = factory.Sequence(lambda n: 1_000 + n)
    author = factory.SubFactory(UserFactory)
    draft_key = factory.Faker("uuid4", cast_to=None)
    title = factory.Sequence(lambda n: f"한강 다리에 그늘 쉼터를 만들어요 {n}")
    body = "여름에 다리를 걸으면 쉴 곳이 없어요.\n\n그늘과 의자를 두면 좋겠어요."
    excerpt = "여름에 다리를 걸으면 쉴 곳이 없어요. 그늘과 의자를 두면 좋겠어요."
    stage = factory.LazyAttribute(lambda o: Stage.CLOSED if o.ended else Stage.PROPOSED)
    outcome = factory.LazyAttribute(lambda o: o.ended or Outcome.NONE)
    closed_from = factory.LazyAttribute(lambda o: "proposed" if o.outcome != Outcome.NONE else "")
    merged_into = factory.Maybe("is_merged", yes_declaration=factory.LazyFunction(lambda: IdeaFactory()), no_declaration=None)
    decided_at = factory.LazyAttribute(lambda o: timezone.now() if o.ended and o.ended in JUDGED else None)
    merged_at = factory.LazyAttribute(lambda o: timezone.now() if o.is_merged else None)
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


class PromiseFactory(factory.django.DjangoModelFactory):
    """An open promise of the idea office to answer; `department=…` makes it that department's."""

    class Meta:
        model = Promise

    idea = factory.SubFactory(IdeaFactory)
    kind = PromiseKind.ANSWER
    owner = factory.LazyAttribute(lambda o: Owner.DEPARTMENT if o.department else Owner.OFFICE)
    department = None
    due_on = factory.LazyFunction(lambda: deadlines.last_day(PromiseKind.ANSWER))
    first_due_on = factory.SelfAttribute("due_on")


class GroundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ground

    code = factory.Sequence(lambda n: f"ground-{n}")
    name = factory.Sequence(lambda n: f"시의 일이 아니에요 {n}")
    explanation = "나라가 하는 일이에요."


class AnswerFactory(factory.django.DjangoModelFactory):
    """A published answer with its first wording; `draft=True` one that is still being written."""

    class Meta:
        model = Answer
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(status=AnswerStatus.DRAFT, version=0, published_at=None)

    idea = factory.SubFactory(IdeaFactory)
    department = factory.SelfAttribute("idea.department")
    signer_post = "버스정책팀장"
    status = AnswerStatus.PUBLISHED
    version = 1
    published_at = factory.LazyFunction(timezone.now)
    summary = "내년 봄에 두 곳부터 해 볼게요."
    feasibility = "다리 위에는 무거운 것을 둘 수 없어 가벼운 천막을 쓰기로 했어요."

    @factory.post_generation
    def wording(self, create, extracted, **kwargs):
        if create and self.version:
            texts = {name: getattr(self, name) for name in ("summary", *Answer.SECTIONS)}
            AnswerVersion.objects.create(answer=self, number=1, **texts)
