"""What a step will do, told before somebody takes it: "이렇게 돼요"."""

from datetime import date

from django.utils.translation import gettext as _

from common.templatetags.korean import josa
from ideas import deadlines, gates, promises
from ideas.lifecycle import Step
from ideas.models import Idea, Passage, PromiseKind
from ideas.promise_words import day_words
from ideas.stage_names import stage_word
from ideas.stages import Stage


def effects(idea: Idea, step: Step) -> list[str]:
    """Everything that taking a step would change, in sentences; at most 2 queries."""
    return [*where_it_goes(idea, step), *what_is_promised(idea, step), seen_by(step)]


def where_it_goes(idea: Idea, step: Step) -> list[str]:
    """The stage after it."""
    if step.to_stage is None:
        return [_("상상은 지금 단계에 그대로 있어요.")]
    told = {"before": stage_word(idea.stage), "after": josa(stage_word(step.to_stage), "으로/로")}
    return [_("%(before)s에서 %(after)s 옮겨가요.") % told]


def what_is_promised(idea: Idea, step: Step) -> list[str]:
    """Which promises begin, stop, go on or fall away."""
    if step.to_stage == Stage.DEBATE:
        days = deadlines.settings_in_force().debate_days
        return [_("상상토론이 바로 열려서 %(days)s일 동안 누구나 생각을 보탤 수 있어요.") % {"days": days}]
    if step.to_stage == Stage.WORKING and idea.stage == Stage.DEBATE:
        return [_("열려 있는 상상토론은 닫히고, %(day)s까지 정리한 글을 올려요.") % {"day": due(PromiseKind.SUMMARY)}]
    if step.name == "ask_supplement":
        day = day_words(deadlines.last_day(PromiseKind.SUPPLEMENT))
        asked = _("쓴 사람이 %(day)s까지 이야기를 보태면 돼요.") % {"day": day}
        running = promises.open_of(idea, PromiseKind.ANSWER)
        return [asked, _("그동안 답변을 약속한 날짜는 멈춰요.")] if running and not running.is_stopped else [asked]
    if step.name == "give_supplement":
        return [_("멈췄던 답변 약속이 다시 흘러요.")] if promises.open_of(idea, PromiseKind.ANSWER) else []
    if step.name == "ask_re_review":
        return [
            _("창의담당관이 %(day)s까지 다시 살펴보고 결과를 알려요.") % {"day": due(PromiseKind.RE_REVIEW)},
            _("한 결정에는 한 번만 할 수 있어요."),
        ]
    if step.name == "uphold":
        return [_("결정은 그대로이고, 적은 까닭이 결정 옆에 보여요.")]
    if step.name == "reconsider":
        return [
            _("앞선 결정은 거두고, 발자취에는 남아요."),
            _("시가 %(day)s까지 다시 답하기로 해요.") % {"day": due(PromiseKind.ANSWER)},
        ]
    return second_life() if step.name == "reopen" else []


def second_life() -> list[str]:
    """An idea that flows again stands before the bars in force today, as if it were new."""
    found = [_("앞선 결정은 거두고, 발자취에는 남아요."), _("새 상상처럼 지금의 문턱 앞에 다시 서요.")]
    in_force = gates.in_force()
    bar = gates.sets().get(in_force.pk, {}).get(Passage.ANSWER) if in_force else None
    if bar is None or not any((bar.min_recommendations, bar.min_comments, bar.min_views, bar.min_creativity)):
        found.append(_("시가 %(day)s까지 다시 답하기로 해요.") % {"day": due(PromiseKind.ANSWER)})
    return found


def due(kind: PromiseKind) -> str:
    """The last day of a promise made today."""
    day: date = deadlines.last_day(kind)
    return day_words(day)


def seen_by(step: Step) -> str:
    """Who learns of it."""
    if step.to_stage == Stage.CLOSED or step.needs_reason:
        return _("까닭과 함께 발자취에 남아, 쓴 사람과 추천한 이웃 누구나 볼 수 있어요.")
    return _("발자취에 남아, 쓴 사람과 추천한 이웃 누구나 볼 수 있어요.")
