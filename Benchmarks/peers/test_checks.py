"""Do the checks find faults? Tiles broken on purpose, each of which must be found by its rule.

    python3 Benchmarks/peers test
"""
from __future__ import annotations

import copy
import unittest
from typing import Any, Callable

from comparison import compare
from mapbox_vector_tile.Mapbox import vector_tile_pb2
from tile_client import counts_of, touching
from tile_rules import tile_faults
from vector_tile import Feature, GeometryFault, Kind, Part, decode, parts_of

SQUARE: Part = [(0, 0), (100, 0), (100, 100), (0, 100)]
HOLE: Part = [(20, 20), (20, 40), (40, 40), (40, 20)]


def zigzag(value: int) -> int:
    return (value << 1) ^ (value >> 31)


def encode(rings: list[Part]) -> list[int]:
    """Rings as commands."""
    numbers: list[int] = []
    x = y = 0
    for ring in rings:
        for index, position in enumerate(ring):
            if index == 0:
                numbers.append(1 << 3 | 1)
            elif index == 1:
                numbers.append(len(ring) - 1 << 3 | 2)
            numbers += [zigzag(position[0] - x), zigzag(position[1] - y)]
            x, y = position
        numbers.append(1 << 3 | 7)
    return numbers


def tile(*polygons: list[Part]) -> Any:
    """A tile of one layer with a polygon per argument, ids from 1."""
    message = vector_tile_pb2.tile()
    layer = message.layers.add(name="parcels", version=2, extent=4096, keys=["gid"])
    for number, rings in enumerate(polygons, 1):
        layer.values.add(int_value=number)
        layer.features.add(id=number, type=3, tags=[0, number - 1], geometry=encode(rings))
    return message


def rules(message: Any) -> set[str]:
    return {fault.rule for fault in tile_faults(message.SerializeToString())}


class ValidityTests(unittest.TestCase):
    def test_a_square_with_a_hole_is_valid(self) -> None:
        self.assertEqual(rules(tile([SQUARE, HOLE])), set())

    def test_two_polygons_of_one_feature_are_valid(self) -> None:
        self.assertEqual(rules(tile([SQUARE, HOLE, [(x + 200, y) for x, y in SQUARE]])), set())

    def test_a_bow_tie_crosses_itself(self) -> None:
        bow = [(0, 0), (100, 100), (100, 0), (0, 90)]
        self.assertIn("polygon: Self-intersection", rules(tile([bow if signed(bow) else bow[::-1]])))

    def test_winding(self) -> None:
        self.assertEqual(rules(tile([SQUARE[::-1]])), {"the first ring is not exterior"})

    def test_a_hole_outside_its_polygon(self) -> None:
        self.assertEqual(rules(tile([SQUARE, [(x + 500, y) for x, y in HOLE]])),
                         {"polygon: Hole lies outside shell"})

    def test_parts_that_overlap(self) -> None:
        self.assertEqual(rules(tile([SQUARE, [(x + 50, y + 50) for x, y in SQUARE]])),
                         {"polygon: Self-intersection"})

    def test_a_ring_without_area(self) -> None:
        self.assertEqual(rules(tile([[(0, 0), (50, 0), (100, 0)]])), {"ring without area"})

    def test_beyond_the_buffer(self) -> None:
        self.assertEqual(rules(tile([[(0, 0), (4161, 0), (0, 50)]])), {"reaches beyond the buffer"})

    def test_damage_beside_geometry(self) -> None:
        def twice(message: Any) -> None:
            message.layers.append(copy.deepcopy(message.layers[0]))

        def same_id(message: Any) -> None:
            message.layers[0].features[1].id = 1

        def no_features(message: Any) -> None:
            del message.layers[0].features[:]

        def version(message: Any) -> None:
            message.layers[0].version = 1

        def tags(message: Any) -> None:
            message.layers[0].features[0].tags[1] = 9

        def same_key(message: Any) -> None:
            message.layers[0].keys.append("gid")

        def same_value(message: Any) -> None:
            message.layers[0].values.add(int_value=1)

        def empty(message: Any) -> None:
            del message.layers[0].features[0].geometry[:]

        def unclosed(message: Any) -> None:
            del message.layers[0].features[0].geometry[-1]

        cases: list[tuple[Callable[[Any], None], str]] = [
            (twice, "a layer name twice (4.1)"), (same_id, "an id twice (4.2)"),
            (no_features, "a layer without features (4.1)"), (version, "version is not 2 (4.1)"),
            (tags, "tags that lead nowhere (4.4)"), (same_key, "a key twice (4.1)"),
            (same_value, "a value twice (4.1)"), (empty, "an empty geometry (4.2)"),
            (unclosed, "a part without its end (4.3.4.3, 4.3.4.4)")]
        for damage, rule in cases:
            with self.subTest(rule):
                message = tile([SQUARE], [[(x + 200, y) for x, y in SQUARE]])
                damage(message)
                self.assertIn(rule, rules(message))

    def test_bytes_that_are_no_tile(self) -> None:
        self.assertEqual({fault.rule for fault in tile_faults(b"\x1a\xff\xff")}, {"cannot be read"})
        self.assertEqual({fault.rule for fault in tile_faults(b"")}, {"a tile without layers"})

    def test_lines_and_points(self) -> None:
        self.assertEqual(parts_of(Kind.LINE, [9, 0, 0, 10, 4, 4]), [[(0, 0), (2, 2)]])
        self.assertEqual(parts_of(Kind.POINT, [17, 2, 2, 2, 2]), [[(1, 1)], [(2, 2)]])
        for kind, numbers in (
                (Kind.LINE, [9, 0, 0]), (Kind.LINE, [9, 0, 0, 10, 0, 0]), (Kind.LINE, [9, 0]), (Kind.LINE, [10, 2, 2]),
                (Kind.POINT, [9, 0, 0, 9, 0, 0]), (Kind.POLYGON, [9, 0, 0, 10, 2, 2, 15])):
            with self.subTest(numbers=numbers), self.assertRaises(GeometryFault):
                parts_of(kind, numbers)


