"""Towns: streets by repeated division, and the blocks between them. Pleiku is the largest.

Whatever shares an edge here shares its corners too: each dividing line remembers the points that later lines put on
it (T-junctions), and every polygon along it is given all of them. Bending the plan afterwards opens no gap.
"""

from dataclasses import dataclass, field
from math import cos, pi, sin

from .chance import Chance, Noise
from .plane import between, densified, distance, middle, plan_place, ring_area

CENTRE = (108.00, 13.98)  # Pleiku, rounded to 0.01°
RADIUS = (6200.0, 5200.0)  # metres, east and north
URBAN_RADIUS, FRINGE_RADIUS = 1350.0, 2700.0  # metres: town houses, then gardens, then fields


@dataclass
class Line:
    """A dividing line and every point that lies on it."""

    width: float = 0.0
    name: str = ""
    code: str = ""
    rank: str = "Đường đô thị"
    points: list = field(default_factory=list)

    def along(self, a, b) -> list:
        """The known points from a to b, b left out."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        squared = dx * dx + dy * dy
        if squared == 0:
            return []
        places = {((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared: p for p in self.points}
        return [a] + [places[t] for t in sorted(places) if 1e-9 < t < 1 - 1e-9]


@dataclass
class Piece:
    """A convex polygon, anticlockwise; edges[i] is the line that runs from corners[i] to the next corner."""

    corners: list
    edges: list

    def divided(self, origin, direction, line: Line):
        """The parts to the left and to the right of a line through `origin`; None unless it crosses twice."""
        sides = [direction[0] * (y - origin[1]) - direction[1] * (x - origin[0]) for x, y in self.corners]
        left, right = Piece([], []), Piece([], [])
        crossings = 0
        for i, (a, edge) in enumerate(zip(self.corners, self.edges)):
            j = (i + 1) % len(self.corners)
            (left if sides[i] >= 0 else right).put(a, edge)
            if (sides[i] >= 0) == (sides[j] >= 0):
                continue
            crossings += 1
            p = between(a, self.corners[j], sides[i] / (sides[i] - sides[j]))
            edge.points.append(p)
            line.points.append(p)
            if sides[i] >= 0:
                left.put(p, line)
                right.put(p, edge)
            else:
                right.put(p, line)
                left.put(p, edge)
        return (left, right) if crossings == 2 else None

    def put(self, corner, edge: Line) -> None:
        self.corners.append(corner)
        self.edges.append(edge)

    def outline(self) -> list:
        ring = []
        for a, b, edge in zip(self.corners, self.corners[1:] + self.corners[:1], self.edges):
            ring.extend(edge.along(a, b))
        return ring

    def longest_direction(self):
        a, b = max(zip(self.corners, self.corners[1:] + self.corners[:1]), key=lambda ends: distance(*ends))
        size = distance(a, b)
        return (b[0] - a[0]) / size, (b[1] - a[1]) / size

    def span(self, direction):
        values = [x * direction[0] + y * direction[1] for x, y in self.corners]
        return min(values), max(values)

    @property
    def area(self) -> float:
        return ring_area(self.corners)


class Town:
    """Streets and blocks inside an oval: big blocks cut again and again, finer towards the centre."""

    def __init__(self, name: str, centre, radius, first_lines, block_area, turn: float = 0.0):
        """`first_lines`: (angle in radians, Line) of the main roads through the centre, before chance takes over.
        `block_area`: how large a block may be at a plan point, in m². `turn`: of the oval, in radians."""
        self.name, self.centre, self._radius = name, centre, radius
        self._chance, self._block_area = Chance(name), block_area
        self._numbers: dict[str, int] = {}
        self.streets: list[Line] = []
        self.blocks: list[Piece] = []
        rim = Line()
        corners = []
        for i in range(24):
            x, y = radius[0] * cos(i * pi / 12), radius[1] * sin(i * pi / 12)
            corners.append((centre[0] + x * cos(turn) - y * sin(turn), centre[1] + x * sin(turn) + y * cos(turn)))
        pieces = [Piece(corners, [rim] * 24)]
        for angle, line in first_lines:
            self.streets.append(line)
            cuts = [piece.divided(centre, (cos(angle), sin(angle)), line) or (piece,) for piece in pieces]
            pieces = [part for cut in cuts for part in cut]
        while pieces:
            piece = pieces.pop()
            parts = self._cut(piece)
            if parts:
                pieces.extend(parts)
            else:
                self.blocks.append(piece)

    def _cut(self, piece: Piece):
        """Two parts of a block that is still too large, with a street between them."""
        area, heart = piece.area, middle(piece.corners)
        if area < self._block_area(heart):
            return None
        along = piece.longest_direction()
        across = (-along[1], along[0])
        low, high = piece.span(along)
        low_across, high_across = piece.span(across)
        if high_across - low_across > 1.15 * (high - low):
            along, across, low, high = across, (-along[0], -along[1]), low_across, high_across
        where = low + (high - low) * self._chance.between(0.42, 0.58)
        shift = where - (heart[0] * along[0] + heart[1] * along[1])
        origin = (heart[0] + shift * along[0], heart[1] + shift * along[1])
        turn = self._chance.between(-0.05, 0.05)
        direction = (across[0] * cos(turn) - across[1] * sin(turn), across[0] * sin(turn) + across[1] * cos(turn))
        street = Line(width=_street_width(area))
        self._name(street, direction)
        parts = piece.divided(origin, direction, street)
        if parts:
            self.streets.append(street)
        return parts

    def _name(self, street: Line, direction) -> None:
        """Planners' names: D for streets running north to south, N for east to west."""
        letter = "N" if abs(direction[0]) > abs(direction[1]) else "D"
        number = self._numbers[letter] = self._numbers.get(letter, 0) + 1
        street.code, street.name = f"{letter}{number}", f"Đường {letter}{number} ({self.name})"

    def segments(self):
        """(street, plan line) from junction to junction."""
        for street in self.streets:
            if len(street.points) < 2:
                continue
            ends = max(((p, q) for p in street.points[:4] for q in street.points), key=lambda pair: distance(*pair))
            stops = [*street.along(*ends), ends[1]]
            for a, b in zip(stops, stops[1:]):
                if distance(a, b) > 1:
                    yield street, densified([a, b], 60)

    def gates(self):
        """Where the first, main lines leave the town: (line, plan point)."""
        for street in self.streets:
            if street.rank != "Đường đô thị":
                a, b = max(
                    ((p, q) for p in street.points for q in street.points), key=lambda pair: distance(*pair)
                )
                yield street, a
                yield street, b


