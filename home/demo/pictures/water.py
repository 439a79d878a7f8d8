"""Pictures by the river and under trees."""

from PIL import Image

from home.demo.pictures.brush import (
    CORAL,
    DEEP,
    DUNE,
    LANDSCAPE,
    LEAF,
    LEAF_2,
    LEAF_3,
    NIGHT,
    NIGHT_2,
    PALE,
    SAND_2,
    STONE,
    STONE_2,
    SUN,
    SUN_2,
    WATER,
    WATER_2,
    WHITE,
    WOOD,
    WOOD_2,
    Canvas,
    bench,
    bird,
    block,
    bush,
    cloud,
    lamp,
    person,
    rider,
    ripples,
    stars,
    sun,
    tree,
    wave,
)


def skyline(canvas: Canvas, foot: float, wall: str, lit: str, every: int = 2) -> None:
    """The city on the far bank."""
    x = -20.0
    for n in range(14):
        width, height = 62 + n * 37 % 46, 70 + n * 59 % 130
        block(canvas, x, foot, width, height, wall, lit, every)
        x += width + 24


def bridge() -> Image.Image:
    """A bridge to stroll on at dusk."""
    canvas = Canvas(LANDSCAPE, "#f9c795", "#fdeed6")
    sun(canvas, 930, 250, 66, SUN, "#ffdca0")
    canvas.land(wave(7, 1200, 430, 34), "#d9b48c")
    skyline(canvas, 486, "#c79a78", "#ffe0ad", 3)
    canvas.box(0, 480, 1200, 800, WATER)
    canvas.box(850, 480, 1010, 800, WATER_2)
    ripples(canvas, 560, PALE, 12)
    for x in (70, 400, 730, 1060):
        canvas.shape([(x, 520), (x + 70, 520), (x + 56, 730), (x + 14, 730)], STONE_2)
        canvas.shape([(x, 520), (x + 26, 520), (x + 30, 730), (x + 14, 730)], STONE)
    canvas.box(0, 468, 1200, 532, DEEP)
    canvas.box(0, 452, 1200, 472, SAND_2)
    for x in (130, 520, 1110):
        tree(canvas, x, 455, 170)
    bench(canvas, 640, 456, 130)
    person(canvas, 690, 440, 120, CORAL, 1)
    person(canvas, 300, 458, 132, WATER, 0)
    person(canvas, 352, 458, 96, SUN, 2)
    rider(canvas, 930, 458, 120, LEAF, 3)
    for x in (40, 440, 850, 1170):
        lamp(canvas, x, 456, 180)
    for x, y in ((240, 160), (300, 190), (560, 130)):
        bird(canvas, x, y, 24)
    return canvas.finish()


def island() -> Image.Image:
    """A green raft with willows, reached over a wooden bridge."""
    canvas = Canvas(LANDSCAPE, "#bfe3ee", "#f4f7e6")
    cloud(canvas, 250, 150, 120)
    cloud(canvas, 900, 110, 90)
    canvas.land(wave(8, 1200, 380, 50, 1.0), "#a9cdbb")
    skyline(canvas, 440, "#9dbfb4", "#d8ebe0", 2)
    canvas.box(0, 430, 1200, 800, WATER)
    ripples(canvas, 450, WATER_2, 14)
    canvas.oval(690, 620, 370, 92, DEEP)
    canvas.oval(690, 590, 370, 92, DUNE)
    canvas.oval(690, 572, 340, 74, LEAF_3)
    canvas.oval(660, 566, 270, 52, LEAF)
    tree(canvas, 560, 570, 220)
    tree(canvas, 840, 580, 180)
    tree(canvas, 700, 556, 150, LEAF, LEAF_3)
    bench(canvas, 640, 610, 110)
    person(canvas, 590, 628, 96, CORAL, 1)
    person(canvas, 780, 622, 92, SUN, 2)
    canvas.shape([(-10, 640), (-10, 690), (370, 622), (360, 592)], WOOD_2)
    for x in range(0, 370, 34):
        canvas.stroke([(x, 642 - x * 0.13), (x, 686 - x * 0.17)], WOOD, 9)
    person(canvas, 150, 648, 100, WHITE, 3)
    for x, y in ((980, 250), (1040, 220), (1090, 262)):
        bird(canvas, x, y, 22)
    return canvas.finish()


