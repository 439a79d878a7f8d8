"""Pictures of streets and ways."""

from PIL import Image

from home.demo.pictures.brush import (
    CORAL,
    CORAL_2,
    DEEP,
    DUNE,
    DUSK,
    LANDSCAPE,
    LEAF,
    LEAF_2,
    LEAF_3,
    NIGHT,
    NIGHT_2,
    PALE,
    PORTRAIT,
    SAND,
    SAND_2,
    STONE,
    SUN,
    SUN_2,
    WATER,
    WATER_2,
    WHITE,
    WOOD,
    WOOD_2,
    Canvas,
    bench,
    block,
    bus,
    bush,
    cloud,
    house,
    lamp,
    person,
    rider,
    stars,
    sun,
    tree,
)

ROAD, KERB = "#5d6b70", "#d8d0c0"


def crossing() -> Image.Image:
    """A wide crossing where an old lady and a child have time enough."""
    canvas = Canvas(LANDSCAPE, "#cfeaf0", SAND)
    cloud(canvas, 320, 120, 100)
    for n, (x, height) in enumerate(((20, 230), (170, 300), (330, 210), (780, 260), (930, 320), (1080, 240))):
        block(canvas, x, 430, 130, height, ("#d9c3a4", "#b9cfc6", "#e2b8a4")[n % 3], WHITE, 1)
    canvas.box(0, 430, 1200, 480, KERB)
    canvas.box(0, 480, 1200, 740, ROAD)
    canvas.box(0, 740, 1200, 800, KERB)
    for n in range(7):
        x = 330 + n * 82
        canvas.shape([(x, 486), (x + 46, 486), (x + 20, 734), (x - 40, 734)], WHITE)
    canvas.stroke([(250, 480), (250, 210)], DEEP, 10)
    canvas.box(226, 196, 276, 300, DEEP, 12)
    canvas.disc(251, 226, 17, "#6e3b34")
    canvas.disc(251, 270, 17, LEAF)
    person(canvas, 520, 650, 170, CORAL, 2)
    canvas.stroke([(566, 566), (580, 650)], WOOD_2, 7)
    person(canvas, 650, 640, 120, SUN, 1)
    person(canvas, 790, 600, 160, WATER, 0)
    bus(canvas, 930, 600, 330)
    tree(canvas, 120, 440, 190)
    return canvas.finish()


def busstop() -> Image.Image:
    """A bus stop with a green roof and a sun panel."""
    canvas = Canvas(LANDSCAPE, "#fdeccd", SAND)
    sun(canvas, 980, 160, 56)
    for n, (x, height) in enumerate(((0, 260), (140, 200), (300, 300), (860, 220), (1020, 290))):
        block(canvas, x, 520, 120, height, ("#e0c8a6", "#c8d8cf")[n % 2], WHITE, 1)
    canvas.box(0, 520, 1200, 640, KERB)
    canvas.box(0, 640, 1200, 800, ROAD)
    for x in range(40, 1200, 180):
        canvas.box(x, 712, x + 90, 722, WHITE)
    for x in (430, 850):
        canvas.box(x, 330, x + 14, 600, DEEP)
    canvas.box(400, 316, 900, 340, DEEP, 8)
    for x in range(430, 880, 46):
        bush(canvas, x, 322, 44, LEAF if x % 4 else LEAF_2)
    canvas.shape([(560, 290), (700, 290), (680, 244), (580, 244)], "#244b66")
    canvas.box(450, 360, 850, 500, PALE, 6)
    bench(canvas, 480, 604, 200)
    person(canvas, 530, 596, 140, CORAL, 1)
    person(canvas, 620, 596, 138, WATER, 2)
    person(canvas, 770, 606, 158, SUN, 0)
    canvas.stroke([(950, 600), (950, 330)], DEEP, 9)
    canvas.box(910, 320, 990, 400, WATER, 12)
    canvas.box(926, 344, 974, 352, WHITE, 4)
    canvas.box(926, 366, 960, 374, WHITE, 4)
    bus(canvas, -120, 700, 420, LEAF)
    return canvas.finish()


