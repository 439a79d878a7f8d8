"""What an official reads beside the answer being written: promises, comments to take up, similar ideas with their answers."""

from dataclasses import dataclass

from django.db.models import Q

from ideas.answer_reading import add_points, points_to_answer
from ideas.models import Answer, AnswerKind, AnswerStatus, AnswerTemplate, Comment, Idea, Promise, PromiseKind
from ideas.similarity import similar_to

# Where the days of a promise come from (RULES.md §2.3).
LAW = {
    PromiseKind.ANSWER: "국민 제안 규정 제10조 제1항",
    PromiseKind.SUPPLEMENT: "국민 제안 규정 제6조 제2항·제4항",
    PromiseKind.OPINION: "국민 제안 규정 제9조 제4항·제5항",
    PromiseKind.RE_REVIEW: "국민 제안 규정 제12조",
}
MOST_PROMISES = 10
MOST_SIMILAR = 5


@dataclass(frozen=True)
class Point:
    """A comment an answer takes up, and what it says to it so far."""

    comment: Comment
    section: str = ""
    why: str = ""
    problem: str = ""


def promises_of(idea: Idea) -> list[Promise]:
    """The promises made on an idea, open ones first, each with the `law` its days come from; one query."""
    made = idea.promises.select_related("department").order_by("kept_at", "cancelled_at", "due_on", "id")[:MOST_PROMISES]
    found = sorted(made, key=lambda promise: (not promise.is_open, promise.due_on))
    for promise in found:
        promise.law = LAW.get(PromiseKind(promise.kind), "")
    return found


def similar_with_answers(idea: Idea) -> list[Idea]:
    """Ideas like this one, each with the answers it got (`told`, newest first); one query more than finding them."""
    found = similar_to(idea, MOST_SIMILAR)
    told: dict[int, list[Answer]] = {}
    if found:
        final = Answer.objects.filter(idea__in=[one.pk for one in found], status=AnswerStatus.PUBLISHED, kind=AnswerKind.FINAL)
        for answer in final.select_related("department").order_by("-published_at"):
            told.setdefault(answer.idea_id, []).append(answer)
    for one in found:
        one.told = told.get(one.pk, [])
    return found


def templates_for(idea: Idea) -> list[AnswerTemplate]:
    """The templates one may begin with: everybody's and those of the department in charge, by name only; one query."""
    whose = Q(department__isnull=True) | Q(department=idea.department_id)
    return list(AnswerTemplate.objects.filter(whose, is_active=True).only("name", "position"))


def answers_on(idea: Idea) -> list[Answer]:
    """Everything the desk shows of an idea's answers, written or published, newest first, each with `point_list`; two queries."""
    found = idea.answers.exclude(status=AnswerStatus.WITHDRAWN).select_related("department", "ground", "author")
    return add_points(sorted(found, key=lambda answer: (answer.published_at or answer.saved_at, answer.pk), reverse=True))


def points_for(idea: Idea, answer: Answer | None, said: dict[int, tuple[str, str]] | None = None) -> list[Point]:
    """The comments to take up, with what the form (said) or else the answer says to each; those it took up before stay.

    answer: with `point_list`.
    """
    kept = {point.comment_id: point for point in answer.point_list} if answer else {}
    if said is None:
        said = {pk: (point.section, point.not_answered_because) for pk, point in kept.items()}
    comments = points_to_answer(idea)
    offered = {comment.pk for comment in comments}
    comments += [point.comment for pk, point in kept.items() if pk not in offered]
    return [Point(comment, *said.get(comment.pk, ("", ""))) for comment in comments]
