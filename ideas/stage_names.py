"""What each stage of the river is called on screen: the city's own words where editors gave some, ours everywhere else.

Kept by each process for a few seconds, so that a page costs no query for it; the process that saves new words forgets the old
ones at once, together with every page they stand on.
"""

from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import get_language

from common.kept_pages import forget_pages
from ideas.models import StageNames
from ideas.stages import IMPLEMENTATION, OUR_LINES, OUR_NAMES, RIVER

__all__ = ["IMPLEMENTATION", "RIVER", "given_words", "stage_choices", "stage_line", "stage_word"]

KEPT_SECONDS = 10
KEY = "stage-names"


def stage_word(stage: str) -> str:
    """The name of a stage on screen, in the reader's language; `implementation` is the reach after adoption."""
    return given_words().get(f"{stage}_name_{get_language()}") or str(OUR_NAMES[stage])


def stage_line(stage: str) -> str:
    """What happens in a reach of the RIVER, in one short sentence in the reader's language."""
    return given_words().get(f"{stage}_line_{get_language()}") or str(OUR_LINES[stage])


def stage_choices(stages) -> list[tuple[str, str]]:
    """Stages with their names, for a form."""
    return [(str(stage), stage_word(stage)) for stage in stages]


def given_words() -> dict[str, str]:
    """The words that editors put in the place of ours, by column of StageNames; whatever keeps a stage's name asks for them."""
    given = caches["local"].get(KEY)
    if given is None:
        row = StageNames.objects.values().first() or {}
        given = {column: text for column, text in row.items() if column != "id" and text}
        caches["local"].set(KEY, given, KEPT_SECONDS)
    return given


@receiver([post_save, post_delete], sender=StageNames)
def say_it_anew(**kwargs):
    """Other words from now on. Again after the commit, for somebody may have read the old ones in between."""
    forget_words()
    transaction.on_commit(forget_words)


def forget_words() -> None:
    """Let the next request of this process read the names anew."""
    caches["local"].delete(KEY)
    forget_pages()
