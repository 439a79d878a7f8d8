"""The words for where an idea stands. State is several columns, never one (DESIGN.md §4.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far an idea has come on its way to the city."""

    DRAFT = "draft", _("쓰는 중")
    PROPOSED = "proposed", _("상상제안")
    DEBATE = "debate", _("상상토론")
    WORKING = "working", _("실무회의")
    REALISATION = "realisation", _("실현회의")
    CLOSED = "closed", _("마무리")


class Outcome(models.TextChoices):
    """What became of it."""

    NONE = "none", _("아직 흐르는 중")
    ADOPTED = "adopted", _("채택")
    PARTLY_ADOPTED = "partly_adopted", _("부분채택")
    HELD = "held", _("보류")
    NOT_ADOPTED = "not_adopted", _("불채택")
    TRANSFERRED = "transferred", _("이송")
    CONCLUDED = "concluded", _("종결")
    WITHDRAWN = "withdrawn", _("거둬들임")
    MERGED = "merged", _("합쳐짐")


class AnswerState(models.TextChoices):
    """Whether the city has answered."""

    NONE = "none", _("답변 전")
    AWAITING = "awaiting", _("답변을 기다려요")
    INTERIM = "interim", _("중간 답변")
    ANSWERED = "answered", _("답변 완료")


class Visibility(models.TextChoices):
    """Who may see it."""

    PUBLIC = "public", _("공개")
    WAITING = "waiting", _("확인 중")
    HIDDEN = "hidden", _("가림")


# The river as people see it: five reaches, the last of which begins when an idea is adopted and its own way is closed.
IMPLEMENTATION = "implementation"
RIVER = (Stage.PROPOSED.value, Stage.DEBATE.value, Stage.WORKING.value, Stage.REALISATION.value, IMPLEMENTATION)
OUR_NAMES = {**{stage.value: stage.label for stage in Stage}, IMPLEMENTATION: _("실행")}
OUR_LINES = {
    "proposed": _("시민이 상상 한 방울을 떨어뜨려요."),
    "debate": _("이웃, 전문가, 공무원이 함께 이야기해요."),
    "working": _("담당 부서가 정말 할 수 있는지 살펴봐요."),
    "realisation": _("시장과 시민이 한자리에서 정해요."),
    IMPLEMENTATION: _("이루어질 때까지 모두가 지켜봐요."),
}

# Ideas whose own way has ended without being judged; lists leave them out unless they are asked for by outcome.
OFF_THE_RIVER = (Outcome.WITHDRAWN, Outcome.MERGED)