def bike_lane() -> Image.Image:
    """A bicycle lane between trees, apart from cars and walkers."""
    canvas = Canvas(LANDSCAPE, "#d4edf0", SAND)
    cloud(canvas, 880, 110, 110)
    for n, x in enumerate(range(0, 1200, 150)):
        block(canvas, x, 380, 120, 130 + n * 47 % 120, "#cfd9d4", WHITE, 2)
    canvas.box(0, 380, 1200, 800, LEAF_3)
    canvas.shape([(470, 380), (560, 380), (760, 800), (180, 800)], "#c95f4c")
    canvas.shape([(510, 380), (516, 380), (486, 800), (470, 800)], WHITE)
    canvas.shape([(620, 380), (760, 380), (1240, 800), (900, 800)], ROAD)
    canvas.shape([(330, 380), (440, 380), (60, 800), (-260, 800)], SAND_2)
    for x, foot, size in ((595, 430, 90), (690, 540, 150), (800, 700, 240), (440, 420, 80), (330, 520, 150), (140, 690, 240)):
        tree(canvas, x, foot, size)
    rider(canvas, 400, 740, 190, WATER, 0)
    rider(canvas, 545, 590, 120, SUN, 1)
    person(canvas, 230, 560, 120, CORAL, 3)
    return canvas.finish()


def alley() -> Image.Image:
    """Pots of flowers along a stepped lane."""
    canvas = Canvas(LANDSCAPE, "#fbe3c4", SAND)
    canvas.shape([(0, 0), (400, 150), (400, 640), (0, 800)], "#d9a98c")
    canvas.shape([(1200, 0), (800, 150), (800, 640), (1200, 800)], "#b5c9bd")
    canvas.shape([(0, 800), (400, 640), (800, 640), (1200, 800)], STONE)
    house(canvas, 480, 500, 240, 190, WHITE, CORAL)
    for n in range(6):
        left, right = 400 - n * 34, 800 + n * 34
        canvas.box(left, 510 + n * 34, right, 548 + n * 34, SAND_2 if n % 2 else KERB)
    for x, y, size in ((60, 240, 120), (240, 290, 80), (1000, 260, 110)):
        canvas.box(x, y, x + size, y + size * 1.2, PALE, 6)
        canvas.box(x - 8, y + size * 1.2, x + size + 8, y + size * 1.3, WOOD)
    for n, (x, y) in enumerate(((80, 740), (180, 704), (270, 672), (340, 640), (860, 640), (940, 672), (1030, 708), (1130, 744))):
        canvas.shape([(x - 28, y - 44), (x + 28, y - 44), (x + 20, y), (x - 20, y)], WOOD)
        bush(canvas, x, y - 40, 60, LEAF if n % 2 else LEAF_2)
        for dx, dy in ((-18, -70), (4, -84), (22, -66)):
            canvas.disc(x + dx, y + dy, 9, (CORAL, SUN, WHITE)[n % 3])
    person(canvas, 570, 690, 170, WATER, 2)
    person(canvas, 650, 650, 116, SUN, 1)
    return canvas.finish()


def school_road() -> Image.Image:
    """The way to school, closed to cars for an hour."""
    canvas = Canvas(LANDSCAPE, "#cdeaf2", SAND)
    cloud(canvas, 220, 120, 110)
    canvas.box(700, 180, 1140, 430, "#e8c9a4", 8)
    canvas.shape([(680, 184), (920, 90), (1160, 184)], CORAL_2)
    for row in range(2):
        for column in range(5):
            canvas.box(735 + column * 80, 220 + row * 84, 785 + column * 80, 276 + row * 84, PALE, 4)
    canvas.disc(920, 150, 24, WHITE)
    canvas.box(0, 430, 1200, 800, DUNE)
    canvas.shape([(430, 430), (640, 430), (1000, 800), (60, 800)], ROAD)
    canvas.shape([(500, 520), (640, 520), (690, 580), (470, 580)], "#d8b24a")
    for n, (x, foot, size, coat) in enumerate(
        ((330, 720, 140, CORAL), (430, 660, 124, SUN), (540, 730, 136, WATER), (640, 660, 122, LEAF), (740, 740, 142, WHITE))
    ):
        person(canvas, x, foot, size, coat, n)
        canvas.box(x - size * 0.13, foot - size * 0.72, x + size * 0.13, foot - size * 0.42, CORAL_2 if n % 2 else DEEP, 10)
    canvas.stroke([(120, 640), (420, 560)], CORAL_2, 14)
    for x in (150, 250, 350):
        canvas.stroke([(x, 632 - (x - 120) * 0.27), (x + 36, 622 - (x - 120) * 0.27)], WHITE, 14)
    person(canvas, 110, 720, 190, SUN_2, 2)
    for x in (80, 250, 1130):
        tree(canvas, x, 470, 190)
    return canvas.finish()