def signed(ring: Part) -> bool:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1])) > 0


class ComparisonTests(unittest.TestCase):
    def setUp(self) -> None:
        self.theirs = decode(tile([SQUARE, HOLE], [[(x + 200, y) for x, y in SQUARE]]).SerializeToString())[0].features
        self.ours = copy.deepcopy(self.theirs)

    def faults(self) -> set[str]:
        return set(compare(self.ours, self.theirs, "gid", "14/0/0").faults)

    def test_the_same_is_the_same(self) -> None:
        result = compare(self.ours, self.theirs, "gid", "14/0/0")
        self.assertEqual((result.compared, result.identical, result.faults.total()), (2, 2, 0))

    def test_a_missing_feature_and_one_too_many(self) -> None:
        self.ours.pop()
        self.assertIn("missing", self.faults())
        self.ours, self.theirs = self.theirs, self.ours
        self.assertIn("not in ST_AsMVT", self.faults())

    def test_a_feature_that_only_touches_the_rim_may_be_missing(self) -> None:
        self.theirs = [*self.theirs, Feature(None, Kind.POLYGON, {"gid": 7}, [[(4159, 0), (4160, 0), (4160, 100)]])]
        result = compare(self.ours, self.theirs, "gid", "14/0/0")
        self.assertEqual(set(result.reasons), {"only in ST_AsMVT: only touches the buffer's rim"})
        self.assertEqual(result.faults.total(), 0)

    def test_a_hole_that_is_filled(self) -> None:
        self.ours[0].parts.pop()
        self.assertIn("another size", self.faults())

    def test_a_feature_that_is_moved_keeps_its_area_but_lies_elsewhere(self) -> None:
        self.ours[1].parts = [[(x + 5, y) for x, y in part] for part in self.ours[1].parts]
        self.assertEqual(self.faults(), {"lies elsewhere"})

    def test_other_properties_no_id_and_a_feature_twice(self) -> None:
        self.ours[0].properties = {"gid": 1, "ten": "x"}
        self.ours[1].id = None
        self.ours.append(self.ours[0])
        self.assertLessEqual({"other properties", "without an id", "more than once"}, self.faults())

    def test_a_corner_that_rounds_to_the_next_unit_is_no_fault(self) -> None:
        self.ours[0].parts[0][2] = (101, 100)
        self.assertEqual(self.faults(), set())


class TileArithmeticTests(unittest.TestCase):
    def test_counts_of_a_header(self) -> None:
        self.assertEqual(counts_of("parcels;matched=9;kept=2;merged=3;dropped=4, roads;matched=0;kept=0"), {
            "parcels": {"matched": 9, "kept": 2, "merged": 3, "dropped": 4}, "roads": {"matched": 0, "kept": 0}})
        self.assertEqual(counts_of(""), {})

    def test_a_point_on_a_corner_touches_four_tiles_with_a_buffer(self) -> None:
        self.assertEqual(touching((0, 0, 0, 0), 1, 64), {(1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)})
        self.assertEqual(touching((1, -2, 2, -1), 1, 0), {(1, 1, 1)})