def _street_width(area_divided: float) -> float:
    """Metres, kerb to kerb."""
    for smallest, width in ((2e6, 21.0), (3e5, 14.0), (6e4, 10.5), (2e4, 7.5)):
        if area_divided > smallest:
            return width
    return 6.0


class Pleiku(Town):
    def __init__(self):
        self._shape = Noise("Pleiku shape", 900)
        main = [
            (1.42, Line(22.0, "Quốc lộ 14", "QL14", "Quốc lộ")),
            (-0.12, Line(20.0, "Quốc lộ 19", "QL19", "Quốc lộ")),
        ]
        super().__init__("Pleiku", plan_place(*CENTRE), RADIUS, main, self._largest_block)

    def contains(self, point) -> bool:
        x, y = (point[0] - self.centre[0]) / self._radius[0], (point[1] - self.centre[1]) / self._radius[1]
        return x * x + y * y < 1

    def remoteness(self, point) -> float:
        """Metres from the centre, as built-up land feels it: ragged, longer along the main roads."""
        return distance(point, self.centre) * (1 + 0.28 * self._shape.at(*point))

    def _largest_block(self, point) -> float:
        far = self.remoteness(point)
        if far < URBAN_RADIUS:
            return 15000
        if far < FRINGE_RADIUS:
            return 50000
        return 180000 if far < 4200 else 420000
