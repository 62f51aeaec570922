"""Shapes in the plane, in metres.

Everything is first laid out on a *plan* and then bent by one smooth map, `to_world`. Straight lines become rivers and
country roads, and what touches or does not overlap on the plan does the same in the world, because the bending never
folds (its slope stays below 1). Real places keep their coordinates: `to_plan` finds where they lie on the plan.
"""

from math import ceil, hypot

from . import vn2000
from .chance import Noise


class Bend:
    """Moves points by smooth noise. Octaves are (cell in metres, reach in metres)."""

    def __init__(self, name: str, octaves):
        self._octaves = [
            (Noise(f"{name} x {cell}", cell), Noise(f"{name} y {cell}", cell), reach) for cell, reach in octaves
        ]

    def __call__(self, point):
        x, y = point
        east = sum(reach * noise.at(x, y) for noise, _, reach in self._octaves)
        north = sum(reach * noise.at(x, y) for _, noise, reach in self._octaves)
        return x + east, y + north


to_world = Bend("world", [(9000, 650), (3000, 170), (1000, 18)])  # slope ≤ 3 · Σ reach/cell = 0.44


def to_plan(point):
    """The plan point that `to_world` brings to this one: fixed-point iteration, converging as slope < 1."""
    x, y = point
    for _ in range(40):
        east, north = to_world((x, y))
        x, y = x + point[0] - east, y + point[1] - north
    return x, y


def plan_place(longitude: float, latitude: float):
    return to_plan(vn2000.projected(longitude, latitude))


def distance(a, b) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def between(a, b, t: float):
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def length(line) -> float:
    return sum(distance(a, b) for a, b in zip(line, line[1:]))


def ring_area(ring) -> float:
    """Positive when anticlockwise. Taken about the first point: coordinates of 10⁶ m would cost digits."""
    x0, y0 = ring[0]
    return 0.5 * sum(
        (ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1])
    )


def middle(ring):
    """The mean of the corners; inside, if the ring is convex."""
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def clockwise(ring) -> list:
    return ring if ring_area(ring) < 0 else ring[::-1]


def anticlockwise(ring) -> list:
    return ring if ring_area(ring) > 0 else ring[::-1]


def densified(line, step_in_metres: float) -> list:
    """The same line with corners no further apart than the step."""
    result = [line[0]]
    for a, b in zip(line, line[1:]):
        count = max(1, ceil(distance(a, b) / step_in_metres))
        result.extend(between(a, b, i / count) for i in range(1, count + 1))
    return result


def smooth_curve(points, step_in_metres: float) -> list:
    """A Catmull–Rom spline through the points."""
    ends = [points[0], *points, points[-1]]
    curve = [points[0]]
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:]):
        count = max(1, ceil(distance(p1, p2) / step_in_metres))
        for i in range(1, count + 1):
            t = i / count
            curve.append(tuple(_catmull_rom(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3)))
    return curve


def _catmull_rom(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def inset(polygon, margins) -> list:
    """A convex anticlockwise polygon with each edge moved inwards by its own margin. Empty if nothing is left."""
    result = polygon
    for (a, b), margin in zip(zip(polygon, polygon[1:] + polygon[:1]), margins):
        size = distance(a, b)
        if size > 0:
            result = _left_of(result, a, ((b[0] - a[0]) / size, (b[1] - a[1]) / size), margin)
    return result


def _left_of(polygon, origin, direction, margin: float) -> list:
    """The part at least `margin` to the left of a directed line (Sutherland, Hodgman 1974)."""

    def side(p):
        return direction[0] * (p[1] - origin[1]) - direction[1] * (p[0] - origin[0]) - margin

    result = []
    for a, b in zip(polygon, polygon[1:] + polygon[:1]):
        at_a, at_b = side(a), side(b)
        if at_a >= 0:
            result.append(a)
        if (at_a > 0 > at_b) or (at_a < 0 < at_b):
            result.append(between(a, b, at_a / (at_a - at_b)))
    return result


def halves(polygon, origin, direction, gap: float) -> list:
    """Both sides of a line, a gap apart."""
    back = (-direction[0], -direction[1])
    return [_left_of(polygon, origin, direction, gap / 2), _left_of(polygon, origin, back, gap / 2)]
