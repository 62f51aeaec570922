"""Vector tiles read by another decoder: protocol buffers by mapbox-vector-tile, geometry strictly by MVT 2.1.

Coordinates are tile units, x east, y SOUTH, 4096 a side. Section numbers are those of the specification.
"""
from __future__ import annotations

import dataclasses
import enum
import math
from typing import Any, Iterable, Iterator

from google.protobuf.message import DecodeError
from mapbox_vector_tile.Mapbox import vector_tile_pb2

MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7
Position = tuple[int, int]
Part = list[Position]
Value = bool | int | float | str


class Kind(enum.IntEnum):
    POINT = 1
    LINE = 2
    POLYGON = 3


@dataclasses.dataclass
class Feature:
    """`parts` are points of one position each, lines, or rings without their closing position."""

    id: int | None
    kind: Kind
    properties: dict[str, Value]
    parts: list[Part]

    @property
    def vertices(self) -> int:
        return sum(len(part) for part in self.parts)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """West, north, east, south."""
        xs = [x for part in self.parts for x, _ in part]
        ys = [y for part in self.parts for _, y in part]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def area(self) -> float:
        """Exterior rings less holes."""
        return sum(map(signed_area, self.parts)) if self.kind is Kind.POLYGON else 0

    @property
    def length(self) -> float:
        """Of lines, or of all rings."""
        return sum(map(math.dist, *zip(*self.segments()))) if self.kind is not Kind.POINT else 0

    def segments(self) -> Iterator[tuple[Position, Position]]:
        for part in self.parts:
            yield from zip(part, part[1:])
            if self.kind is Kind.POLYGON:
                yield part[-1], part[0]


@dataclasses.dataclass
class Layer:
    name: str
    extent: int
    features: list[Feature]


def signed_area(ring: Part) -> float:
    """The surveyor's formula; positive for an exterior ring, as y goes south (4.3.4.4)."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1])) / 2


class GeometryFault(Exception):
    """A geometry that breaks a rule of section 4.3."""


def zigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def commands(geometry: Iterable[int]) -> Iterator[tuple[int, list[Position]]]:
    """Commands with the absolute positions they lead to (4.3.1, 4.3.2)."""
    numbers = list(geometry)
    at = x = y = 0
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command not in (MOVE_TO, LINE_TO, CLOSE_PATH):
            raise GeometryFault(f"command {command} is unknown (4.3.3)")
        if count == 0:
            raise GeometryFault("a command with count 0 (4.3.3)")
        if command == CLOSE_PATH:
            if count != 1:
                raise GeometryFault(f"ClosePath with count {count} (4.3.3.3)")
            yield command, []
            continue
        if at + 2 * count > len(numbers):
            raise GeometryFault("parameters are missing at the end (4.3.1)")
        positions: list[Position] = []
        for _ in range(count):
            x, y = x + zigzag(numbers[at]), y + zigzag(numbers[at + 1])
            positions.append((x, y))
            at += 2
        yield command, positions


def parts_of(kind: Kind, geometry: Iterable[int]) -> list[Part]:
    """The parts of a geometry. Raises GeometryFault when the commands are not in the order that section 4.3.4 wants."""
    parts: list[Part] = []
    is_open = False  # a line or ring has begun and may go on
    for command, positions in commands(geometry):
        if kind is Kind.POINT:
            if command != MOVE_TO or parts:
                raise GeometryFault("points are more than one MoveTo (4.3.4.2)")
            parts = [[position] for position in positions]
        elif command == MOVE_TO:
            if len(positions) != 1:
                raise GeometryFault(f"MoveTo with count {len(positions)} (4.3.4.3, 4.3.4.4)")
            if is_open and (kind is Kind.POLYGON or len(parts[-1]) < 2):
                raise GeometryFault("a part without its end (4.3.4.3, 4.3.4.4)")
            parts.append(positions)
            is_open = True
        elif command == LINE_TO:
            if not is_open or len(parts[-1]) > 1:
                raise GeometryFault("LineTo without a MoveTo (4.3.4.3, 4.3.4.4)")
            if any(a == b for a, b in zip(parts[-1] + positions, positions)):
                raise GeometryFault("a LineTo that does not move (4.3.3.2)")
            parts[-1].extend(positions)
        else:
            if kind is not Kind.POLYGON or not is_open or len(parts[-1]) < 3:
                raise GeometryFault("ClosePath of what is no ring of three or more (4.3.4.4)")
            is_open = False
    if not parts:
        raise GeometryFault("an empty geometry (4.2)")
    if is_open and (kind is Kind.POLYGON or len(parts[-1]) < 2):
        raise GeometryFault("a part without its end (4.3.4.3, 4.3.4.4)")
    return parts


def value_of(message: Any) -> Value:
    """The one field of a `Value` message (4.4)."""
    fields = message.ListFields()
    if len(fields) != 1:
        raise ValueError(f"a value with {len(fields)} fields (4.4)")
    value: Value = fields[0][1]
    return value


def parse(tile: bytes) -> Any:
    """The message of a tile, layers and features as they are written."""
    message = vector_tile_pb2.tile()
    try:
        message.ParseFromString(tile)
    except DecodeError as error:
        raise ValueError(f"no protocol buffer: {error}") from error
    return message


def decode(tile: bytes) -> list[Layer]:
    """All layers. Raises ValueError or GeometryFault for what cannot be read."""
    layers: list[Layer] = []
    for layer in parse(tile).layers:
        values = [value_of(value) for value in layer.values]
        features = [
            Feature(
                id=feature.id if feature.HasField("id") else None,
                kind=Kind(feature.type),
                properties={layer.keys[key]: values[value]
                            for key, value in zip(feature.tags[::2], feature.tags[1::2])},
                parts=parts_of(Kind(feature.type), feature.geometry))
            for feature in layer.features]
        layers.append(Layer(layer.name, layer.extent, features))
    return layers
