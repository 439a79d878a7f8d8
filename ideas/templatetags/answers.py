"""What templates say about an answer: its decision, its money, its time."""

from django import template
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ideas.models import Answer, Owner
from ideas.step_words import STEP_WORDS

register = template.Library()

# Korean counts in ten thousands: 1조 2,000억 3,450만.
UNITS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


@register.filter
def won(amount: int) -> str:
    """An amount of money as people say it: 1억 2,000만 원."""
    if get_language() != "ko":
        return f"₩{amount:,}"
    parts, rest = [], amount
    for size, unit in UNITS:
        many, rest = divmod(rest, size)
        if many:
            parts.append(f"{many:,}{unit}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{' '.join(parts)} 원"


@register.filter
def signed(answer: Answer) -> str:
    """Under which department and post an answer stands; never a person's name. Empty when an import does not say."""
    if answer.is_imported and not answer.department_id:
        return ""
    who = answer.department.name if answer.department_id else str(Owner.OFFICE.label)
    return f"{who} {answer.signer_post}".strip()


@register.filter
def decided(answer: Answer) -> str:
    """What an answer decided, in plain words; empty when it only answers."""
    return str(STEP_WORDS[answer.verdict][1]) if answer.verdict else ""


@register.filter
def period(answer: Answer) -> str:
    """When it is planned, by month; empty when nobody said."""
    start, end = (formats.date_format(day, "YEAR_MONTH_FORMAT") if day else "" for day in (answer.starts_on, answer.ends_on))
    if start and end and start != end:
        return _("%(start)s부터 %(end)s까지") % {"start": start, "end": end}
    if start or end:
        return _("%(start)s부터") % {"start": start} if start else _("%(end)s까지") % {"end": end}
    return ""


@register.filter
def of_field(marks: dict, name: str) -> list:
    """The stretches of one field of a form, with the personal data found in it; empty when there was none."""
    return marks.get(name, []) if marks else []
