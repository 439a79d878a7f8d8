"""What stands on a share picture."""

from dataclasses import dataclass

MOODS = ("glad", "hope", "wow", "think", "proud", "sorry", "lost", "asleep")
# Where a label may stand: on one of the reaches of the river, each with its sign and colour, or off it.
REACHES = ("proposed", "debate", "working", "realisation", "implementation")
CALM = "calm"


@dataclass(frozen=True)
class Poster:
    """Everything a share picture shows; words are plain text in the site's main language.

    label: where it stands, in a word; reach: the sign and colour of that word (REACHES or CALM). crowd: how many stand behind
    it, of whom the first three are drawn beside `support`. mood: of the drop character (MOODS). An empty field leaves its
    place empty.
    """

    title: str
    brand: str = ""
    label: str = ""
    reach: str = CALM
    number: str = ""
    support: str = ""
    crowd: int = 0
    mood: str = "glad"
