"""PNG files (ISO 15948) read and compared, with the standard library alone."""
from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

CHANNELS = {2: 3, 3: 1, 6: 4}


class Picture(NamedTuple):
    width: int
    height: int
    """Red, green, blue of each pixel, over white."""
    pixels: bytes


def read(data: bytes) -> Picture:
    place, packed, palette, opacities = 8, b"", b"", b""
    width = height = colour_type = 0
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + length]
        place += 12 + length
        if kind == b"IHDR":
            width, height, _, colour_type = struct.unpack(">IIBB", content[:10])
        elif kind == b"IDAT":
            packed += content
        elif kind == b"PLTE":
            palette = content
        elif kind == b"tRNS":
            opacities = content
    rows = _unfiltered(zlib.decompress(packed), width, height, CHANNELS[colour_type])
    if colour_type == 2:
        return Picture(width, height, bytes(rows))
    if colour_type == 3:
        colours = [palette[entry : entry + 3] for entry in range(0, len(palette), 3)]
        for entry, opacity in enumerate(opacities):
            colours[entry] = _over_white(colours[entry], opacity)
        return Picture(width, height, b"".join(colours[entry] for entry in rows))
    return Picture(
        width, height,
        b"".join(_over_white(rows[start : start + 3], rows[start + 3]) for start in range(0, len(rows), 4)))


def _over_white(colour: bytes, opacity: int) -> bytes:
    if opacity == 255:
        return bytes(colour)
    return bytes((part * opacity + 255 * (255 - opacity) + 127) // 255 for part in colour)


def _unfiltered(raw: bytes, width: int, height: int, channels: int) -> bytearray:
    stride = width * channels
    above, rows = bytearray(stride), bytearray()
    for start in range(0, height * (stride + 1), stride + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for place in range(stride if kind else 0):
            left = row[place - channels] if place >= channels else 0
            corner = above[place - channels] if place >= channels else 0
            row[place] = (row[place] + _predicted(kind, left, above[place], corner)) & 255
        rows += row
        above = row
    return rows


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return above
    if kind == 3:
        return (left + above) // 2
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))[2]


class Difference(NamedTuple):
    """Of 255; a pixel counts with the channel that differs most."""

    mean: float
    """What one pixel in a hundred exceeds."""
    percentile99: int
    """The part of pixels whose difference anybody sees."""
    visible: float


VISIBLE = 48


def compare(one: Picture, other: Picture) -> Difference:
    if (one.width, one.height) != (other.width, other.height):
        raise SystemExit(f"golden: {one.width} × {one.height} pixels against {other.width} × {other.height}")
    counts = [0] * 256
    for start in range(0, len(one.pixels), 3):
        a, b = one.pixels[start : start + 3], other.pixels[start : start + 3]
        counts[0 if a == b else max(abs(a[0] - b[0]), abs(a[1] - b[1]), abs(a[2] - b[2]))] += 1
    total = sum(counts)
    rest, percentile = total // 100, 255
    while percentile > 0 and counts[percentile] <= rest:
        rest -= counts[percentile]
        percentile -= 1
    return Difference(
        sum(value * count for value, count in enumerate(counts)) / total, percentile,
        sum(counts[VISIBLE:]) / total)


CELL = 4


class Box(NamedTuple):
    """Cells, the last ones included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)

    def overlap(self, other: Box) -> float:
        """What both cover, as a part of what either covers."""
        width = min(self.right, other.right) - max(self.left, other.left) + 1
        height = min(self.bottom, other.bottom) - max(self.top, other.top) + 1
        shared = max(width, 0) * max(height, 0)
        return shared / (self.area + other.area - shared)


def boxes(picture: Picture) -> list[Box]:
    """Boxes around what is drawn on white: labels, and icons with their labels."""
    columns = picture.width // CELL
    inked: set[tuple[int, int]] = set()
    for start in range(0, len(picture.pixels), 3):
        if min(picture.pixels[start : start + 3]) < 255 - VISIBLE:
            row, column = divmod(start // 3, picture.width)
            inked.add((column // CELL, row // CELL))
    found: list[Box] = []
    while inked:
        rest = [inked.pop()]
        box = Box(columns, columns, 0, 0)
        while rest:
            x, y = rest.pop()
            box = Box(min(box.left, x), min(box.top, y), max(box.right, x), max(box.bottom, y))
            for near in [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]:
                if near in inked:
                    inked.remove(near)
                    rest.append(near)
        found.append(box)
    return found


class Labels(NamedTuple):
    """How many the server draws, how many MapLibre draws, and how many of them at the same place."""

    server: int
    maplibre: int
    shared: int

    @property
    def part(self) -> float:
        total = self.server + self.maplibre
        return 2 * self.shared / total if total else 1.0


def compare_labels(one: Picture, other: Picture) -> Labels:
    ours, theirs = boxes(one), boxes(other)
    rest, shared = list(theirs), 0
    for box in ours:
        best = max(rest, key=box.overlap, default=None)
        if best and box.overlap(best) >= 0.5:
            rest.remove(best)
            shared += 1
    return Labels(len(ours), len(theirs), shared)
