"""How a share picture looks: warm sand, a palm and a pool; the words on the left, the drop on the right."""

import hashlib
import io
import re
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from PIL import Image, ImageDraw

from common.poster.figures import Matrix, draw
from common.poster.lettering import HEADING, TEXT, Block, fitted, name_style, width_of
from common.poster.palette import rules, token
from common.poster.words import CALM, MOODS, REACHES, Poster

WIDTH, HEIGHT = 1200, 630
# Shapes are drawn so many times larger and scaled down, which rounds their edges off; letters are smooth by themselves.
FINER = 3

# Where things stand. The words keep to the left of the drop; networks that cut to 2:1 take 15 px above and below.
LEFT, COLUMN = 84, 708
CHIP_TOP, CHIP_HEIGHT = 70, 60
TITLE_TOP, TITLE_TOP_ALONE, SUPPORT_GAP = 158, 112, 20
BRAND_TOP = 538
DROP_AT, DROP_SIZE = (782, 206), 330
# A short title may shout a little, a long one must stay clear of the brand: (size, most lines).
TITLE_SIZES = ((128, 1), (112, 1), (98, 2), (88, 2), (78, 2), (70, 3), (62, 3), (54, 3), (47, 3))
# The first three of those who stand behind something, in the colours that members' drops have on the pages.
CROWD = ("avatar--water", "avatar--coral", "avatar--leaf")


def picture(poster: Poster) -> bytes:
    """The picture as PNG in 256 colours."""
    image = ground().copy()
    stand(image, drop(poster.mood, 96), DROP_AT, DROP_SIZE)
    if poster.label or poster.number:
        write_head(image, poster)
    write_words(image, poster)
    write_brand(image, poster.brand)
    out = io.BytesIO()
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=1)
def way_of_drawing() -> str:
    """A digest over all that decides how words become a picture, so that nobody has to count up a version by hand."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    drawings = [landscape(), *(drop(mood, size) for mood in MOODS for size in (24, 96)), *map(stage_icon, (*REACHES, CALM))]
    named = {"", *CROWD, *re.findall(r"[\w-]+", " ".join(drawings))}
    colours = {name: said for name, said in rules().items() if name in named}
    return hashlib.sha256(code + repr((drawings, colours)).encode()).hexdigest()


def landscape() -> str:
    """What lies behind the words."""
    return render_to_string("components/_share_ground.html")


def drop(mood: str, size: int) -> str:
    """The drop character as the pages draw it; up to a size of 40 it has only a face."""
    return render_to_string("components/_drop.html", {"mood": mood, "size": size})


def stage_icon(reach: str) -> str:
    """The sign of a reach of the river; of what has left the river, a drop."""
    return render_to_string("components/_stage_icon.html", {"stage": reach if reach in REACHES else REACHES[0], "size": 24})


@lru_cache(maxsize=1)
def ground() -> Image.Image:
    """The landscape, the same behind all words, so each process draws it once."""
    large = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), token("ground")[:3])
    draw(large, landscape(), Matrix(a=FINER, d=FINER))
    return large.reduce(FINER)


def stand(image: Image.Image, svg: str, at: tuple[int, int], size: int, *, look: str = "", frame: int = 96) -> None:
    """Put a drawing onto the picture with its upper left corner at `at`; what reaches a little over its frame is drawn too.

    frame: the drawing's own size. look: a class that colours it otherwise.
    """
    rim = size // 8
    box = (at[0] - rim, at[1] - rim, min(WIDTH, at[0] + size + rim), min(HEIGHT, at[1] + size + rim))
    part = image.crop(box)
    large = part.resize((part.width * FINER, part.height * FINER), Image.Resampling.NEAREST)
    scale = size / frame * FINER
    draw(large, svg, Matrix(a=scale, d=scale, e=rim * FINER, f=rim * FINER), look)
    image.paste(large.reduce(FINER), box)


def line(words: str, width: int, *sizes: int, style: str = TEXT) -> Block:
    """Words on one line."""
    return fitted(words, width, tuple((size, 1) for size in sizes), style=style, leading=1.3)


def write(image: Image.Image, block: Block, x: int, y: int, ink: str) -> None:
    """Write lines in a colour of the site, their upper left corner at x, y."""
    block.draw(ImageDraw.Draw(image), x, y, token(ink)[:3])


def write_head(image: Image.Image, poster: Poster) -> None:
    """The chip that says where it stands, and the number beside it."""
    x = LEFT
    if poster.label:
        x += write_chip(image, line(poster.label, 420, 29, style=HEADING), poster.reach) + 22
    if poster.number:
        number = line(poster.number, LEFT + COLUMN - x, 29)
        write(image, number, x, CHIP_TOP + (CHIP_HEIGHT - number.height) // 2, "ink-2")


def write_chip(image: Image.Image, words: Block, reach: str) -> int:
    """A rounded label with the sign of its reach; returns how wide it is."""
    wide = round(width_of(words.lines[0], words.size, words.style)) + 92
    shape = Image.new("L", (wide * FINER, CHIP_HEIGHT * FINER))
    whole = (0, 0, wide * FINER - 1, CHIP_HEIGHT * FINER - 1)
    ImageDraw.Draw(shape).rounded_rectangle(whole, CHIP_HEIGHT * FINER // 2, fill=255)
    pale = token("surface-2" if reach == CALM else f"stage-{reach}-pale")
    image.paste(pale[:3], (LEFT, CHIP_TOP), shape.reduce(FINER))
    look = "avatar--nobody" if reach == CALM else ""
    stand(image, stage_icon(reach), (LEFT + 18, CHIP_TOP + 10), 40, look=look, frame=48)
    write(image, words, LEFT + 66, CHIP_TOP + (CHIP_HEIGHT - words.height) // 2, "ink")
    return wide


def write_words(image: Image.Image, poster: Poster) -> None:
    """The title, and under it how many stand behind it, with a little drop for each of the first three."""
    title = fitted(poster.title, COLUMN, TITLE_SIZES, style=HEADING, leading=1.27)
    x, y = LEFT, TITLE_TOP if poster.label or poster.number else TITLE_TOP_ALONE
    write(image, title, x, y, "ink")
    y += title.height + SUPPORT_GAP
    for look in CROWD[: poster.crowd]:
        stand(image, drop("glad", 24), (x, y), 44, look=look)
        x += 36
    x += 16 if poster.crowd else 0
    if poster.support:
        write(image, line(poster.support, LEFT + COLUMN - x, 33, 28), x, y, "ink-2")


def write_brand(image: Image.Image, brand: str) -> None:
    """Whose picture this is."""
    if brand:
        stand(image, drop("glad", 24), (LEFT - 6, BRAND_TOP), 50)
        write(image, line(brand, COLUMN - 120, 34, 29, 24, style=name_style(brand)), LEFT + 52, BRAND_TOP + 5, "ink")
