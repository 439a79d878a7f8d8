"""Templates that the officials of the demo begin their answers with; {제목}, {별명}, {부서} are filled in.

Every other gap keeps the answer from being published until somebody has written something there.
"""

from ideas.models import AnswerTemplate, Verdict

TEMPLATES = (
    AnswerTemplate(
        name="함께하기로 했어요",
        verdict=Verdict.FAST_ADOPT,
        summary="‘{제목}’, 함께 만들기로 했어요.",
        necessity="{우리가 직접 본 것}",
        effect="{누구에게 무엇이 좋아지는지}",
        feasibility="{알아본 것, 숫자와 함께}",
        plan="{언제}부터 {어디에서} 시작해요.",
    ),
    AnswerTemplate(
        name="일부를 함께해요",
        verdict=Verdict.ADOPT_IN_PART,
        summary="‘{제목}’ 가운데 {먼저 할 것}부터 먼저 함께해요.",
        plan="{언제}까지 {먼저 할 것}을 해요.",
        refusal="나머지는 {까닭} 때문에 지금은 어려워요. {무엇이 바뀌면} 다시 꺼낼게요.",
    ),
    AnswerTemplate(
        name="이번에는 이루지 못했어요",
        verdict=Verdict.NOT_ADOPT,
        summary="{별명} 님, 이번에는 이루지 못했어요. 까닭은 이래요.",
        feasibility="{알아본 것, 숫자와 함께}",
        refusal="{숨기지 않은 까닭} 대신 {다른 길}이 있어요.",
    ),
    AnswerTemplate(
        name="잠시 미루어요",
        verdict=Verdict.HOLD,
        summary="지금은 미루지만 잊지 않을게요. {언제} 다시 정해요.",
        refusal="{기다리는 것} 때문에 지금은 정하지 못했어요.",
        plan="기다리는 동안 {부서}에서 {할 일}을 할게요.",
    ),
    AnswerTemplate(
        name="다른 기관으로 보냈어요",
        verdict=Verdict.TRANSFER,
        summary="이 일을 정하는 곳으로 상상을 보냈어요. 대답을 받으면 이어 적을게요.",
        feasibility="이 일은 {어느 기관}에서 정해요. 시는 {도울 수 있는 것}을 도울게요.",
    ),
    AnswerTemplate(
        name="이미 하고 있어요",
        summary="{별명} 님이 바라신 일을 {부서}에서 이미 하고 있어요. 찾기 어려웠던 것은 저희 잘못이에요.",
        feasibility="{어디에서} 쓸 수 있어요.",
        plan="더 쉽게 찾을 수 있게 {바꿀 것}을 바꿀게요.",
    ),
)


def load() -> None:
    """Those that are not there yet; what an editor has changed stays."""
    there = set(AnswerTemplate.objects.values_list("name", flat=True))
    for position, template in enumerate(TEMPLATES):
        if template.name not in there:
            template.pk, template.position = None, position
            template.save(force_insert=True)
