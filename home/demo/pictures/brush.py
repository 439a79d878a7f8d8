"""What the pictures of the demo are painted with: a canvas and the things that stand in many of them.

Flat shapes in the colours of the site, light from the upper left. Painted at twice the size and scaled down: edges come out soft.
"""

import math

from PIL import Image, ImageDraw

LANDSCAPE, PORTRAIT, SQUARE = (1200, 800), (800, 1200), (1000, 1000)
FINE = 2

SAND, SAND_2, DUNE = "#fbf6ec", "#f3e3c3", "#e6cf9f"
DEEP, WATER, WATER_2, PALE = "#14303a", "#0a7c86", "#3aa6a8", "#cdebe8"
CORAL, CORAL_2 = "#e0705f", "#c8402f"
LEAF, LEAF_2, LEAF_3 = "#3f9465", "#2f7d4f", "#8cc79b"
SUN, SUN_2 = "#f5b83d", "#ffe3a0"
WOOD, WOOD_2 = "#a9794c", "#7a5a3a"
STONE, STONE_2 = "#c9c2b4", "#9aa4a4"
NIGHT, NIGHT_2, DUSK = "#0e2129", "#25485a", "#f7b98a"
WHITE = "#fffaf0"
SKINS = ("#f0c9a4", "#d9a679", "#8f5f3f", "#f4d7bb")
HAIRS = ("#2b2320", "#5a3f2d", "#c9c4bd", "#3b2a3f")

Point = tuple[float, float]


class Canvas:
    """A picture in the making; all measures are in its own pixels, whatever it is painted at."""

    def __init__(self, size: tuple[int, int], top: str, bottom: str):
        self.size = size
        large = (size[0] * FINE, size[1] * FINE)
        gradient = Image.linear_gradient("L").resize(large)
        self.image = Image.composite(Image.new("RGB", large, bottom), Image.new("RGB", large, top), gradient)
        self.draw = ImageDraw.Draw(self.image)

    def finish(self) -> Image.Image:
        """The picture in its own size."""
        return self.image.resize(self.size, Image.Resampling.LANCZOS)

    def shape(self, points: list[Point], colour: str) -> None:
        """A filled shape with straight sides."""
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """A filled box, with round corners when there is a radius."""
        self.draw.rounded_rectangle((left * FINE, top * FINE, right * FINE, bottom * FINE), radius * FINE, fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """A filled oval around a centre."""
        self.draw.ellipse(((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE), fill=colour)

    def disc(self, x: float, y: float, r: float, colour: str) -> None:
        """A filled circle."""
        self.oval(x, y, r, r, colour)

    def ring(self, x: float, y: float, r: float, colour: str, width: float) -> None:
        """A circle that is only a line."""
        self.draw.ellipse(
            ((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE), outline=colour, width=round(width * FINE)
        )

    def stroke(self, points: list[Point], colour: str, width: float) -> None:
        """A line with round ends and corners."""
        dots = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(dots, fill=colour, width=round(width * FINE), joint="curve")
        for x, y in (dots[0], dots[-1]):
            r = width * FINE / 2
            self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def curve(self, points: list[Point], colour: str, width: float) -> None:
        """A soft line through the points."""
        self.stroke(smooth(points), colour, width)

    def land(self, points: list[Point], colour: str) -> None:
        """Everything below a soft line through the points."""
        line = smooth(points)
        self.shape([*line, (line[-1][0], self.size[1] + 5), (line[0][0], self.size[1] + 5)], colour)


def smooth(points: list[Point], steps: int = 14) -> list[Point]:
    """A soft line through the points (Catmull-Rom)."""
    ends = [points[0], *points, points[-1]]
    line = []
    for before, start, stop, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            line.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(before, start, stop, after, strict=True)
                )
            )
    return [*line, points[-1]]


def sun(canvas: Canvas, x: float, y: float, r: float, colour: str = SUN, halo: str = SUN_2) -> None:
    """The sun, or the moon in other colours, with a soft ring."""
    canvas.disc(x, y, r * 1.35, halo)
    canvas.disc(x, y, r, colour)


def stars(canvas: Canvas, count: int = 26, below: float = 0.45) -> None:
    """Some stars in the upper part, always the same."""
    width, height = canvas.size
    for n in range(count):
        x, y = (n * 157.3) % width, (n * 61.7) % (height * below)
        canvas.disc(x, y, 1.6 + n % 3, WHITE)


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: str = WHITE) -> None:
    """A flat cloud."""
    for dx, dy, r in ((-0.5, 0.06, 0.26), (-0.15, -0.1, 0.36), (0.25, -0.02, 0.32), (0.55, 0.08, 0.22)):
        canvas.disc(x + dx * size, y + dy * size, r * size, colour)
    canvas.box(x - 0.74 * size, y + 0.08 * size, x + 0.76 * size, y + 0.32 * size, colour, 0.12 * size)


