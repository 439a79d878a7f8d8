"""What makes an idea different from the ones like it, in the words of who wrote it (DESIGN.md §4.10)."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from common.words import clean_line
from ideas import personal_data
from ideas.models import Distinction, Idea

LONGEST = Distinction._meta.get_field("reason").max_length
# A writer is shown five at a time; what else a form brings along is left out.
MOST = 10


def keep(idea: Idea, reasons: Mapping[int, str]) -> list[str]:
    """Keep why an idea differs from others, by their numbers; an empty reason takes back what was said before.

    Returns what could not be kept, in plain words. It is seen once the idea is out.
    """
    others = dict(Idea.objects.on_the_river().filter(number__in=list(reasons)[:MOST]).values_list("number", "pk"))
    refused = []
    for number, pk in others.items():
        reason = clean_line(reasons[number])[:LONGEST]
        if personal_data.forbidden(reason):
            refused.append(_("주민등록번호가 들어 있어요. 지우고 다시 적어 주세요."))
        elif reason and pk != idea.pk:
            Distinction.objects.update_or_create(idea=idea, other_id=pk, defaults={"reason": reason})
        else:
            Distinction.objects.filter(idea=idea, other=pk).delete()
    return refused


def said_of(idea: Idea, others: list[Idea]) -> None:
    """Put on each of the others, as `.differs`, what its writer or that of `idea` said makes the two different; one query."""
    keys = [other.pk for other in others]
    between = Q(idea=idea, other__in=keys) | Q(idea__in=keys, other=idea)
    said = {}
    if keys:
        for one, other, reason in Distinction.objects.filter(between).values_list("idea", "other", "reason"):
            said[other if one == idea.pk else one] = reason
    for other in others:
        other.differs = said.get(other.pk, "")
