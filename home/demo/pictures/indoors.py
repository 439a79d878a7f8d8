"""Pictures of places where people meet, and of small things."""

from PIL import Image

from home.demo.pictures.brush import (
    CORAL,
    CORAL_2,
    DEEP,
    DUNE,
    LANDSCAPE,
    LEAF,
    LEAF_2,
    LEAF_3,
    PALE,
    PORTRAIT,
    SAND,
    SAND_2,
    SQUARE,
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
    bird,
    block,
    bush,
    cloud,
    person,
    sun,
    tree,
)

COATS = (CORAL, SUN, WATER, LEAF, WHITE, PALE)


def cinema() -> Image.Image:
    """Neighbours in front of a screen with two lines of subtitles."""
    canvas = Canvas(LANDSCAPE, "#16232d", "#2b3a48")
    canvas.shape([(160, 70), (1040, 70), (1200, 800), (0, 800)], "#22313d")
    canvas.box(150, 60, 1050, 520, PALE, 14)
    canvas.box(150, 380, 1050, 520, "#8fcdb0", 14)
    canvas.shape([(150, 440), (420, 240), (640, 400), (820, 290), (1050, 440), (1050, 505), (150, 505)], LEAF)
    canvas.shape([(150, 440), (420, 240), (500, 298), (330, 505), (150, 505)], LEAF_3)
    canvas.disc(860, 160, 48, SUN)
    for left, right, y, colour in ((330, 870, 440, WHITE), (410, 790, 480, SUN_2)):
        canvas.box(left - 16, y - 10, right + 16, y + 24, DEEP, 8)
        x = left
        while x < right - 30:
            length = 40 + (x * 7) % 60
            canvas.box(x, y, min(x + length, right), y + 13, colour, 6)
            x += length + 16
    for row, foot in enumerate((690, 800)):
        for seat in range(8):
            x = 60 + seat * 156 + row * 70
            canvas.disc(x, foot - 92, 34, ("#2b2320", "#5a3f2d", "#c9c4bd", "#3b2a3f")[(seat + row) % 4])
            canvas.box(x - 62, foot - 70, x + 62, foot + 60, (CORAL_2, "#9c3f38")[row], 26)
    return canvas.finish()


