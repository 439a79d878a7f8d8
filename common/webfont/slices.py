"""Which characters travel together: a page fetches only the slices that hold one of its characters.

No character is in the range of two slices, not even of two families: while one slice is on its way a browser looks for a
stand-in, and would fetch the other one too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from common.webfont.frequency import FOR_FIGURES, FOR_NAMES, RANKING

HANGUL, HANJA = range(0xAC00, 0xD7A4), range(0x4E00, 0xA000)
ASCII = "".join(map(chr, range(0x20, 0x7F)))
# All of Latin that Korean text needs, and the signs people put between words.
EVERYWHERE = ASCII + "\xa0·‘’“”…※•–—→←×○ㅠㅜㅋㅎㅇㆍ"
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩●□■◆◇★☆▶▷△▲◎「」『』【】《》〈〉、。？！，～・․‧∼✓↑↓⇒÷±°℃㎡㎞㎏㎜㈜₩€§¶©®′″½"
JAMO = "".join(map(chr, range(0x3131, 0x318F)))
# Where the lists end that stand side by side in RANKING. Measured over real ideas, a first list of 1,000 costs the page of an
# idea 70 kB in two or three files; one of 700 costs as much in four or five.
STEPS = (1000, 1150, 1300, 1450, len(RANKING))
HANGUL_BLOCK, HANJA_BLOCK = 588, 512  # 588: the syllables of one first consonant
# The display face, in the order a page is likely to need them.
FIGURES = " 0123456789,.%+-~:·"
DISPLAY = {"figures": FIGURES + FOR_FIGURES, "latin": ASCII + "\xa0…–—×", "names": FOR_NAMES, "hangul": RANKING[:600]}


@dataclass(frozen=True)
class Slice:
    """A file of a face, and the characters it is for; those that the font does not have are left to the system."""

    name: str
    characters: tuple[int, ...]

    @property
    def unicode_range(self) -> str:
        """The value for the style sheet: `u+ac00-ac02,u+ac1c`."""
        spans: list[list[int]] = []
        for character in self.characters:
            if spans and character == spans[-1][1] + 1:
                spans[-1][1] = character
            else:
                spans.append([character, character])
        return ",".join(f"u+{first:x}" if first == last else f"u+{first:x}-{last:x}" for first, last in spans)


def text_slices() -> list[Slice]:
    """The slices of the text face, the first of which nearly every page needs: Latin, and the syllables Korean uses most."""
    return apart(
        {
            "common": map(ord, EVERYWHERE + RANKING[: STEPS[0]]),
            **{f"hangul-{number}": map(ord, RANKING[start:stop]) for number, (start, stop) in enumerate(pairwise(STEPS), 1)},
            "signs": map(ord, SIGNS + JAMO),
            "letters": range(0xA1, 0x530),
            "symbols": range(0x2010, 0x2C00),
            **{f"wide-{start:x}": range(start, start + 0x100) for start in range(0x3000, 0x3400, 0x100)},
            "full-width": range(0xFF00, 0xFFEF),
            **blocks("hangul", HANGUL, HANGUL_BLOCK),
            **blocks("hanja", HANJA, HANJA_BLOCK),
        }
    )


def display_slices() -> list[Slice]:
    """The slices of the display face."""
    return apart({name: map(ord, text) for name, text in DISPLAY.items()})


def blocks(name: str, characters: range, size: int) -> dict[str, range]:
    """Stretches of a range, named for where they start."""
    return {f"{name}-{start:x}": range(start, min(start + size, characters.stop)) for start in characters[::size]}


def apart(parts: dict[str, Iterable[int]]) -> list[Slice]:
    """Slices of which each has only what none before it has."""
    taken: set[int] = set()
    slices = []
    for name, characters in parts.items():
        own = set(characters) - taken
        taken |= own
        slices.append(Slice(name, tuple(sorted(own))))
    return slices


def in_ks_x_1001(character: int) -> bool:
    """Whether Korea's own standard has it: 2,350 syllables and 4,888 Hanja, beyond which hardly a name is written."""
    return len(chr(character).encode("euc_kr", "ignore")) == 2
