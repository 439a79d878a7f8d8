"""How far an idea is before a bar, in the reader's words: "추천 7/10, 4일 남았어요"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.templatetags.korean import josa
from ideas import gates
from ideas.gates import Measure, Progress
from ideas.models import Idea, Passage
from ideas.stage_names import stage_word
from ideas.stages import AnswerState, Stage

NAMES = {
    "recommendations": gettext_lazy("추천"),
    "comments": gettext_lazy("의견"),
    "views": gettext_lazy("읽음"),
    "creativity": gettext_lazy("창의성 점수"),
}


@dataclass(frozen=True)
class BarWords:
    """A bar as its drop tells it. lines: the measures one by one where there are several; share: 0 to 100."""

    title: str
    label: str
    text: str
    share: int
    lines: tuple[str, ...] = ()
    is_closed: bool = False


def bars_before(idea: Idea) -> list[BarWords]:
    """The bars an idea stands before: the one before an answer where the city promises none yet, and the one before the next
    stage. Ideas that came from elsewhere stand before none.
    """
    if not idea.is_public or idea.stage not in gates.NEXT:
        return []
    passages = [gates.NEXT[Stage(idea.stage)]]
    if idea.stage == Stage.PROPOSED and idea.answer_state == AnswerState.NONE:
        passages.insert(0, Passage.ANSWER)
    found = ((passage, gates.gate_of(idea, passage)) for passage in passages)
    bars = [words_of(idea, passage, gates.progress(idea, gate)) for passage, gate in found if gate]
    # Two bars of the same height are one to the reader.
    return [bar for place, bar in enumerate(bars) if bar.label not in [later.label for later in bars[place + 1 :]]]


def words_of(idea: Idea, passage: Passage, progress: Progress) -> BarWords:
    """One bar in words."""
    title = title_of(passage)
    if passage != Passage.ANSWER and idea.gate_reached_at:
        return BarWords(title, _("다 모였어요!"), _("창의담당관이 읽고 다음 단계로 옮겨요."), 100)
    if not progress.measures:
        return BarWords(title, _("창의담당관이 읽고 정해요"), _("추천과 의견이 많을수록 눈에 잘 띄어요."), 0)
    lines = tuple(line_of(measure) for measure in progress.measures)
    label = lines[0] if len(lines) == 1 else many(progress)
    if progress.is_closed:
        text = _("기간이 끝났어요. 상상은 그대로 읽을 수 있고, 슈퍼패스나 두 번째 삶을 받을 수 있어요.")
        return BarWords(title, label, text, progress.share, lines[1:] and lines, is_closed=True)
    if progress.days_left is not None:
        label = _("%(have)s, %(left)s") % {"have": label, "left": days_words(progress.days_left)}
    return BarWords(title, label, what_is_missing(passage, progress), progress.share, lines[1:] and lines)


def title_of(passage: Passage) -> str:
    """What the bar stands before."""
    if passage == Passage.ANSWER:
        return _("답변 약속까지")
    return _("%(stage)s까지") % {"stage": stage_word(passage)}


def line_of(measure: Measure) -> str:
    """One measure: 추천 7/10."""
    return f"{NAMES[measure.name]} {measure.have:,}/{measure.need:,}"


def many(progress: Progress) -> str:
    """Several measures in one word."""
    met = sum(measure.is_met for measure in progress.measures)
    if progress.gate.needs_all:
        return _("%(all)s가지 가운데 %(met)s가지 채웠어요") % {"all": len(progress.measures), "met": met}
    return _("%(all)s가지 가운데 하나만 채우면 돼요") % {"all": len(progress.measures)}


def days_words(days: int) -> str:
    """How many days are left; on the last day it is today."""
    if days == 0:
        return _("오늘까지예요")
    return ngettext("%(days)s일 남았어요", "%(days)s일 남았어요", days) % {"days": days}


def what_is_missing(passage: Passage, progress: Progress) -> str:
    """What would take the idea over the bar."""
    if progress.is_over:
        return _("다 모였어요! 곧 넘어가요.")
    first = progress.measures[0]
    if len(progress.measures) > 1 or first.name != "recommendations":
        return ""
    told, many = {"many": f"{first.missing:,}"}, first.missing
    if passage == Passage.ANSWER:
        return ngettext("%(many)s명만 더 모이면 시가 답을 약속해요.", "%(many)s명만 더 모이면 시가 답을 약속해요.", many) % told
    told["stage"] = josa(stage_word(passage), "으로/로")
    words = ngettext("%(many)s명만 더 모이면 %(stage)s 갈 수 있어요.", "%(many)s명만 더 모이면 %(stage)s 갈 수 있어요.", many)
    return words % told