def wall() -> Image.Image:
    """A glowing wall by the river at night, two people before it."""
    canvas = Canvas(LANDSCAPE, NIGHT, "#2f5566")
    stars(canvas, 34)
    sun(canvas, 1040, 130, 44, SUN_2, "#35596a")
    skyline(canvas, 470, "#1b3946", "#ffd98f", 3)
    canvas.box(0, 465, 1200, 530, "#1a4450")
    canvas.box(150, 190, 1050, 560, "#e6d2a8", 18)
    canvas.box(184, 222, 1016, 528, "#fff3da", 12)
    for x, y in ((410, 346), (490, 346)):
        canvas.disc(x, y, 48, CORAL)
    canvas.shape([(368, 370), (532, 370), (450, 462)], CORAL)
    for row, length in enumerate((250, 210, 260, 150)):
        canvas.stroke([(640, 300 + row * 52), (640 + length, 300 + row * 52)], "#d8b98a", 14)
    canvas.box(0, 560, 1200, 650, "#5d6f68")
    canvas.box(0, 560, 1200, 574, "#7d8d82")
    canvas.box(0, 650, 1200, 800, WATER)
    canvas.box(180, 650, 1020, 720, WATER_2)
    ripples(canvas, 650, SUN_2, 10)
    person(canvas, 560, 642, 150, SUN, 0)
    person(canvas, 640, 642, 146, PALE, 1)
    for x, who in ((120, 2), (180, 3), (1010, 1), (1080, 0)):
        person(canvas, x, 632, 104, NIGHT_2, who)
    return canvas.finish()


def stream() -> Image.Image:
    """Stepping stones over a small stream with reeds and a heron."""
    canvas = Canvas(LANDSCAPE, "#d6eef0", "#fbf6ec")
    canvas.land(wave(6, 1200, 300, 40, 0.4), LEAF_3)
    for x in (90, 250, 430, 980, 1130):
        tree(canvas, x, 350 + x % 40, 180)
    canvas.land([(0, 400), (300, 380), (640, 400), (950, 376), (1200, 396)], LEAF)
    canvas.land([(0, 470), (260, 520), (560, 470), (900, 520), (1200, 470)], DUNE)
    canvas.land([(0, 520), (260, 566), (560, 516), (900, 566), (1200, 520)], WATER)
    ripples(canvas, 580, PALE, 12)
    for n in range(7):
        x, y = 420 + n * 62, 545 + n * 34
        canvas.oval(x, y + 8, 44, 18, DEEP)
        canvas.oval(x, y, 44, 18, STONE)
    person(canvas, 545, 610, 130, CORAL, 1)
    person(canvas, 430, 545, 96, SUN, 0)
    for x in (860, 884, 902, 930, 1010, 1034):
        canvas.stroke([(x, 640 + x % 17), (x + 8, 470 + x % 50)], LEAF_2, 6)
        canvas.oval(x + 8, 470 + x % 50, 7, 24, WOOD)
    canvas.stroke([(200, 700), (204, 640)], WOOD_2, 6)
    canvas.oval(216, 614, 46, 26, WHITE)
    canvas.curve([(236, 600), (262, 560), (246, 520), (266, 498)], WHITE, 14)
    canvas.stroke([(266, 498), (306, 506)], SUN, 7)
    return canvas.finish()


def bench_scene() -> Image.Image:
    """A long bench under a big tree by the water."""
    canvas = Canvas(LANDSCAPE, "#fde9c9", "#fbf6ec")
    sun(canvas, 250, 190, 60)
    canvas.land(wave(6, 1200, 430, 30, 2.0), LEAF_3)
    canvas.box(0, 470, 1200, 560, WATER)
    ripples(canvas, 470, PALE, 5)
    canvas.land([(0, 548), (400, 532), (800, 548), (1200, 530)], LEAF)
    canvas.land([(0, 640), (400, 620), (800, 648), (1200, 624)], DUNE)
    tree(canvas, 840, 640, 470)
    for n in range(3):
        bench(canvas, 300 + n * 210, 690, 190)
    for x, coat, who, size in ((350, WATER, 2, 130), (420, CORAL, 0, 124), (590, SUN, 1, 92), (780, DEEP, 2, 132)):
        person(canvas, x, 684, size, coat, who)
    bush(canvas, 130, 660, 90)
    bush(canvas, 1090, 664, 110, LEAF_2)
    bird(canvas, 540, 200, 26)
    bird(canvas, 600, 170, 20)
    return canvas.finish()


def lanterns() -> Image.Image:
    """Paper boats with lights on a summer night."""
    canvas = Canvas(LANDSCAPE, NIGHT, NIGHT_2)
    stars(canvas, 40)
    skyline(canvas, 380, "#173340", "#e9c67c", 4)
    canvas.box(0, 376, 1200, 800, "#0f3d49")
    for n in range(17):
        x, y = 70 + n * 211.3 % 1080, 430 + n * 83.7 % 300
        size = 16 + (y - 400) / 12
        canvas.oval(x, y + size * 0.9, size * 1.7, size * 0.3, "#2b6470")
        canvas.shape(
            [(x - size * 1.3, y), (x + size * 1.3, y), (x + size * 0.8, y + size * 0.7), (x - size * 0.8, y + size * 0.7)], WHITE
        )
        canvas.shape([(x - size * 0.5, y), (x + size * 0.5, y), (x, y - size)], (SUN, CORAL, SUN_2)[n % 3])
    canvas.land([(0, 790), (260, 720), (420, 800)], "#12303a")
    person(canvas, 120, 750, 150, CORAL, 1)
    person(canvas, 205, 760, 104, SUN, 0)
    return canvas.finish()


PICTURES = {"bridge": bridge, "island": island, "wall": wall, "stream": stream, "bench": bench_scene, "lanterns": lanterns}
