"""Two versions of the same layer of the same tile: which features differ, and why. Pure."""
from __future__ import annotations

import collections
import dataclasses

import shapely

from vector_tile import Feature, Kind, Value

EXTENT, BUFFER = 4096, 64
SHARE = 0.01  # of an area or a length that may differ
# A corner may round to the next unit, so sides may lie a unit apart.
UNIT = 1
# What is smaller may round away in one and not in the other: square units, or units of length.
TINY = 2
# Features at least so large count for the worst share; below, a single unit is more than 1 %.
NOTABLE = {Kind.POLYGON: 100, Kind.LINE: 50}


@dataclasses.dataclass
class Measured:
    """All features of one key in a tile together."""

    ids: list[int | None]
    kind: Kind
    properties: dict[str, Value]
    amount: float  # square units, units or points
    slack: float  # what rounding of corners may do to it
    box: tuple[int, int, int, int]
    features: list[Feature]

    @property
    def points(self) -> list[tuple[int, int]]:
        return sorted(position for feature in self.features for part in feature.parts for position in part)

    def shape(self) -> shapely.Geometry:
        return shapely.union_all([shape_of(feature) for feature in self.features])


def shape_of(feature: Feature) -> shapely.Geometry:
    if feature.kind is Kind.LINE:
        return shapely.MultiLineString(feature.parts)
    # Exterior rings turn one way and holes the other: the odd ones out are what exclusive or leaves.
    rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in feature.parts]
    return shapely.symmetric_difference_all(rings)


def measure(features: list[Feature]) -> Measured:
    kind = features[0].kind
    if kind is Kind.POLYGON:
        amount, slack = sum(f.area for f in features), 0.5 * sum(f.length for f in features)
    elif kind is Kind.LINE:
        amount, slack = sum(f.length for f in features), 0.5 * sum(f.vertices for f in features)
    else:
        amount, slack = float(sum(f.vertices for f in features)), 0.0
    wests, norths, easts, souths = zip(*(f.box for f in features))
    return Measured([f.id for f in features], kind, features[0].properties, amount, slack + TINY,
                    (min(wests), min(norths), max(easts), max(souths)), features)


def by_key(features: list[Feature], key: str) -> dict[Value, Measured]:
    groups: dict[Value, list[Feature]] = collections.defaultdict(list)
    for feature in features:
        groups[feature.properties.get(key, f"without {key}")].append(feature)
    return {value: measure(group) for value, group in groups.items()}


@dataclasses.dataclass
class Comparison:
    """`reasons` counts differences that rounding explains, `faults` those that nothing does, with examples."""

    compared: int = 0
    identical: int = 0
    reasons: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    faults: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    examples: dict[str, str] = dataclasses.field(default_factory=dict)
    worst_feature: tuple[float, str] = (0.0, "")
    worst_tile: tuple[float, str] = (0.0, "")

    def fault(self, what: str, where: str) -> None:
        self.faults[what] += 1
        self.examples.setdefault(what, where)

    def add(self, other: Comparison) -> None:
        self.compared += other.compared
        self.identical += other.identical
        self.reasons += other.reasons
        self.faults += other.faults
        for what, where in other.examples.items():
            self.examples.setdefault(what, where)
        self.worst_feature = max(self.worst_feature, other.worst_feature)
        self.worst_tile = max(self.worst_tile, other.worst_tile)


def absence(feature: Measured) -> str | None:
    """Why a feature may be in one tile and not in the other; None when it should be in both."""
    west, north, east, south = feature.box
    if feature.kind is not Kind.POINT and feature.amount <= TINY:
        return "nothing left after rounding"
    rim_low, rim_high = -BUFFER + UNIT, EXTENT + BUFFER - UNIT
    if east <= rim_low or south <= rim_low or west >= rim_high or north >= rim_high:
        return "only touches the buffer's rim"
    return None


