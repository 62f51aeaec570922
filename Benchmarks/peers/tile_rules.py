"""What makes a tile valid: MVT 2.1, and what we promise beyond it. Pure: bytes in, faults out."""
from __future__ import annotations

import collections
import dataclasses
from typing import Any

import mapbox_vector_tile
import numpy
import shapely

from vector_tile import GeometryFault, Kind, Part, parse, parts_of, signed_area, value_of

EXTENT = 4096
BUFFER = 64


@dataclasses.dataclass(frozen=True)
class Fault:
    """`rule` is short and the same for all faults of a sort; `detail` says which feature."""

    rule: str
    detail: str


class Polygons:
    """The polygons of a layer, judged together by GEOS: one call for thousands."""

    def __init__(self) -> None:
        self.coordinates: list[tuple[int, int]] = []
        self.ring_of: list[int] = []  # for each coordinate
        self.polygon_of: list[int] = []  # for each ring
        self.feature_of: list[int] = []  # for each polygon
        self.names: list[str] = []  # for each feature

    def add(self, name: str, rings: list[Part]) -> Fault | None:
        """An exterior ring has positive area and begins a polygon; its holes follow it (4.3.4.4)."""
        if any(signed_area(ring) == 0 for ring in rings):
            return Fault("ring without area", name)
        if signed_area(rings[0]) < 0:
            return Fault("the first ring is not exterior", name)
        for ring in rings:
            if signed_area(ring) > 0:
                self.feature_of.append(len(self.names))
            number = len(self.polygon_of)
            self.polygon_of.append(len(self.feature_of) - 1)
            self.coordinates += ring
            self.coordinates.append(ring[0])
            self.ring_of += [number] * (len(ring) + 1)
        self.names.append(name)
        return None

    def faults(self) -> list[Fault]:
        """Polygons that cross themselves, holes outside, parts that overlap."""
        if not self.names:
            return []
        rings = shapely.linearrings(numpy.array(self.coordinates, float), indices=numpy.array(self.ring_of))
        polygons = shapely.polygons(rings, indices=numpy.array(self.polygon_of))
        shapes = shapely.multipolygons(polygons, indices=numpy.array(self.feature_of))
        reasons = shapely.is_valid_reason(shapes[~shapely.is_valid(shapes)])
        names = [name for name, is_valid in zip(self.names, shapely.is_valid(shapes)) if not is_valid]
        return [Fault(f"polygon: {reason.split('[')[0]}", f"{name}: {reason}") for name, reason in zip(names, reasons)]


def layer_faults(layer: Any) -> list[Fault]:
    """What is wrong with one layer."""
    faults: list[Fault] = []
    if layer.version != 2:
        faults.append(Fault("version is not 2 (4.1)", f"{layer.name}: {layer.version}"))
    if layer.extent != EXTENT:
        faults.append(Fault("extent is not 4096", f"{layer.name}: {layer.extent}"))
    if not layer.features:
        faults.append(Fault("a layer without features (4.1)", layer.name))
    if len(set(layer.keys)) != len(layer.keys):
        faults.append(Fault("a key twice (4.1)", layer.name))
    try:
        values = [(type(value_of(value)), value_of(value)) for value in layer.values]
        if len(set(values)) != len(values):
            faults.append(Fault("a value twice (4.1)", layer.name))
    except ValueError as error:
        faults.append(Fault("a value that is none (4.4)", f"{layer.name}: {error}"))
    ids = collections.Counter(feature.id for feature in layer.features if feature.HasField("id"))
    faults += [Fault("an id twice (4.2)", f"{layer.name} {found}") for found, count in ids.items() if count > 1]
    polygons = Polygons()
    for number, feature in enumerate(layer.features):
        name = f"{layer.name} feature {number}" + (f" id {feature.id}" if feature.HasField("id") else "")
        faults += feature_faults(layer, feature, name, polygons)
    return faults + polygons.faults()


def feature_faults(layer: Any, feature: Any, name: str, polygons: Polygons) -> list[Fault]:
    faults: list[Fault] = []
    keys = feature.tags[::2]
    if len(feature.tags) % 2 or any(key >= len(layer.keys) for key in keys) or any(
            value >= len(layer.values) for value in feature.tags[1::2]):
        faults.append(Fault("tags that lead nowhere (4.4)", name))
    if len(set(keys)) != len(keys):
        faults.append(Fault("a property twice in a feature (4.4)", name))
    if feature.type not in (Kind.POINT, Kind.LINE, Kind.POLYGON):
        return [*faults, Fault("a geometry of unknown type (4.3.4.1)", name)]
    try:
        parts = parts_of(Kind(feature.type), feature.geometry)
    except GeometryFault as error:
        return [*faults, Fault(str(error), name)]
    if any(not -BUFFER <= value <= EXTENT + BUFFER for part in parts for position in part for value in position):
        faults.append(Fault("reaches beyond the buffer", name))
    if feature.type == Kind.POLYGON:
        fault = polygons.add(name, parts)
        if fault:
            faults.append(fault)
    return faults


def tile_faults(tile: bytes) -> list[Fault]:
    """Everything that is wrong with a tile."""
    try:
        message = parse(tile)
    except ValueError as error:
        return [Fault("cannot be read", str(error))]
    faults: list[Fault] = []
    if not message.layers:
        faults.append(Fault("a tile without layers", f"{len(tile)} bytes"))
    names = collections.Counter(layer.name for layer in message.layers)
    faults += [Fault("a layer name twice (4.1)", name) for name, count in names.items() if count > 1]
    if "" in names:
        faults.append(Fault("a layer without a name (4.1)", ""))
    for layer in message.layers:
        faults += layer_faults(layer)
    if not faults:
        # Its own reading of geometry and values must end well too.
        try:
            mapbox_vector_tile.decode(tile)
        except Exception as error:  # whatever it raises is what we want to know
            faults.append(Fault("mapbox-vector-tile cannot decode it", repr(error)))
    return faults
