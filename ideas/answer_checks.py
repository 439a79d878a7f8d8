"""What keeps an answer from being published: missing parts, broken limits, personal data (DESIGN.md §4.4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from common.workdays import add_months
from ideas import personal_data, promises
from ideas.answer_reading import points_to_answer
from ideas.models import Answer, AnswerKind, PromiseKind, Verdict

SUMMARY_LENGTH = Answer._meta.get_field("summary").max_length
# An adopted idea is carried out within three years, and the notice says when (국민 제안 규정 §10②).
MONTHS_TO_START = 36
REFUSING = frozenset({Verdict.NOT_ADOPT, Verdict.ADOPT_IN_PART, Verdict.HOLD})
ADOPTING = frozenset({Verdict.FAST_ADOPT, Verdict.ADOPT, Verdict.ADOPT_IN_PART})
# Every text of an answer that the public reads.
TEXTS = ("summary", *Answer.SECTIONS, "transfer_to", "signer_post")
GAP = re.compile(r"\{[^{}\n]{1,20}\}")


@dataclass(frozen=True)
class Problem:
    """One thing to mend first. `field` names a field of the answer, or "point-<comment>" for a comment left without an answer."""

    field: str
    message: str


def check(answer: Answer, *, with_points: bool = True) -> list[Problem]:
    """Everything that keeps an answer from being published now, in the order of the form.

    with_points: False for an answer checked before, so that a comment written since does not hold it back.
    """
    parts = [words(answer), gaps(answer), decision(answer), interim(answer), personal(answer)]
    if with_points and answer.kind == AnswerKind.FINAL:
        parts.append(points(answer))
    return [problem for part in parts for problem in part]


def words(answer: Answer) -> Iterator[Problem]:
    """The summary everybody reads, and sections one can still read through."""
    if not answer.summary:
        yield Problem("summary", _("무엇을 하기로 했는지 한 줄로 적어 주세요."))
    elif len(answer.summary) > SUMMARY_LENGTH:
        yield Problem("summary", _("한눈에 보기는 %(most)d자까지 쓸 수 있어요.") % {"most": SUMMARY_LENGTH})
    for code, heading, text in answer.sections:
        if len(text) > Answer.SECTION_LENGTH:
            length = {"heading": heading, "most": Answer.SECTION_LENGTH, "now": len(text)}
            yield Problem(code, _("“%(heading)s” 칸은 %(most)d자까지 쓸 수 있어요. 지금은 %(now)d자예요.") % length)


def gaps(answer: Answer) -> Iterator[Problem]:
    """Places of a template that nobody has filled in."""
    for field in TEXTS:
        for gap in dict.fromkeys(GAP.findall(getattr(answer, field))):
            yield Problem(field, _("%(gap)s 자리를 채우거나 지워 주세요.") % {"gap": gap})


def decision(answer: Answer) -> Iterator[Problem]:
    """What each verdict has to say with it."""
    verdict, today = answer.verdict, timezone.localdate()
    if answer.kind == AnswerKind.INTERIM:
        if verdict:
            yield Problem("verdict", _("중간 답변으로는 결정할 수 없어요. 답변으로 바꿔 주세요."))
        return
    if verdict in REFUSING and not answer.refusal:
        yield Problem("refusal", _("함께하지 못하는 까닭을 적어 주세요. 쓴 사람이 가장 궁금해하는 곳이에요."))
    if verdict == Verdict.CONCLUDE and answer.ground is None:
        yield Problem("ground", _("어떤 근거로 맺는지 골라 주세요."))
    if verdict == Verdict.TRANSFER and not answer.transfer_to:
        yield Problem("transfer_to", _("어느 기관으로 보내는지 적어 주세요."))
    if verdict in ADOPTING and answer.starts_on is None:
        yield Problem("starts_on", _("언제 시작할 계획인지 알려 주세요. (국민 제안 규정 제10조)"))
    elif verdict in ADOPTING and answer.starts_on > add_months(today, MONTHS_TO_START):
        yield Problem("starts_on", _("채택한 상상은 3년 안에 시작해야 해요. (국민 제안 규정 제10조)"))


def interim(answer: Answer) -> Iterator[Problem]:
    """An interim answer tells a new day for a promise that is still open."""
    if answer.kind != AnswerKind.INTERIM:
        return
    if promises.open_of(answer.idea, PromiseKind.ANSWER) is None:
        yield Problem("kind", _("기다리는 답변 약속이 없어서 중간 답변을 올릴 수 없어요."))
    elif answer.new_due_on is None:
        yield Problem("new_due_on", _("언제까지 답할지 새로 약속하는 날을 골라 주세요."))
    elif answer.new_due_on <= timezone.localdate():
        yield Problem("new_due_on", _("새로 약속하는 날은 내일부터 고를 수 있어요."))


def personal(answer: Answer) -> Iterator[Problem]:
    """Everything that tells more about a person than the public may read."""
    for field, findings in found_in(answer).items():
        for finding in findings:
            place = {"kind": finding.kind.label, "text": finding.text}
            yield Problem(field, _("개인정보가 있어요(%(kind)s: %(text)s). 지우고 올려 주세요.") % place)


def found_in(answer: Answer) -> dict[str, list[personal_data.Finding]]:
    """The personal data in each text of an answer that has some, the reasons for points left open included."""
    texts = {field: getattr(answer, field) for field in TEXTS}
    if answer.pk:
        texts |= {f"point-{point.comment_id}": point.not_answered_because for point in answer.points.all()}
    found = {
        field: [f for f in personal_data.find(text) if f.kind != personal_data.Kind.SENSITIVE] for field, text in texts.items()
    }
    return {field: findings for field, findings in found.items() if findings}


def points(answer: Answer) -> Iterator[Problem]:
    """Each comment that people talked about is answered somewhere, or the answer says why not."""
    said = {point.comment_id: point for point in answer.points.all()}
    for comment in points_to_answer(answer.idea):
        point = said.get(comment.pk)
        if point is None:
            yield Problem(f"point-{comment.pk}", _("이 의견에 어디에서 답했는지 고르거나, 답하지 못한 까닭을 적어 주세요."))
        elif point.section and not getattr(answer, point.section):
            yield Problem(f"point-{comment.pk}", _("이 의견에 답했다고 고른 칸이 비어 있어요."))
