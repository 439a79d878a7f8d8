"""How common each piece of a word is in the city, counted anew every night: what is rare tells what an idea is about."""

from collections import Counter
from collections.abc import Iterator

from common import korean
from ideas.likeness import grams
from ideas.models import Idea, PieceCount

# The row that says how many ideas there were.
TOTAL = ""
LONGEST_PIECE = PieceCount._meta.get_field("piece").max_length
# So many of the newest ideas tell enough about the others; so many pieces are kept, the commonest. All others are rare.
SAMPLE = 10_000
KEPT = 50_000
BATCH = 1_000
# What stands in fewer of the ideas looked at is not kept.
LEAST = 3


def words_of(text: str) -> list[str]:
    """The pieces the search index holds of a text, each once: pairs of syllables, and foreign words that are not too long."""
    pieces = korean.pieces(text).split(" ")
    return [piece for piece in pieces if korean.SEAM not in piece and len(piece) <= LONGEST_PIECE and piece]


def count_pieces(sample: int | None = SAMPLE) -> int:
    """Count anew and return how many pieces are kept. sample: how many of the newest ideas are looked at, None for all.

    Memory stays bounded: what was met once in a while and never again is forgotten on the way. Counts are raised to the size of
    the whole city. May run twice; whoever reads meanwhile finds old counts or new ones, both of which do.
    """
    found: Counter[str] = Counter()
    looked_at = 0
    for text in _texts(sample):
        found.update({*grams(text), *words_of(text)})
        looked_at += 1
        if looked_at % BATCH == 0:
            found = Counter({piece: ideas for piece, ideas in found.items() if ideas > looked_at // (10 * BATCH)})
    ideas = Idea.objects.on_the_river().count()
    scale = max(1.0, ideas / looked_at) if looked_at else 1.0
    kept = {piece: round(many * scale) for piece, many in found.most_common(KEPT) if many >= LEAST}
    _keep({**kept, TOTAL: ideas})
    return len(kept)


def _texts(sample: int | None) -> Iterator[str]:
    """Title and text of the newest ideas, a few at a time."""
    newest = Idea.objects.on_the_river().order_by("-public_since", "-id").values_list("title", "body")
    for title, body in (newest if sample is None else newest[:sample]).iterator(BATCH):
        yield f"{title}\n{body}"


def _keep(counts: dict[str, int]) -> None:
    """Write the counts and forget the pieces that are not among them, a little at a time so that nobody has to wait long."""
    gone = [piece for piece in PieceCount.objects.values_list("piece", flat=True).iterator() if piece not in counts]
    for at in range(0, len(gone), BATCH):
        PieceCount.objects.filter(piece__in=gone[at : at + BATCH]).delete()
    rows = [PieceCount(piece=piece, ideas=ideas) for piece, ideas in counts.items()]
    for at in range(0, len(rows), BATCH):
        PieceCount.objects.bulk_create(
            rows[at : at + BATCH], update_conflicts=True, unique_fields=["piece"], update_fields=["ideas"]
        )
