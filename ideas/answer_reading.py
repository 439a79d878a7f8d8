"""What people read of the city's answers, and what an official reads beside the one being written."""

from django.db.models import Q
from django.db.models.functions import Length

from ideas.models import Answer, AnswerKind, AnswerStatus, AnswerVersion, Comment, Idea, PointAnswered
from ideas.stages import AnswerState, Visibility

MOST_POINTS = 5
MOST_WORDINGS = 100
# A cheer of a few letters asks nothing; once people reply to it, it does.
ASKS_SOMETHING = 15
IN_WORK = (AnswerStatus.DRAFT, AnswerStatus.SCHEDULED)


def answers_of(idea: Idea) -> list[Answer]:
    """The published answers to an idea: final ones first, newest first, each with `point_list`; none where none can be.

    Two queries: the answers with their departments, and the points of all of them.
    """
    if idea.answered_at is None and idea.answer_state in (AnswerState.NONE, AnswerState.AWAITING):
        return []
    published = idea.answers.filter(status=AnswerStatus.PUBLISHED).select_related("department", "ground")
    answers = sorted(
        published, key=lambda answer: (answer.kind == AnswerKind.FINAL, answer.published_at, answer.pk), reverse=True
    )
    for answer in answers:
        answer.idea = idea
    return add_points(answers)


def add_points(answers: list[Answer]) -> list[Answer]:
    """Put the points on each answer (`point_list`) whose comments people may still read; one query, none without answers."""
    by_answer: dict[int, list[PointAnswered]] = {}
    if answers:
        stands = Q(comment__visibility=Visibility.PUBLIC, comment__deleted_at__isnull=True)
        points = PointAnswered.objects.filter(stands, answer__in=[answer.pk for answer in answers])
        for point in points.select_related("comment__author").order_by("id"):
            by_answer.setdefault(point.answer_id, []).append(point)
    for answer in answers:
        answer.point_list = by_answer.get(answer.pk, [])
        for point in answer.point_list:
            point.heading = str(Answer._meta.get_field(point.section).verbose_name) if point.section else ""
    return answers


def points_to_answer(idea: Idea) -> list[Comment]:
    """The comments an answer has to take up: at most five, the most discussed first; those of officials are left out.

    Until people can say what helped them, replies show what moved them.
    """
    asks = Q(reply_count__gt=0) | Q(length__gte=ASKS_SOMETHING)
    there = idea.comments.top_level().filter(visibility=Visibility.PUBLIC, deleted_at__isnull=True, appointment__isnull=True)
    asking = there.annotate(length=Length("body")).filter(asks).select_related("author")
    return list(asking.order_by("-reply_count", "-created_at", "-id")[:MOST_POINTS])


def wordings(answer: Answer, number: int) -> tuple[list[AnswerVersion], AnswerVersion | None, AnswerVersion | None]:
    """The wordings of an answer without their texts, newest first; the one of this number whole, and the one before it."""
    kept = list(answer.versions.order_by("-number").only("answer", "number", "created_at", "reason")[:MOST_WORDINGS])
    pair = {version.number: version for version in answer.versions.filter(number__in=(number, number - 1))}
    return kept, pair.get(number), pair.get(number - 1)