def tree(canvas: Canvas, x: float, foot: float, size: float, dark: str = LEAF_2, light: str = LEAF) -> None:
    """A round tree standing on `foot`; its left is lit."""
    canvas.shape(
        [
            (x - size * 0.06, foot),
            (x - size * 0.035, foot - size * 0.7),
            (x + size * 0.035, foot - size * 0.7),
            (x + size * 0.06, foot),
        ],
        WOOD_2,
    )
    for dx, dy, r in ((0.2, -0.72, 0.26), (-0.2, -0.72, 0.26), (0.06, -0.95, 0.31)):
        canvas.disc(x + dx * size, foot + dy * size, r * size, dark)
    for dx, dy, r in ((-0.22, -0.76, 0.2), (-0.04, -1.0, 0.23)):
        canvas.disc(x + dx * size, foot + dy * size, r * size, light)


def bush(canvas: Canvas, x: float, foot: float, size: float, colour: str = LEAF) -> None:
    """A low bush."""
    for dx, r in ((-0.5, 0.34), (0.0, 0.5), (0.5, 0.36)):
        canvas.disc(x + dx * size, foot - r * size * 0.7, r * size, colour)


def person(canvas: Canvas, x: float, foot: float, size: float, coat: str, who: int = 0, trousers: str = DEEP) -> None:
    """Somebody seen from afar: legs, a round coat, a head with hair."""
    skin, hair = SKINS[who % len(SKINS)], HAIRS[who * 3 % len(HAIRS)]
    for side in (-1, 1):
        canvas.stroke(
            [(x + side * size * 0.07, foot - size * 0.35), (x + side * size * 0.09, foot - size * 0.04)], trousers, size * 0.1
        )
    canvas.box(x - size * 0.18, foot - size * 0.76, x + size * 0.18, foot - size * 0.27, coat, size * 0.15)
    for side in (-1, 1):
        canvas.stroke(
            [(x + side * size * 0.17, foot - size * 0.66), (x + side * size * 0.22, foot - size * 0.42)], coat, size * 0.08
        )
    canvas.disc(x, foot - size * 0.89, size * 0.14, hair)
    canvas.disc(x, foot - size * 0.855, size * 0.115, skin)


def house(canvas: Canvas, left: float, foot: float, width: float, height: float, wall: str, roof: str) -> None:
    """A small house with a pitched roof, a door and two windows."""
    top = foot - height
    canvas.box(left, top, left + width, foot, wall)
    canvas.shape([(left - width * 0.08, top + 4), (left + width / 2, top - width * 0.42), (left + width * 1.08, top + 4)], roof)
    canvas.box(left + width * 0.42, foot - height * 0.5, left + width * 0.62, foot, WOOD_2, 6)
    for x in (0.12, 0.74):
        canvas.box(left + width * x, top + height * 0.2, left + width * (x + 0.16), top + height * 0.46, PALE, 4)


