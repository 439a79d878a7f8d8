"""Rounds the corners of letters, which makes a friendly heavy face with soft ends out of a plain one.

The letters of a variable font are made of strokes that lie over each other. A corner that another stroke covers stays sharp;
rounded, it would show as a notch where the two meet.
"""

import math
from typing import NamedTuple

from fontTools.pens.basePen import AbstractPen, decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

Point = tuple[float, float]
# A turn of fewer degrees is part of a curve and no corner.
SMALLEST_TURN = 25
# What is left of an edge between two rounds is not worth two points when it is no longer than this.
SMALLEST_EDGE = 1
# How far along its edges, and how far into the stroke, we look whether something covers a corner; in units of the font.
AHEAD, INSIDE = 4, 6
# How near to an edge a point is said to lie on it.
BESIDE = 6


class Edge(NamedTuple):
    """A straight line, or a quadratic curve when it has a control point."""

    start: Point
    control: Point | None
    end: Point

    @property
    def leaving(self) -> Point:
        """The direction at its start, one unit long."""
        return direction(self.start, self.control or self.end)

    @property
    def arriving(self) -> Point:
        """The direction at its end, one unit long."""
        return direction(self.control or self.start, self.end)

    @property
    def length(self) -> float:
        """How long it is, nearly."""
        straight = math.dist(self.start, self.end)
        if self.control is None:
            return straight
        return (math.dist(self.start, self.control) + math.dist(self.control, self.end) + straight) / 2

    def between(self, begin: float, finish: float) -> "Edge":
        """The part of it from `begin` to `finish`, of which 0 is its start and 1 its end."""
        if self.control is None:
            return Edge(along(self.start, self.end, begin), None, along(self.start, self.end, finish))
        lower, upper = along(self.start, self.control, begin), along(self.control, self.end, begin)
        control = along(lower, upper, finish)
        return Edge(along(lower, upper, begin), control, self.at(finish))

    def at(self, share: float) -> Point:
        """The point that far along a curve."""
        return along(along(self.start, self.control, share), along(self.control, self.end, share), share)


Contour = list[Edge]


def direction(start: Point, end: Point) -> Point:
    """The way from one point to another, one unit long."""
    length = math.dist(start, end) or 1
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def along(start: Point, end: Point, share: float) -> Point:
    """The point that share of the way from one point to another."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def rounded(glyphs, name: str, radius: float, scale: float) -> Glyph:
    """The letter `name` of a glyph set with its corners rounded.

    radius: how much of an edge gives way to the round, in units of the font; never more than half of the edge.
    scale: how large the result is drawn.
    """
    contours = contours_of(glyphs, name)
    outlines = [polygon(contour) for contour in contours]
    pen = TTGlyphPen(None)
    scaled = TransformPen(pen, (scale, 0, 0, scale, 0, 0))
    for number, contour in enumerate(contours):
        draw(soften(contour, outlines[:number] + outlines[number + 1 :], radius), scaled)
    return pen.glyph(dropImpliedOnCurves=True)


def contours_of(glyphs, name: str) -> list[Contour]:
    """The outlines of a letter, edge by edge."""
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    contours: list[Contour] = []
    edges: Contour = []
    for kind, points in pen.value:
        if kind == "moveTo":
            edges, here = [], points[0]
        elif kind == "lineTo":
            edges.append(Edge(here, None, points[0]))
            here = points[0]
        elif kind == "qCurveTo":
            if points[-1] is None:  # a closed curve without a point of its own begins between two control points
                here = along(points[-2], points[0], 0.5)
                points = (*points[:-1], here)
            for control, end in decomposeQuadraticSegment(points):
                edges.append(Edge(here, control, end))
                here = end
        else:
            if edges and here != edges[0].start:
                edges.append(Edge(here, None, edges[0].start))
            contours.append([edge for edge in edges if edge.start != edge.end])
    return [contour for contour in contours if len(contour) > 1]


def soften(contour: Contour, others: list[list[Point]], radius: float) -> Contour:
    """The contour with a curve in place of each outer corner that none of the other outlines covers."""
    room = [
        room_beside(before, after, others, radius) if is_outer_corner(before, after, others) else 0.0
        for before, after in zip([contour[-1], *contour], contour, strict=False)
    ]
    softened: Contour = []
    before = contour[-1].between(0, 1 - room[0] / contour[-1].length).end
    for edge, at_start, at_end in zip(contour, room, [*room[1:], room[0]], strict=True):
        left = edge.between(at_start / edge.length, 1 - at_end / edge.length)
        if at_start:
            softened.append(Edge(before, edge.start, left.start))
        before = left.end
        if math.dist(left.start, left.end) > SMALLEST_EDGE:
            softened.append(left)
    return softened


def is_outer_corner(before: Edge, after: Edge, others: list[list[Point]]) -> bool:
    """Whether the letter ends in a point here: the outline turns right, around its ink, and nothing lies over it."""
    come, go = before.arriving, after.leaving
    turn = math.degrees(math.atan2(come[0] * go[1] - come[1] * go[0], come[0] * go[0] + come[1] * go[1]))
    if turn > -SMALLEST_TURN:
        return False
    x, y = after.start
    # Ink lies to the right of an outline.
    ahead = x + come[0] * AHEAD + come[1] * INSIDE, y + come[1] * AHEAD - come[0] * INSIDE
    back = x - go[0] * AHEAD + go[1] * INSIDE, y - go[1] * AHEAD - go[0] * INSIDE
    return not covered(ahead, others) and not covered(back, others)


def room_beside(before: Edge, after: Edge, others: list[list[Point]], radius: float) -> float:
    """How much of the two edges at a corner may go: at most half of each, and nothing beyond the end of a stroke beside them."""
    x, y = after.start
    room = min(radius, before.length / 2, after.length / 2)
    back = -before.arriving[0], -before.arriving[1]
    for outline in others:
        for px, py in outline:
            if abs(px - x) > radius or abs(py - y) > radius:
                continue
            for dx, dy in (back, after.leaving):
                away, aside = (px - x) * dx + (py - y) * dy, (px - x) * dy - (py - y) * dx
                if away > 0 and abs(aside) <= BESIDE:
                    room = min(room, max(0.0, away - AHEAD))
    return room


def covered(point: Point, outlines: list[list[Point]]) -> bool:
    """Whether a point lies in the ink of some outlines (nonzero winding)."""
    x, y = point
    winding = 0
    for outline in outlines:
        x1, y1 = outline[-1]
        for x2, y2 in outline:
            if (y1 <= y) != (y2 <= y) and (x1 + (y - y1) * (x2 - x1) / (y2 - y1)) > x:
                winding += 1 if y2 > y1 else -1
            x1, y1 = x2, y2
    return winding != 0


def polygon(contour: Contour) -> list[Point]:
    """The contour as straight pieces."""
    points: list[Point] = []
    for edge in contour:
        points.append(edge.start)
        if edge.control is not None:
            points += [edge.at(share) for share in (0.25, 0.5, 0.75)]
    return points


def draw(contour: Contour, pen: AbstractPen) -> None:
    """Hand a contour to a pen."""
    pen.moveTo(contour[0].start)
    for edge in contour:
        if edge.control is None:
            pen.lineTo(edge.end)
        else:
            pen.qCurveTo(edge.control, edge.end)
    pen.closePath()
