"""What a meeting decided, as the city's answer to the idea: structured like an answer of a department (DESIGN.md §4.4)."""

from django.utils import formats
from django.utils.translation import override

from accounts.models import User
from common.korean import josa
from ideas import answers
from ideas.answer_words import AnswerWords
from ideas.meetings.live import ADOPTIONS
from ideas.models import AgendaItem, Answer, Decision, Idea, Meeting
from ideas.step_words import STEP_WORDS

# Kept for everybody to read, so in the language of the city whatever language its member uses.
WITH_VOTES = "찬성 %(votes_for)s명, 반대 %(votes_against)s명이었어요."
WITHOUT_VOTES = "투표 없이 뜻을 모았어요."
BEGINS = "%(who)s 맡아 %(day)s부터 시작해요."


def answer(item: AgendaItem, idea: Idea, by: User, told: dict) -> Answer:
    """Answer an idea with what its item decided; returns the answer, whose `idea` is the idea as it is afterwards.

    idea: as it stands now, with the department that was just put in charge. by: the clerk, under whose post it stands. told:
    what the trail says of the meeting. Raises StepRefused.
    """
    return answers.publish_decision(idea, by, words_of(item, idea), item.reason, told)


def words_of(item: AgendaItem, idea: Idea) -> AnswerWords:
    """Summary and reason, and for what is adopted who begins when. Why something is not done has a part of its own."""
    part = "necessity" if item.decision == Decision.ADOPT else "refusal"
    words = {"summary": summary_of(item, item.meeting), part: item.reason, "verdict": item.decision}
    if item.decision in ADOPTIONS:
        words |= {"starts_on": item.starts_on, "plan": plan_of(item, idea)}
    return AnswerWords(**words)


def summary_of(item: AgendaItem, meeting: Meeting) -> str:
    """Which meeting decided it, and how: "12차 실현회의에서 채택했어요. 찬성 9명, 반대 2명이었어요."."""
    with override("ko"):
        decided = STEP_WORDS[item.decision][1]
        how = WITHOUT_VOTES
        if item.votes_for is not None or item.votes_against is not None:
            how = WITH_VOTES % {"votes_for": item.votes_for or 0, "votes_against": item.votes_against or 0}
        return f"{meeting.title}에서 {decided}. {how}"


def plan_of(item: AgendaItem, idea: Idea) -> str:
    """Who begins it, and on which day."""
    if not idea.department_id or not item.starts_on:
        return ""
    with override("ko"):
        day = formats.date_format(item.starts_on, "DATE_FORMAT")
    return BEGINS % {"who": josa(idea.department.name, "이/가"), "day": day}
