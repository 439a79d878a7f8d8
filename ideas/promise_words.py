"""An open promise in the reader's words: who owes what until when, and why it takes longer."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.templatetags.korean import josa
from ideas.models import Promise, PromiseKind

# kind → what is owed, in a sentence with who owes it and the last day.
OWED = {
    PromiseKind.ANSWER: gettext_lazy("%(who)s %(day)s까지 답하기로 했어요."),
    PromiseKind.RE_REVIEW: gettext_lazy("%(who)s %(day)s까지 다시 살펴보기로 했어요."),
    PromiseKind.OPINION: gettext_lazy("%(who)s %(day)s까지 의견을 주기로 했어요."),
    PromiseKind.SUMMARY: gettext_lazy("%(who)s %(day)s까지 토론을 정리해서 올리기로 했어요."),
    PromiseKind.PLAN: gettext_lazy("%(who)s %(day)s까지 추진계획을 세우기로 했어요."),
    PromiseKind.REPORT: gettext_lazy("%(who)s %(day)s까지 어떻게 되어 가는지 알리기로 했어요."),
    PromiseKind.HAND_OVER: gettext_lazy("%(who)s %(day)s까지 다음 사람에게 넘기기로 했어요."),
}


@dataclass(frozen=True)
class Told:
    """A promise as a page says it. question: what `why` answers; both empty when there is nothing to explain."""

    words: str
    is_late: bool = False
    question: str = ""
    why: tuple[str, ...] = ()


def day_words(day: date) -> str:
    """A day without its year: 8월 2일."""
    return date_format(day, "MONTH_DAY_FORMAT")


def tell(promise: Promise) -> Told:
    """An open promise (with its department) in a sentence, and the reasons if it is late, stopped or has a new day."""
    return Told(sentence(promise), promise.is_late, question(promise), reasons(promise))


def sentence(promise: Promise) -> str:
    """Who owes what until when."""
    if promise.kind == PromiseKind.SUPPLEMENT:
        if promise.is_late:
            return _("쓴 사람의 보완을 기다리던 날이 지났어요.")
        return _("쓴 사람의 보완을 %(day)s까지 기다려요.") % {"day": day_words(promise.due_on)}
    if promise.is_stopped:
        return _("%(who)s 약속한 날짜가 잠시 멈춰 있어요.") % {"who": josa(promise.owner_name, "이/가")}
    return sentence_of(promise.owner_name, promise.due_on, PromiseKind(promise.kind))


def sentence_of(owner: str, due: date, kind: PromiseKind = PromiseKind.ANSWER) -> str:
    """The sentence for an owner and a day; `kind` is not SUPPLEMENT, which the proposer owes."""
    who = josa(owner, "이/가")
    late = (timezone.localdate() - due).days
    if late > 0:
        words = ngettext("%(who)s 약속한 날이 %(days)s일 지났어요.", "%(who)s 약속한 날이 %(days)s일 지났어요.", late)
        return words % {"who": who, "days": late}
    told = {"who": who, "day": day_words(due)}
    return str(OWED.get(kind, OWED[PromiseKind.ANSWER])) % told


def question(promise: Promise) -> str:
    """What a reader would ask of a promise that does not simply run."""
    if promise.is_late:
        return _("왜 늦어지나요?")
    if promise.is_stopped:
        return _("왜 멈췄나요?")
    return _("왜 날이 바뀌었나요?") if promise.due_on > promise.first_due_on else ""


def reasons(promise: Promise) -> tuple[str, ...]:
    """Everything the city knows about a delay, plainest first."""
    if not question(promise):
        return ()
    found = []
    if promise.is_stopped:
        found.append(
            _("%(day)s부터 멈춰 있어요. 까닭: %(reason)s") % {"day": day_words(promise.stopped_on), "reason": promise.stop_reason}
        )
    if promise.interim_at:
        found.append(_("%(day)s에 중간 답변으로 사정을 알렸어요.") % {"day": day_words(timezone.localdate(promise.interim_at))})
    elif promise.is_late and promise.kind != PromiseKind.SUPPLEMENT:
        found.append(_("아직 까닭을 듣지 못했어요. 담당자는 중간 답변으로 사정과 새 날을 알려야 해요."))
    if promise.stopped_days:
        days = promise.stopped_days
        words = ngettext("기다리는 일이 있어 %(days)s일 멈췄어요.", "기다리는 일이 있어 %(days)s일 멈췄어요.", days)
        found.append(words % {"days": days})
    if promise.due_on > promise.first_due_on:
        found.append(_("처음 약속한 날은 %(day)s이에요.") % {"day": day_words(promise.first_due_on)})
    return tuple(found)
