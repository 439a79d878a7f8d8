"""Our own SVG drawn with Pillow: the shapes of templates/components/, coloured by their classes as on the page.

Read are path, circle, ellipse and g with translate, rotate and scale. Anything else raises, so that a picture never comes out
with a part missing and nobody noticing.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

from common.poster.palette import Colour, paint

SILENT = {"title", "desc"}
TRANSFORM = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
ROUND = tuple((math.cos(math.tau * step / 72), math.sin(math.tau * step / 72)) for step in range(72))
# How much of its four corners each of the pieces of a curve has: enough pieces to look round.
BEZIER = tuple(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in (step / 24 for step in range(1, 25)))

Point = tuple[float, float]


@dataclass(frozen=True)
class Matrix:
    """Where a shape goes: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: "Matrix") -> "Matrix":
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def move(self, point: Point) -> Point:
        """A point of the drawing on the picture."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def size(self) -> float:
        """How many times longer a line becomes."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


@dataclass(frozen=True)
class Outline:
    """A run of straight lines."""

    points: list[Point]
    closed: bool


@dataclass(frozen=True)
class Shape:
    """A shape in its drawing's measure; looks: the class attributes of the elements around it, its own last."""

    looks: tuple[str, ...]
    outlines: list[Outline]
    at: Matrix


class Flattener(BasePen):
    """A fontTools pen that keeps outlines as straight lines."""

    def __init__(self):
        super().__init__(None)
        self.outlines: list[Outline] = []

    def _moveTo(self, point):
        self.outlines.append(Outline([point], False))

    def _lineTo(self, point):
        self.outlines[-1].points.append(point)

    def _curveToOne(self, one, two, end):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self._getCurrentPoint(), one, two, end
        curve = ((p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy) for p, q, r, s in BEZIER)
        self.outlines[-1].points.extend(curve)

    def _closePath(self):
        self.outlines[-1] = Outline(self.outlines[-1].points, True)


def transform(text: str) -> Matrix:
    """The matrix of a transform attribute. Raises ValueError for a step that is not translate, rotate or scale."""
    if TRANSFORM.sub("", text).strip():
        raise ValueError(f"a drawing is moved by {text!r}, which cannot be done here")
    matrix = Matrix()
    for verb, numbers in TRANSFORM.findall(text):
        first, *more = (float(number) for number in NUMBER.findall(numbers))
        if verb == "translate":
            matrix @= Matrix(e=first, f=more[0] if more else 0.0)
        elif verb == "scale":
            matrix @= Matrix(a=first, d=more[0] if more else first)
        else:
            cos, sin = math.cos(math.radians(first)), math.sin(math.radians(first))
            x, y = more or (0.0, 0.0)
            matrix @= Matrix(e=x, f=y) @ Matrix(cos, sin, -sin, cos) @ Matrix(e=-x, f=-y)
    return matrix


def outlines_of(element: ElementTree.Element, kind: str) -> list[Outline]:
    """The outlines of a path, circle or ellipse. Raises ValueError for other elements."""
    if kind == "path":
        pen = Flattener()
        parse_path(element.attrib["d"], pen)
        return pen.outlines
    if kind in ("circle", "ellipse"):
        x, y = (float(element.get(name, 0)) for name in ("cx", "cy"))
        rx, ry = (float(element.get(name) or element.attrib["r"]) for name in ("rx", "ry"))
        return [Outline([(x + rx * cos, y + ry * sin) for cos, sin in ROUND], True)]
    raise ValueError(f"a drawing holds <{kind}>, which cannot be drawn here")


def shapes(element: ElementTree.Element, at: Matrix, looks: tuple[str, ...]) -> Iterator[Shape]:
    """The shapes of an element and of everything in it, from the lowest to the topmost."""
    kind = element.tag.rpartition("}")[2]
    if kind in SILENT:
        return
    looks = (*looks, element.get("class", ""))
    at @= transform(element.get("transform", ""))
    if kind in ("svg", "g"):
        for child in element:
            yield from shapes(child, at, looks)
    else:
        yield Shape(looks, outlines_of(element, kind), at)


@lru_cache(maxsize=64)
def read(svg: str, look: str = "") -> tuple[Shape, ...]:
    """The shapes of a drawing inside an element of the class `look`. Only our own drawings come here, nothing anybody sent."""
    return tuple(shapes(ElementTree.fromstring(svg), Matrix(), (look,)))  # noqa: S314


def draw(picture: Image.Image, svg: str, at: Matrix, look: str = "") -> None:
    """Put a drawing of ours onto an RGB picture.

    at: from the drawing's measure to the picture's. look: the class it stands in, which may give it another colour.
    """
    for shape in read(svg, look):
        how, where = paint(shape.looks), at @ shape.at
        width = how.width * where.size
        if how.fill:
            put(picture, how.fill, shape.outlines, where, 0, lambda brush, outlines, ink: fill(brush, outlines, ink))
        if how.line:
            put(
                picture,
                how.line,
                shape.outlines,
                where,
                width,
                lambda brush, outlines, ink, w=width: trace(brush, outlines, w, ink),
            )


def put(picture: Image.Image, colour: Colour, outlines: list[Outline], at: Matrix, rim: float, stroke: Callable) -> None:
    """Let `stroke(brush, outlines, ink)` draw in a colour, the outlines moved to where they belong.

    What can be seen through is drawn on a veil of its own first, as large as the shape and its rim.
    """
    *opaque, opacity = colour
    if opacity == 1:
        stroke(ImageDraw.Draw(picture), moved(outlines, at), tuple(opaque))
        return
    spots = [at.move(point) for outline in outlines for point in outline.points]
    left, top = (max(0, math.floor(min(spot[axis] for spot in spots) - rim)) for axis in (0, 1))
    right, foot = (min(edge, math.ceil(max(spot[axis] for spot in spots) + rim)) for axis, edge in enumerate(picture.size))
    if right > left and foot > top:
        veil = Image.new("L", (right - left, foot - top))
        stroke(ImageDraw.Draw(veil), moved(outlines, Matrix(e=-left, f=-top) @ at), round(255 * opacity))
        picture.paste(tuple(opaque), (left, top, right, foot), veil)


def moved(outlines: list[Outline], at: Matrix) -> list[Outline]:
    """Outlines in another measure."""
    return [Outline([at.move(point) for point in outline.points], outline.closed) for outline in outlines]


def fill(brush: ImageDraw.ImageDraw, outlines: list[Outline], ink) -> None:
    """The inside of outlines."""
    for outline in outlines:
        if len(outline.points) > 2:
            brush.polygon(outline.points, fill=ink)


def trace(brush: ImageDraw.ImageDraw, outlines: list[Outline], width: float, ink) -> None:
    """Lines with round ends and corners: a band along each piece, a disc at each bend."""
    r = width / 2
    for outline in outlines:
        run = [*outline.points, outline.points[0]] if outline.closed else outline.points
        for (x, y), (to_x, to_y) in pairwise(run):
            if length := math.hypot(to_x - x, to_y - y):
                aside, down = r * (y - to_y) / length, r * (to_x - x) / length
                band = [(x + aside, y + down), (to_x + aside, to_y + down), (to_x - aside, to_y - down), (x - aside, y - down)]
                brush.polygon(band, fill=ink)
        for x, y in run:
            brush.polygon([(x + r * cos, y + r * sin) for cos, sin in ROUND[::3]], fill=ink)