def night_street() -> Image.Image:
    """A lit way home late in the evening."""
    canvas = Canvas(LANDSCAPE, NIGHT, NIGHT_2)
    stars(canvas, 24, 0.35)
    sun(canvas, 260, 130, 40, SUN_2, "#2c4d5b")
    for n, x in enumerate(range(0, 1200, 140)):
        block(canvas, x, 520, 118, 190 + n * 71 % 170, "#1c3c49", "#f2c977", 5)
    canvas.box(0, 520, 1200, 800, "#22414c")
    canvas.shape([(480, 520), (720, 520), (1120, 800), (80, 800)], "#35545d")
    for x in (250, 560, 870):
        canvas.shape([(x + 34, 330), (x - 90, 720), (x + 170, 720)], "#4d6a66")
        canvas.oval(x + 40, 716, 130, 24, "#7d8a6c")
    for x in (250, 560, 870):
        lamp(canvas, x, 716, 396, "#ffe9b0")
    person(canvas, 610, 722, 170, CORAL, 1)
    person(canvas, 980, 690, 130, PALE, 3)
    return canvas.finish()


def subway() -> Image.Image:
    """A platform with an easy way in for everybody."""
    canvas = Canvas(LANDSCAPE, "#e6ece8", "#f6f1e4")
    canvas.box(0, 120, 1200, 560, WATER, 0)
    canvas.box(0, 150, 1200, 190, PALE)
    for x in (90, 470, 850):
        canvas.box(x, 230, x + 250, 410, "#d9f0ee", 16)
        canvas.box(x + 280, 220, x + 286, 560, DEEP)
    canvas.box(360, 215, 460, 560, WATER_2, 6)
    canvas.box(372, 240, 448, 400, PALE, 8)
    canvas.box(0, 560, 1200, 590, SUN)
    canvas.box(0, 590, 1200, 800, STONE)
    for x in range(0, 1200, 60):
        canvas.disc(x + 30, 575, 7, "#c98f1f")
    canvas.ring(560, 690, 52, DEEP, 9)
    canvas.stroke([(560, 640), (536, 560), (600, 620), (640, 690)], DEEP, 10)
    canvas.stroke([(545, 620), (540, 540)], CORAL, 44)
    canvas.disc(540, 498, 26, "#3b2a3f")
    canvas.disc(543, 503, 21, "#d9a679")
    canvas.stroke([(560, 560), (604, 590)], CORAL, 16)
    person(canvas, 240, 720, 180, SUN, 2)
    person(canvas, 860, 720, 186, LEAF, 0)
    person(canvas, 930, 724, 120, WHITE, 1)
    return canvas.finish()


def stairs() -> Image.Image:
    """A long stair up a hill with a rail and a resting place."""
    canvas = Canvas(PORTRAIT, "#cfeaf2", SAND)
    cloud(canvas, 220, 140, 120)
    canvas.land([(0, 430), (300, 330), (560, 360), (800, 260)], LEAF_3)
    canvas.land([(0, 620), (300, 520), (800, 470)], LEAF)
    for n in range(16):
        y, half = 440 + n * 48, 80 + n * 15
        canvas.box(430 - half, y, 430 + half, y + 50, KERB if n % 2 else STONE)
    canvas.stroke([(540, 430), (800, 1170)], DEEP, 12)
    for n in range(6):
        x, y = 552 + n * 44, 470 + n * 126
        canvas.stroke([(x, y - 4), (x, y + 70)], DEEP, 8)
    bench(canvas, 60, 850, 190)
    person(canvas, 120, 846, 150, CORAL, 2)
    person(canvas, 430, 720, 160, WATER, 0)
    person(canvas, 500, 1010, 200, SUN, 1)
    house(canvas, 560, 430, 170, 110, WHITE, CORAL)
    house(canvas, 120, 500, 150, 100, SAND_2, WATER)
    tree(canvas, 80, 700, 240)
    return canvas.finish()


def lamp_post() -> Image.Image:
    """A street lamp at dusk with a small bell to call for help."""
    canvas = Canvas(PORTRAIT, "#38566a", DUSK)
    stars(canvas, 16, 0.25)
    for n, x in enumerate(range(-40, 800, 130)):
        block(canvas, x, 880, 112, 220 + n * 67 % 190, "#5b6f78", "#ffdf9c", 4)
    canvas.box(0, 880, 800, 1200, "#7b7a72")
    canvas.shape([(420, 260), (90, 1110), (760, 1110)], "#c9b98c")
    canvas.oval(425, 1106, 330, 52, "#e6d29a")
    lamp(canvas, 400, 1100, 870, "#fff0c4")
    canvas.box(372, 760, 432, 860, CORAL_2, 12)
    canvas.disc(402, 808, 18, WHITE)
    person(canvas, 560, 1110, 220, WATER, 1)
    return canvas.finish()


PICTURES = {
    "crossing": crossing,
    "busstop": busstop,
    "bike_lane": bike_lane,
    "alley": alley,
    "school_road": school_road,
    "night_street": night_street,
    "subway": subway,
    "stairs": stairs,
    "lamp_post": lamp_post,
}