def compare(ours: list[Feature], theirs: list[Feature], key: str, where: str) -> Comparison:
    """`theirs` is the witness. `key` is a property whose values tell features apart."""
    result = Comparison()
    mine, witness = by_key(ours, key), by_key(theirs, key)
    for value in witness.keys() - mine.keys():
        reason = absence(witness[value])
        if reason:
            result.reasons[f"only in ST_AsMVT: {reason}"] += 1
        else:
            result.fault("missing", f"{where} {key} {value}: {witness[value].amount:.0f}")
    for value in mine.keys() - witness.keys():
        reason = absence(mine[value])
        if reason:
            result.reasons[f"only in ours: {reason}"] += 1
        else:
            result.fault("not in ST_AsMVT", f"{where} {key} {value}: {mine[value].amount:.0f}")
    for value in mine.keys() & witness.keys():
        compare_feature(mine[value], witness[value], f"{where} {key} {value}", result)
    compare_totals(mine, witness, where, result)
    return result


def compare_feature(ours: Measured, theirs: Measured, where: str, result: Comparison) -> None:
    result.compared += 1
    faults_before = result.faults.total()
    if None in ours.ids:
        result.fault("without an id", where)
    if len(ours.ids) > 1:
        result.fault("more than once", where)
    if ours.kind is not theirs.kind:
        result.fault("another kind of geometry", f"{where}: {ours.kind.name}, not {theirs.kind.name}")
        return
    if ours.properties != theirs.properties:
        differing = {name for name in ours.properties.keys() | theirs.properties.keys()
                     if ours.properties.get(name) != theirs.properties.get(name)}
        result.fault("other properties", f"{where}: {', '.join(sorted(differing))}")
    difference = abs(ours.amount - theirs.amount)
    notable = NOTABLE.get(ours.kind)
    lies_elsewhere = any(abs(a - b) > 2 * UNIT for a, b in zip(ours.box, theirs.box))
    has_other_size = difference > SHARE * theirs.amount + theirs.slack
    if notable and (lies_elsewhere or has_other_size) and is_near(ours, theirs):
        result.reasons["the same but for the rim and what is thinner than a unit"] += 1
        return
    if lies_elsewhere:
        result.fault("lies elsewhere", f"{where}: {ours.box}, not {theirs.box}")
    if has_other_size:
        result.fault("another size", f"{where}: {ours.amount:.1f}, not {theirs.amount:.1f}")
    if notable and theirs.amount >= notable:
        result.worst_feature = max(result.worst_feature, (difference / theirs.amount, where))
    if ours.kind is Kind.POINT and any(max(abs(x0 - x1), abs(y0 - y1)) > UNIT
                                       for (x0, y0), (x1, y1) in zip(ours.points, theirs.points)):
        result.fault("a point elsewhere", where)
    result.identical += result.faults.total() == faults_before and difference == 0 and ours.box == theirs.box


def is_near(ours: Measured, theirs: Measured) -> bool:
    """Whether the shapes agree: areas but for a border half a unit wide, lines within two units.

    What is left of one after clipping a little short of the rim must be in the other, and the reverse: where a border
    runs along the rim, or nearly so, either clipping is right.
    """
    low, high = -BUFFER + 2 * UNIT, EXTENT + BUFFER - 2 * UNIT
    inside = shapely.box(low, low, high, high)
    mine, witness = ours.shape(), theirs.shape()
    my_inside, witness_inside = shapely.intersection(mine, inside), shapely.intersection(witness, inside)
    if ours.kind is Kind.POLYGON:
        differing = shapely.difference(my_inside, witness).area + shapely.difference(witness_inside, mine).area
        return bool(differing <= SHARE * theirs.amount + theirs.slack)
    reach = 2 * UNIT
    return bool(shapely.covers(shapely.buffer(witness, reach), my_inside)
                and shapely.covers(shapely.buffer(mine, reach), witness_inside))


def compare_totals(ours: dict[Value, Measured], theirs: dict[Value, Measured], where: str,
                   result: Comparison) -> None:
    """Area, length or number of a whole tile."""
    for kind in Kind:
        mine = sum(m.amount for m in ours.values() if m.kind is kind)
        witness = sum(m.amount for m in theirs.values() if m.kind is kind)
        # In a tile with a few units of something the rounding of a corner is more than 1 %.
        allowed = SHARE * witness + (TINY if kind is not Kind.POINT else 2)
        if max(mine, witness) >= NOTABLE.get(kind, 1):
            result.worst_tile = max(result.worst_tile, (abs(mine - witness) / max(witness, 1), where))
        if abs(mine - witness) > allowed:
            result.fault(f"a tile's {kind.name.lower()}s differ by more than 1 %",
                         f"{where}: {mine:.0f}, not {witness:.0f}")
