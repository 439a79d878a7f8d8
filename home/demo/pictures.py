"""Pictures for the demo, drawn when it is loaded, so that no picture file has to be kept."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1200, 800)
SAND, DEEP, WATER, PALE, CORAL, LEAF, SUN, WHITE = (
    "#f3e3c3", "#14303a", "#0a7c86", "#bfe6e4", "#e0705f", "#3f9465", "#f5b83d", "#fffaf0",
)  # fmt: skip


def sky(top: str, bottom: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A canvas whose colour runs from top to bottom."""
    gradient = Image.linear_gradient("L").resize(SIZE)
    canvas = Image.composite(Image.new("RGB", SIZE, bottom), Image.new("RGB", SIZE, top), gradient)
    return canvas, ImageDraw.Draw(canvas)


def tree(draw: ImageDraw.ImageDraw, x: int, foot: int, size: int) -> None:
    """A round tree standing on `foot`."""
    draw.rectangle((x - size // 14, foot - size, x + size // 14, foot), fill="#7a5a3a")
    for dx, dy, r in ((0, -1.25, 0.42), (-0.3, -1.0, 0.34), (0.3, -1.0, 0.34)):
        cx, cy, radius = x + dx * size, foot + dy * size, r * size
        draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=LEAF)


def person(draw: ImageDraw.ImageDraw, x: int, foot: int, size: int, colour: str) -> None:
    """Somebody in a long coat."""
    draw.polygon(
        [(x - size * 0.28, foot), (x + size * 0.28, foot), (x + size * 0.13, foot - size), (x - size * 0.13, foot - size)],
        fill=colour,
    )
    draw.ellipse((x - size * 0.16, foot - size * 1.32, x + size * 0.16, foot - size), fill="#f0c9a4")


def bridge() -> Image.Image:
    """A bridge to stroll on at dusk."""
    canvas, draw = sky("#fbd9a6", "#f6efe0")
    draw.ellipse((880, 150, 1020, 290), fill=SUN)
    draw.rectangle((0, 560, 1200, 800), fill=WATER)
    for y in range(600, 800, 40):
        draw.line((80 + y % 70, y, 420 + y % 90, y), fill=PALE, width=5)
    draw.rectangle((0, 470, 1200, 520), fill=DEEP)
    for x in range(60, 1200, 270):
        draw.rectangle((x, 520, x + 44, 680), fill=DEEP)
    draw.rectangle((0, 448, 1200, 472), fill=SAND)
    for x in (150, 470, 1060):
        tree(draw, x, 450, 150)
    draw.rectangle((600, 410, 780, 424), fill="#7a5a3a")
    for x in (615, 755):
        draw.rectangle((x, 424, x + 12, 450), fill="#7a5a3a")
    person(draw, 690, 415, 100, CORAL)
    person(draw, 320, 450, 130, WATER)
    person(draw, 380, 450, 95, SUN)
    return canvas


def island() -> Image.Image:
    """A green raft with willows and a wooden bridge."""
    canvas, draw = sky("#cfeaf3", "#f2f7ea")
    draw.polygon([(0, 420), (260, 330), (520, 400), (820, 310), (1200, 420)], fill="#a9cdbb")
    draw.rectangle((0, 410, 1200, 800), fill=WATER)
    draw.ellipse((340, 470, 1000, 660), fill=DEEP)
    draw.ellipse((340, 440, 1000, 620), fill=SAND)
    draw.ellipse((390, 450, 950, 580), fill=LEAF)
    tree(draw, 560, 520, 190)
    tree(draw, 760, 510, 150)
    for x in range(420, 520, 18):
        draw.line((x, 560, x + 8, 480), fill="#c9a75a", width=6)
    draw.polygon([(0, 600), (0, 640), (390, 560), (380, 530)], fill="#8a6844")
    for x in range(20, 380, 46):
        draw.line((x, 592 - x // 6, x, 640 - x // 6), fill=SAND, width=4)
    draw.arc((840, 200, 900, 240), 200, 340, fill=DEEP, width=5)
    draw.arc((890, 200, 950, 240), 200, 340, fill=DEEP, width=5)
    return canvas


def wall() -> Image.Image:
    """A wall of light by the water."""
    canvas, draw = sky("#102b3c", "#274b5c")
    for x, y in ((120, 90), (330, 60), (560, 120), (800, 70), (1040, 110), (960, 40), (220, 170)):
        draw.ellipse((x, y, x + 7, y + 7), fill=WHITE)
    draw.rectangle((90, 220, 1110, 570), fill="#d8c7a6")
    draw.rectangle((150, 260, 1050, 530), fill="#fff3da")
    for cx, cy, r in ((420, 380, 52), (510, 380, 52)):
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=CORAL)
    draw.polygon([(376, 408), (554, 408), (465, 510)], fill=CORAL)
    for row in range(4):
        draw.line((660, 340 + row * 44, 940 - row % 2 * 90, 340 + row * 44), fill="#b99a6b", width=12)
    draw.rectangle((0, 640, 1200, 800), fill=WATER)
    draw.rectangle((0, 570, 1200, 645), fill="#6f7f74")
    person(draw, 520, 635, 130, SUN)
    person(draw, 640, 635, 130, PALE)
    for x in (180, 240, 960, 1010):
        person(draw, x, 632, 90, DEEP)
    return canvas


def cinema() -> Image.Image:
    """Neighbours in front of a screen with two lines of subtitles."""
    canvas, draw = sky("#1b2530", "#2b3644")
    draw.rectangle((160, 70, 1040, 520), fill=PALE)
    draw.polygon([(160, 430), (420, 250), (640, 400), (820, 300), (1040, 430), (1040, 520), (160, 520)], fill=LEAF)
    draw.ellipse((820, 120, 910, 210), fill=SUN)
    draw.rectangle((330, 440, 870, 462), fill=WHITE)
    draw.rectangle((420, 478, 780, 500), fill=SUN)
    colours = (CORAL, SUN, WATER, LEAF, PALE, CORAL, WATER)
    for row, y in enumerate((620, 730)):
        for seat in range(7):
            x = 130 + seat * 160 + row * 50
            draw.ellipse((x - 34, y - 74, x + 34, y - 6), fill="#e9c29c" if seat % 2 else "#b98a63")
            draw.rounded_rectangle((x - 62, y - 14, x + 62, y + 90), 30, fill=colours[(seat + row) % 7])
    return canvas


PICTURES = {"bridge": bridge, "island": island, "wall": wall, "cinema": cinema}


def upload_of(name: str) -> SimpleUploadedFile:
    """Picture `name` (a key of PICTURES) as if somebody had sent it."""
    file = BytesIO()
    PICTURES[name]().save(file, "JPEG", quality=88)
    return SimpleUploadedFile(f"{name}.jpg", file.getvalue(), content_type="image/jpeg")