def block(canvas: Canvas, left: float, foot: float, width: float, height: float, wall: str, lit: str, every: int = 2) -> None:
    """A tall building with rows of windows, every so many of them lit."""
    canvas.box(left, foot - height, left + width, foot, wall, 6)
    columns, rows = max(2, int(width // 34)), max(2, int(height // 44))
    for row in range(rows):
        for column in range(columns):
            if (row * 3 + column * 5) % every == 0:
                x = left + (column + 0.5) * width / columns
                y = foot - height + (row + 0.6) * height / rows
                canvas.box(x - 7, y - 10, x + 7, y + 8, lit, 2)


def lamp(canvas: Canvas, x: float, foot: float, height: float, light: str = SUN_2) -> None:
    """A street lamp with its light."""
    canvas.stroke([(x, foot), (x, foot - height), (x + height * 0.12, foot - height)], DEEP, height * 0.026)
    canvas.oval(x + height * 0.14, foot - height * 0.97, height * 0.07, height * 0.045, light)


def ripples(canvas: Canvas, top: float, colour: str = PALE, count: int = 9) -> None:
    """Short strokes on water below `top`."""
    width, height = canvas.size
    for n in range(count):
        x = (n * 233.7) % (width - 180) + 30
        y = top + 24 + (n * 71.3) % (height - top - 40)
        canvas.stroke([(x, y), (x + 60 + n % 4 * 26, y)], colour, 4)


def bird(canvas: Canvas, x: float, y: float, size: float, colour: str = DEEP) -> None:
    """A bird far away."""
    canvas.curve([(x - size, y - size * 0.25), (x - size * 0.4, y - size * 0.5), (x, y)], colour, size * 0.14)
    canvas.curve([(x, y), (x + size * 0.4, y - size * 0.5), (x + size, y - size * 0.25)], colour, size * 0.14)


def bicycle(canvas: Canvas, x: float, foot: float, size: float, colour: str = CORAL_2) -> None:
    """A bicycle, going right; x is its middle."""
    r = size * 0.27
    back, front, crank = (x - size * 0.42, foot - r), (x + size * 0.42, foot - r), (x - size * 0.04, foot - r)
    seat, bars = (x - size * 0.16, foot - size * 0.72), (x + size * 0.28, foot - size * 0.74)
    for wheel in (back, front):
        canvas.ring(*wheel, r, DEEP, size * 0.045)
    canvas.stroke([back, crank, seat, back], colour, size * 0.05)
    canvas.stroke([seat, (x + size * 0.28, foot - size * 0.62), crank], colour, size * 0.05)
    canvas.stroke([front, bars], colour, size * 0.05)
    canvas.stroke([(bars[0] - size * 0.08, bars[1] - size * 0.04), bars], DEEP, size * 0.05)
    canvas.stroke([(seat[0] - size * 0.08, seat[1]), (seat[0] + size * 0.08, seat[1])], DEEP, size * 0.06)


def rider(canvas: Canvas, x: float, foot: float, size: float, coat: str, who: int = 0) -> None:
    """Somebody on a bicycle."""
    bicycle(canvas, x, foot, size)
    skin, hair = SKINS[who % len(SKINS)], HAIRS[who * 3 % len(HAIRS)]
    canvas.stroke(
        [(x - size * 0.14, foot - size * 0.76), (x + size * 0.1, foot - size * 0.5), (x, foot - size * 0.27)], DEEP, size * 0.1
    )
    canvas.stroke([(x - size * 0.14, foot - size * 0.8), (x + size * 0.02, foot - size * 1.14)], coat, size * 0.2)
    canvas.stroke([(x + size * 0.02, foot - size * 1.08), (x + size * 0.26, foot - size * 0.8)], coat, size * 0.08)
    canvas.disc(x + size * 0.08, foot - size * 1.32, size * 0.14, hair)
    canvas.disc(x + size * 0.1, foot - size * 1.29, size * 0.115, skin)


def bus(canvas: Canvas, left: float, foot: float, width: float, colour: str = WATER) -> None:
    """A low city bus, its front to the left."""
    height = width * 0.4
    canvas.box(left, foot - height, left + width, foot - width * 0.05, colour, width * 0.05)
    canvas.box(left + width * 0.02, foot - height * 0.86, left + width * 0.98, foot - height * 0.45, PALE, width * 0.02)
    for part in (0.16, 0.36, 0.56, 0.76):
        canvas.box(left + width * part, foot - height * 0.86, left + width * (part + 0.015), foot - height * 0.45, colour)
    for part in (0.2, 0.78):
        canvas.disc(left + width * part, foot - width * 0.05, width * 0.06, DEEP)
        canvas.disc(left + width * part, foot - width * 0.05, width * 0.025, STONE)
    canvas.disc(left + width * 0.03, foot - height * 0.28, width * 0.014, SUN_2)


def bench(canvas: Canvas, left: float, foot: float, width: float) -> None:
    """A wooden bench."""
    for y in (0.32, 0.22):
        canvas.box(left, foot - width * y - width * 0.05, left + width, foot - width * y, WOOD, 4)
    for x in (0.1, 0.86):
        canvas.box(left + width * x, foot - width * 0.22, left + width * (x + 0.04), foot, DEEP)


def wave(points: int, width: float, level: float, height: float, shift: float = 0.0) -> list[Point]:
    """A gentle wave from the left edge to the right, for hills and shores."""
    return [
        (width * n / (points - 1), level - height * math.sin(n * 2.1 + shift) * (0.6 + 0.4 * math.cos(n * 1.3 + shift)))
        for n in range(points)
    ]
