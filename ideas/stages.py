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


# Ideas whose own way has ended without being judged; lists leave them out unless they are asked for by outcome.
OFF_THE_RIVER = (Outcome.WITHDRAWN, Outcome.MERGED)
