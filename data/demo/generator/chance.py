"""Chance that is the same on every run: a seeded generator of numbers, and smooth noise over the plane."""

from math import floor

_MASK = (1 << 64) - 1


def _mixed(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


class Chance:
    """SplitMix64 (Steele, Lea, Flood 2014). Not Python's own generator: its helpers may change between versions."""

    def __init__(self, name: str):
        self._state = 0xCBF29CE484222325
        for byte in name.encode("utf-8"):  # FNV-1a, so that every layer has its own stream
            self._state = ((self._state ^ byte) * 0x100000001B3) & _MASK

    def unit(self) -> float:
        """A number in 0 ≤ u < 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        return _mixed(self._state) / 2.0**64

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, choices):
        return choices[int(self.unit() * len(choices))]

    def weighted(self, choices):
        """One of [(value, weight), …]."""
        rest = self.unit() * sum(weight for _, weight in choices)
        for value, weight in choices:
            rest -= weight
            if rest < 0:
                return value
        return choices[-1][0]

    def shuffled(self, values) -> list:
        """Fisher–Yates."""
        result = list(values)
        for last in range(len(result) - 1, 0, -1):
            other = self.whole(0, last)
            result[last], result[other] = result[other], result[last]
        return result


class Noise:
    """Value noise: a random number at each corner of a square lattice, smoothly blended between, in −1…1."""

    def __init__(self, name: str, cell_in_metres: float):
        self._cell = cell_in_metres
        self._seed = int(Chance(name).unit() * 2**52)
        self._squares: dict[tuple[int, int], tuple[float, float, float, float]] = {}

    def at(self, x: float, y: float) -> float:
        column, row = x / self._cell, y / self._cell
        left, bottom = floor(column), floor(row)
        u, v = column - left, row - bottom
        u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
        square = self._squares.get((left, bottom)) or self._new_square(left, bottom)
        low = square[0] + (square[1] - square[0]) * u
        high = square[2] + (square[3] - square[2]) * u
        return low + (high - low) * v

    def _new_square(self, left: int, bottom: int):
        """The values at the corners: south-west, south-east, north-west, north-east."""
        corners = ((left, bottom), (left + 1, bottom), (left, bottom + 1), (left + 1, bottom + 1))
        square = self._squares[left, bottom] = tuple(self._corner(*corner) for corner in corners)
        return square

    def _corner(self, column: int, row: int) -> float:
        hashed = _mixed((self._seed + column * 0x9E3779B97F4A7C15 + row * 0xC2B2AE3D27D4EB4F) & _MASK)
        return hashed / 2.0**63 - 1