def library() -> Image.Image:
    """A small library under the stairs of a station."""
    canvas = Canvas(LANDSCAPE, "#f6ead4", SAND)
    for shelf in range(3):
        y = 250 + shelf * 130
        canvas.box(90, y, 1110, y + 14, WOOD_2)
        x = 100
        while x < 1090:
            width, height = 16 + (x * 13 + shelf * 7) % 26, 70 + (x * 11 + shelf * 31) % 44
            colour = (CORAL, WATER, SUN, LEAF, DEEP, SAND_2, WATER_2)[(x + shelf * 5) % 7]
            if (x // 40 + shelf) % 6:
                canvas.box(x, y - height, x + width, y, colour, 3)
            x += width + 3
    for x in (80, 1106):
        canvas.box(x, 110, x + 14, 530, WOOD_2)
    canvas.box(80, 104, 1120, 120, WOOD_2)
    canvas.box(0, 640, 1200, 800, DUNE)
    canvas.box(360, 590, 840, 610, WOOD, 8)
    for x in (390, 800):
        canvas.box(x, 608, x + 14, 720, WOOD_2)
    for n, x in enumerate((430, 600, 760)):
        person(canvas, x, 700, 190, COATS[n], n)
        canvas.shape([(x - 46, 584), (x, 596), (x + 46, 584), (x + 46, 560), (x, 572), (x - 46, 560)], WHITE)
    person(canvas, 180, 740, 230, LEAF, 2)
    person(canvas, 1010, 740, 140, SUN, 1)
    canvas.stroke([(600, 0), (600, 120)], DEEP, 6)
    canvas.shape([(540, 170), (660, 170), (630, 116), (570, 116)], SUN)
    return canvas.finish()


def market() -> Image.Image:
    """A morning at the market under striped awnings."""
    canvas = Canvas(LANDSCAPE, "#fdebcd", SAND)
    canvas.box(0, 130, 1200, 560, "#e6d3b3")
    for stall in range(3):
        left = 30 + stall * 400
        for n in range(8):
            x = left + n * 43
            canvas.shape(
                [(x, 190), (x + 43, 190), (x + 50, 290), (x - 6, 290)], (CORAL_2, WATER, LEAF)[stall] if n % 2 else WHITE
            )
        canvas.box(left, 470, left + 344, 600, WOOD, 6)
        for n in range(7):
            for row in range(2):
                colour = ((CORAL, SUN), (LEAF, LEAF_3), (SUN, CORAL))[stall][row]
                canvas.disc(left + 34 + n * 46 + row * 18, 468 - row * 24, 22, colour)
        person(canvas, left + 172, 470, 150, COATS[(stall + 3) % 6], stall)
    canvas.box(0, 600, 1200, 800, STONE)
    for n, (x, size) in enumerate(((180, 190), (420, 210), (640, 180), (700, 124), (980, 205))):
        person(canvas, x, 770, size, COATS[n % 6], n + 1)
    canvas.box(446, 690, 496, 750, SUN_2, 8)
    canvas.box(1004, 694, 1056, 752, LEAF_3, 8)
    return canvas.finish()


def playground() -> Image.Image:
    """A playground where a wheelchair fits on the merry-go-round."""
    canvas = Canvas(LANDSCAPE, "#cdeaf2", "#f8f3e4")
    cloud(canvas, 300, 120, 120)
    sun(canvas, 1040, 130, 48)
    for n, x in enumerate(range(0, 1200, 170)):
        tree(canvas, x + 40, 440, 180 + n * 31 % 60, LEAF_2, LEAF)
    canvas.land([(0, 450), (600, 430), (1200, 450)], LEAF_3)
    canvas.oval(600, 680, 620, 130, DUNE)
    canvas.shape([(170, 660), (240, 360), (280, 360), (420, 660), (372, 660), (262, 420), (214, 660)], WOOD)
    canvas.curve([(270, 380), (360, 470), (420, 600), (520, 650)], CORAL, 40)
    canvas.oval(760, 660, 210, 46, WATER)
    canvas.oval(760, 646, 210, 46, WATER_2)
    for x in (620, 760, 900):
        canvas.stroke([(x, 640), (x, 540)], SUN, 9)
    canvas.stroke([(620, 542), (900, 542)], SUN, 9)
    person(canvas, 660, 650, 120, CORAL, 0)
    canvas.ring(830, 632, 34, DEEP, 6)
    canvas.stroke([(826, 600), (822, 560)], SUN, 30)
    canvas.disc(822, 528, 19, "#2b2320")
    canvas.disc(824, 532, 15, "#f0c9a4")
    person(canvas, 500, 720, 116, LEAF, 1)
    bench(canvas, 990, 690, 150)
    person(canvas, 1060, 686, 150, WATER, 2)
    return canvas.finish()


def rooftop_garden() -> Image.Image:
    """A vegetable garden on a roof above the city."""
    canvas = Canvas(LANDSCAPE, "#bfe3ee", "#fdf2dc")
    for n, x in enumerate(range(-20, 1200, 116)):
        block(canvas, x, 470, 98, 120 + n * 83 % 210, ("#b7c8c6", "#d3c5ae")[n % 2], WHITE, 2)
    canvas.box(0, 460, 1200, 500, STONE)
    canvas.box(0, 500, 1200, 800, SAND_2)
    for row, y in enumerate((560, 680)):
        for bed in range(3):
            left = 60 + bed * 380 + row * 40
            canvas.box(left, y, left + 300, y + 70, WOOD_2, 8)
            canvas.box(left + 8, y + 6, left + 292, y + 40, "#5b4433", 6)
            for n in range(7):
                bush(canvas, left + 36 + n * 40, y + 24, 40, (LEAF, LEAF_3, LEAF_2)[(n + bed) % 3])
                if (n + bed + row) % 2:
                    canvas.disc(left + 40 + n * 40, y - 2, 8, (CORAL_2, SUN)[row])
    person(canvas, 470, 600, 180, CORAL, 1)
    person(canvas, 1080, 700, 200, SUN, 2)
    canvas.box(1030, 330, 1150, 460, WHITE, 8)
    bird(canvas, 300, 150, 24)
    return canvas.finish()


def repair_shop() -> Image.Image:
    """Neighbours mending a lamp and a toy together."""
    canvas = Canvas(LANDSCAPE, "#efe3cb", SAND)
    canvas.box(100, 90, 1100, 330, WOOD, 12)
    for n in range(9):
        x = 160 + n * 105
        canvas.stroke([(x, 140), (x, 240 + n * 23 % 50)], STONE, 14)
        canvas.disc(x, 140, 18, (CORAL, DEEP, WATER)[n % 3])
    canvas.box(0, 640, 1200, 800, DUNE)
    canvas.box(120, 540, 1080, 576, WOOD_2, 10)
    for x in (160, 1010):
        canvas.box(x, 570, x + 28, 740, WOOD_2)
    for n, x in enumerate((270, 500, 720, 930)):
        person(canvas, x, 660, 260, COATS[n], n)
    canvas.box(80, 540, 1120, 580, WOOD_2, 10)
    canvas.shape([(330, 540), (390, 540), (372, 490), (348, 490)], CORAL)
    canvas.stroke([(360, 490), (360, 450), (400, 420)], DEEP, 8)
    canvas.shape([(380, 430), (440, 430), (420, 390), (396, 392)], SUN)
    canvas.box(590, 496, 680, 540, WATER, 10)
    canvas.disc(610, 544, 13, DEEP)
    canvas.disc(660, 544, 13, DEEP)
    canvas.box(810, 484, 880, 540, STONE, 8)
    canvas.ring(845, 512, 17, DEEP, 6)
    return canvas.finish()


def winter_shelter() -> Image.Image:
    """A warm room for a cold day."""
    canvas = Canvas(LANDSCAPE, "#d5e2e6", "#eef2ee")
    for n in range(60):
        canvas.disc((n * 173.3) % 1200, (n * 97.1) % 560, 3 + n % 4, WHITE)
    canvas.land([(0, 600), (400, 570), (800, 600), (1200, 574)], WHITE)
    canvas.box(300, 250, 900, 640, "#f7dfb4", 14)
    canvas.shape([(260, 262), (600, 110), (940, 262)], CORAL_2)
    canvas.shape([(250, 256), (600, 96), (950, 256), (600, 146)], WHITE)
    canvas.box(360, 320, 620, 520, SUN_2, 10)
    canvas.box(700, 380, 820, 640, WOOD, 8)
    person(canvas, 430, 520, 150, WATER, 2)
    person(canvas, 540, 520, 146, LEAF, 0)
    canvas.box(470, 486, 510, 520, WHITE, 6)
    canvas.curve([(480, 476), (490, 460), (482, 446)], WHITE, 4)
    person(canvas, 960, 690, 190, CORAL, 1)
    person(canvas, 1040, 700, 130, SUN, 3)
    for x in (120, 200, 1130):
        tree(canvas, x, 600, 210, "#9fb7b0", WHITE)
    return canvas.finish()


def tall_tree() -> Image.Image:
    """A very tall old tree, small people under it."""
    canvas = Canvas(PORTRAIT, "#d9eef0", SAND)
    sun(canvas, 140, 180, 60)
    canvas.land([(0, 960), (300, 930), (800, 970)], LEAF_3)
    canvas.land([(0, 1040), (400, 1020), (800, 1050)], DUNE)
    tree(canvas, 420, 1050, 760)
    bench(canvas, 120, 1110, 190)
    person(canvas, 190, 1106, 140, CORAL, 2)
    person(canvas, 590, 1120, 150, WATER, 0)
    person(canvas, 660, 1122, 100, SUN, 1)
    for x, y in ((120, 420), (180, 390), (640, 260)):
        bird(canvas, x, y, 22)
    return canvas.finish()


def poster_wall() -> Image.Image:
    """A wall where anybody may hang up what they do."""
    canvas = Canvas(PORTRAIT, "#cf8f74", "#c98166")
    for row in range(16):
        for n in range(8):
            x, y = n * 116 - (row % 2) * 58, row * 60
            canvas.box(x, y, x + 108, y + 52, "#d79a7f" if (n + row) % 3 else "#bf7a60", 4)
    for n in range(8):
        x, y = 70 + (n % 3) * 226 + (n * 17) % 30, 90 + (n // 3) * 280 + (n * 29) % 40
        canvas.box(x, y, x + 180, y + 230, (WHITE, PALE, SUN_2, SAND_2)[n % 4], 6)
        canvas.disc(x + 90, y + 80, 42, (CORAL, WATER, LEAF, SUN)[n % 4])
        for line in range(3):
            canvas.box(x + 26, y + 150 + line * 22, x + 154 - line * 24, y + 160 + line * 22, DEEP, 4)
    canvas.box(0, 980, 800, 1200, STONE)
    person(canvas, 300, 1150, 260, WATER, 1)
    person(canvas, 430, 1150, 180, SUN, 0)
    return canvas.finish()


def bees() -> Image.Image:
    """Beehives among flowers on a roof."""
    canvas = Canvas(SQUARE, "#cdeaf2", "#fdf2dc")
    for n, x in enumerate(range(0, 1000, 120)):
        block(canvas, x, 520, 100, 130 + n * 61 % 160, "#c5d3cf", WHITE, 2)
    canvas.box(0, 510, 1000, 1000, LEAF_3)
    for n, x in enumerate((130, 400, 670)):
        for box in range(3):
            canvas.box(x, 520 + box * 76, x + 200, 590 + box * 76, (SUN, SAND_2, CORAL)[(n + box) % 3], 8)
        canvas.box(x - 14, 496, x + 214, 524, WOOD_2, 8)
        canvas.box(x + 70, 712, x + 130, 726, DEEP, 6)
    for n in range(26):
        x, y = (n * 131.7) % 980 + 10, 790 + (n * 57.3) % 190
        canvas.stroke([(x, y + 40), (x, y)], LEAF_2, 6)
        canvas.disc(x, y, 17, (CORAL, WHITE, SUN)[n % 3])
        canvas.disc(x, y, 7, SUN_2)
    for n in range(7):
        x, y = 110 + n * 127, 380 + (n * 67) % 120
        canvas.oval(x + 6, y - 12, 11, 8, WHITE)
        canvas.oval(x, y, 16, 11, SUN)
        canvas.box(x - 3, y - 10, x + 3, y + 10, DEEP)
    return canvas.finish()


def bowl() -> Image.Image:
    """A warm bowl of soup with two spoons."""
    canvas = Canvas(SQUARE, "#f6e2c0", SAND_2)
    canvas.oval(500, 820, 420, 90, "#dcc08f")
    canvas.oval(500, 780, 420, 90, WOOD)
    canvas.shape([(190, 500), (810, 500), (700, 790), (300, 790)], WATER)
    canvas.shape([(190, 500), (330, 500), (390, 790), (300, 790)], WATER_2)
    canvas.oval(500, 500, 310, 92, WHITE)
    canvas.oval(500, 506, 276, 74, CORAL)
    for x, y, colour in ((400, 500, SUN), (480, 530, LEAF), (560, 492, WHITE), (620, 520, LEAF), (450, 480, LEAF_3)):
        canvas.oval(x, y, 30, 16, colour)
    for x in (380, 500, 620):
        canvas.curve([(x, 380), (x + 26, 330), (x - 14, 280), (x + 16, 220)], WHITE, 15)
    canvas.stroke([(830, 800), (930, 560)], STONE, 16)
    canvas.oval(822, 822, 34, 22, STONE)
    canvas.stroke([(150, 800), (80, 560)], STONE, 16)
    canvas.oval(158, 822, 34, 22, STONE)
    return canvas.finish()


PICTURES = {
    "cinema": cinema,
    "library": library,
    "market": market,
    "playground": playground,
    "rooftop_garden": rooftop_garden,
    "repair_shop": repair_shop,
    "winter_shelter": winter_shelter,
    "tall_tree": tall_tree,
    "poster_wall": poster_wall,
    "bees": bees,
    "bowl": bowl,
}
