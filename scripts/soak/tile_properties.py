"""What the features of a vector tile say (MVT 2.1, 4), without their geometries: enough to judge a tile of the soak."""
from __future__ import annotations

import struct
from typing import Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        kind = key & 7
        if kind == VARINT:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        if kind == BYTES:
            length, place = _varint(data, place)
        else:
            length = {FIXED64: 8, FIXED32: 4}[kind]
        if place + length > len(data):
            raise ValueError("the tile ends within a field")
        yield key >> 3, data[place:place + length]
        place += length


def _value(data: bytes) -> str | int | float | bool:
    for field, value in _fields(data):
        if isinstance(value, bytes):
            return value.decode() if field == 1 else struct.unpack("<f" if field == 2 else "<d", value)[0]
        if field == 6:  # zigzag
            return value >> 1 ^ -(value & 1)
        return bool(value) if field == 7 else value
    raise ValueError("a value without anything")


def properties(tile: bytes) -> list[dict[str, str | int | float | bool]]:
    """Of all features of all layers. Raises ValueError or IndexError for what is no tile."""
    found = []
    for field, layer in _fields(tile):
        if field != 3 or not isinstance(layer, bytes):
            continue
        parts = list(_fields(layer))
        keys = [value.decode() for number, value in parts if number == 3]
        values = [_value(value) for number, value in parts if number == 4]
        for number, feature in parts:
            if number != 2:
                continue
            tags = next((value for number, value in _fields(feature) if number == 2), b"")
            numbers, place = [], 0
            while place < len(tags):
                value, place = _varint(tags, place)
                numbers.append(value)
            found.append({keys[k]: values[v] for k, v in zip(numbers[::2], numbers[1::2])})
    return found
