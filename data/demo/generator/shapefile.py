"""Writes shapefiles (ESRI, "Shapefile Technical Description", July 1998), byte for byte the same on each run."""

import struct
from pathlib import Path

from . import tcvn3, vn2000

POINT, LINE, POLYGON = 1, 3, 5  # shape types
HEADER_DATE = (2025, 7, 1)  # of the .dbf: fixed, or each run would differ


def text(name: str, width: int):
    return name, "C", width, 0


def whole(name: str, width: int):
    return name, "N", width, 0


def decimal(name: str, width: int, decimals: int):
    return name, "N", width, decimals


def date(name: str):
    """A field of dates, given as 'YYYYMMDD'."""
    return name, "D", 8, 0


class Layer:
    """A layer on its way to disk: fields, then records in the order they are added.

    Geometry: a point is (x, y); a line is a list of points; a polygon is a list of rings, each a list of points not
    repeating the first, where outer rings run clockwise and holes anticlockwise. Metres in EPSG:9218, kept to 1 mm.
    """

    def __init__(self, name: str, shape_type: int, fields: list, encoding: str = "utf-8", with_prj: bool = True):
        self.name, self.shape_type, self.fields = name, shape_type, fields
        self.encoding, self.with_prj = encoding, with_prj
        self.geometries: list = []
        self.records: list[tuple] = []

    def add(self, geometry, *values) -> None:
        if len(values) != len(self.fields):
            raise ValueError(f"{self.name}: {len(values)} values for {len(self.fields)} fields")
        self.geometries.append(geometry)
        self.records.append(values)

    def write(self, folder: Path) -> None:
        self._write_shapes(folder)
        self._write_table(folder / f"{self.name}.dbf")
        if self.with_prj:
            (folder / f"{self.name}.prj").write_text(vn2000.PRJ, encoding="ascii")
        if self.encoding == "utf-8":
            (folder / f"{self.name}.cpg").write_text("UTF-8", encoding="ascii")

    def _write_shapes(self, folder: Path) -> None:
        contents = [self._content(geometry) for geometry in self.geometries]
        boxes = [box for _, box in contents]
        extent = (
            min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes),
        )  # fmt: skip
        main, index = bytearray(), bytearray()
        for number, (content, _) in enumerate(contents, start=1):
            words = struct.pack(">2i", 50 + len(main) // 2, len(content) // 2)  # 16-bit words, header included
            index += words
            main += struct.pack(">2i", number, len(content) // 2) + content
        for suffix, body in (("shp", main), ("shx", index)):
            header = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(body) // 2)
            header += struct.pack("<2i8d", 1000, self.shape_type, *extent, 0, 0, 0, 0)
            (folder / f"{self.name}.{suffix}").write_bytes(header + body)

    def _content(self, geometry):
        """The record's bytes and its box."""
        if self.shape_type == POINT:
            x, y = to_millimetre(geometry)
            return struct.pack("<i2d", POINT, x, y), (x, y, x, y)
        if self.shape_type == LINE:
            parts = [[to_millimetre(point) for point in geometry]]
        else:
            parts = [[to_millimetre(point) for point in ring] for ring in geometry]
            parts = [ring + ring[:1] for ring in parts]
        numbers = [value for part in parts for point in part for value in point]
        xs, ys = numbers[0::2], numbers[1::2]
        box = (min(xs), min(ys), max(xs), max(ys))
        starts, count = [], 0
        for part in parts:
            starts.append(count)
            count += len(part)
        content = struct.pack("<i4d2i", self.shape_type, *box, len(parts), count)
        content += struct.pack(f"<{len(starts)}i", *starts) + struct.pack(f"<{len(numbers)}d", *numbers)
        return content, box

    def _write_table(self, path: Path) -> None:
        year, month, day = HEADER_DATE
        record_length = 1 + sum(width for _, _, width, _ in self.fields)
        language = 0x57 if self.encoding == "tcvn3" else 0  # 0x57 "ANSI", as old Vietnamese files say; 0 with a .cpg
        body = bytearray(
            struct.pack(
                "<4BIHH17xB2x", 3, year - 1900, month, day,
                len(self.records), 33 + 32 * len(self.fields), record_length, language,
            )
        )  # fmt: skip
        for name, kind, width, decimals in self.fields:
            body += struct.pack("<11sc4xBB14x", name.encode("ascii"), kind.encode("ascii"), width, decimals)
        body += b"\r"
        for record in self.records:
            body += b" "
            for field, value in zip(self.fields, record):
                body += self._cell(field, value)
        path.write_bytes(body + b"\x1a")

    def _cell(self, field, value) -> bytes:
        name, kind, width, decimals = field
        if value is None:
            return b" " * width
        if kind == "N":
            cell = f"{value:.{decimals}f}".rjust(width).encode("ascii")
        elif self.encoding == "tcvn3":
            cell = tcvn3.encoded(value).ljust(width)
        else:
            cell = value.encode("utf-8").ljust(width)
        if len(cell) != width:
            raise ValueError(f"{self.name}.{name}: '{value}' does not fit in {width} bytes")
        return cell


def to_millimetre(point) -> tuple[float, float]:
    return round(point[0], 3), round(point[1], 3)
