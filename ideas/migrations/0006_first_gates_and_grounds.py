"""What every city starts with: the first set of bars and the grounds on which an idea may be concluded."""

from django.db import migrations

BARS = {
    "answer": {"mode": "automatic"},
    "debate": {"mode": "listed", "min_recommendations": 10, "window_days": 30},
    "working": {"mode": "office"},
}
NATIONAL, SEOUL = "국민 제안 규정 제2조제1호", "서울특별시 시민참여 기본 조례 제2조제5호"
# code, name, what the citizen reads, law, offered from the start. The looser list of Seoul is in use, the national one is kept.
GROUNDS = (
    ("rights-of-others", "남의 특허나 저작권에 속해요", "다른 분이 이미 권리를 가진 생각이라 시가 함께하기 어려워요.", SEOUL, True),
    ("complaint", "민원이에요", "담당 부서가 바로 처리할 일이라 민원으로 보내 드릴게요.", SEOUL, True),
    ("for-profit", "누군가의 수익이나 홍보를 위한 일이에요", "특정한 사람이나 회사의 이익이 되는 일은 시가 할 수 없어요.", SEOUL, True),
    ("not-the-citys", "시의 일이 아니에요", "나라나 다른 기관이 하는 일이에요.", SEOUL, True),
    ("insult", "비방이나 모욕이 들어 있어요", "다른 사람을 헐뜯는 내용이 있어 더 살펴볼 수 없어요.", SEOUL, True),
    ("adopted-before", "이미 채택한 생각이에요", "같은 상상이 먼저 채택되어 이루어지고 있어요.", NATIONAL, False),
    ("in-force", "이미 하고 있거나 곧 할 일이에요", "시가 이미 하고 있거나 계획에 들어 있어요.", NATIONAL, False),
    ("not-applicable", "두루 쓰기 어려운 생각이에요", "지금의 형편에서는 실제로 해 보기 어려워요.", NATIONAL, False),
    ("not-supplemented", "보완을 기다렸지만 받지 못했어요", "여쭌 것에 대답이 없어 여기에서 맺어요. 언제든 다시 들려주세요.", "국민 제안 규정 제6조", True),
    ("repeated", "같은 내용이 거듭됐어요", "까닭 없이 세 번 넘게 같은 내용을 보내셔서 두 번 알린 뒤 맺어요.", "국민 제안 규정 제6조제7항", True),
)  # fmt: skip


def add(apps, schema_editor):
    GateSet, Gate, Ground = (apps.get_model("ideas", name) for name in ("GateSet", "Gate", "Ground"))
    if not GateSet.objects.exists():
        first = GateSet.objects.create(number=1, name="오아시스 기본", preset="oasis")
        for passage, bar in BARS.items():
            Gate.objects.create(gate_set=first, passage=passage, **bar)
    for position, (code, name, explanation, law, is_active) in enumerate(GROUNDS):
        Ground.objects.get_or_create(
            code=code,
            defaults={"name": name, "explanation": explanation, "law": law, "is_active": is_active, "position": position},
        )


def leave(apps, schema_editor):
    """What a city has made of them by now is its own."""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0005_trail_is_append_only")]

    operations = [migrations.RunPython(add, leave)]
