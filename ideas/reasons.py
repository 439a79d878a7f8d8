"""What may stand in a reason that everybody reads, for ever."""

from django.utils.translation import gettext as _

from ideas import personal_data
from ideas.personal_data import Kind

LONGEST = 1_000


def personal_kinds(reason: str) -> list[Kind]:
    """The kinds of personal data in a reason, each once. The trail is never rewritten, so they have to go before."""
    return list(dict.fromkeys(finding.kind for finding in personal_data.find(reason) if finding.kind != Kind.SENSITIVE))


def what_is_wrong(reason: str) -> str:
    """Why a reason may not be published, in the writer's words; empty when it may."""
    kinds = personal_kinds(reason)
    if not kinds:
        return ""
    named = ", ".join(str(kind.label) for kind in kinds)
    return _("누구나 오래 볼 수 있는 글이에요. 들어 있는 개인정보를 지워 주세요: %(kinds)s") % {"kinds": named}
