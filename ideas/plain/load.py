"""Giving a new city its glossary."""

from ideas.models import PlainWord
from ideas.plain.glossary import forget
from ideas.plain.words import DEFAULTS


def load_defaults() -> int:
    """Add the words of DEFAULTS that are missing and return how many; what an editor changed or switched off stays as it is."""
    there = set(PlainWord.objects.values_list("term", flat=True))
    missing = [PlainWord(term=word[0], everyday=word[1], note="".join(word[2:])) for word in DEFAULTS if word[0] not in there]
    PlainWord.objects.bulk_create(missing, ignore_conflicts=True)
    forget()
    return len(missing)
