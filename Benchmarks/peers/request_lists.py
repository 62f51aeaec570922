"""The fixed lists of requests, made from the parcels; the same on every run.

composite  200 tiles z6 to z16 of a map user who goes to communes, zooms in and pans
parcels    those of them at z12 and deeper
low        tiles z0 to z11 with parcels in them
boxes      40 boxes, lon/lat, with 1,000 parcels or more each
"""
from __future__ import annotations

import bisect
import math
import pathlib
import random

from layout import Layout

# How many of the 200 tiles are of each zoom.
WEIGHTS = {6: 2, 7: 2, 8: 4, 9: 6, 10: 10, 11: 16, 12: 24, 13: 32, 14: 40, 15: 38, 16: 26}
PLACES_EVERY = 10
Tile = tuple[int, int, int]
Place = tuple[float, float]


def tile_at(place: Place, zoom: int) -> Tile:
    """z, x, y of the Web Mercator tile that holds a lon/lat."""
    sine = math.sin(math.radians(place[1]))
    side = 1 << zoom
    return (zoom, int((place[0] + 180) / 360 * side),
            int((0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * side))


def places(path: pathlib.Path) -> list[Place]:
    """The first vertex of every tenth parcel."""
    found: list[Place] = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % PLACES_EVERY:
                continue
            start = line.index("[[[") + 3
            longitude, latitude = line[start:line.index("]", start)].split(",")
            found.append((float(longitude), float(latitude)))
    return found


def panning(random_source: random.Random, spots: list[Place]) -> list[Tile]:
    tiles: list[Tile] = []
    while len(tiles) < 200:
        spot = random_source.choice(spots)
        for zoom, weight in WEIGHTS.items():
            lacking = weight - sum(1 for tile in tiles if tile[0] == zoom)
            if lacking <= 0:
                continue
            _, x, y = tile_at(spot, zoom)
            for step in range(min(lacking, 1 if zoom < 10 else 3)):  # the tile and two neighbours
                tile = (zoom, x + step % 2 * random_source.choice((-1, 1)),
                        y + step // 2 * random_source.choice((-1, 1)))
                if tile not in tiles or zoom < 9:
                    tiles.append(tile)
    return tiles[:200]


def low(random_source: random.Random, spots: list[Place]) -> list[Tile]:
    """One tile of each zoom to 7, three of each to 11."""
    tiles = [tile_at(spots[len(spots) // 2], zoom) for zoom in range(8)]
    for zoom in range(8, 12):
        of_zoom: set[Tile] = set()
        while len(of_zoom) < 3:
            of_zoom.add(tile_at(random_source.choice(spots), zoom))
        tiles += sorted(of_zoom)
    return tiles


def boxes(random_source: random.Random, spots: list[Place]) -> list[str]:
    ordered = sorted(spots)
    found: list[str] = []
    while len(found) < 40:
        longitude, latitude = random_source.choice(spots)
        reach = 0.001
        while reach <= 0.2:
            start = bisect.bisect(ordered, (longitude - reach, -999))
            end = bisect.bisect(ordered, (longitude + reach, 999))
            near = sum(1 for place in ordered[start:end] if abs(place[1] - latitude) <= reach)
            if near * PLACES_EVERY >= 1300:
                found.append(f"{longitude - reach:.6f},{latitude - reach:.6f},"
                             f"{longitude + reach:.6f},{latitude + reach:.6f}")
                break
            reach *= 1.1
    return found


def make(layout: Layout) -> None:
    spots = places(layout.data / "parcels.geojsonl")
    random_source = random.Random(42)
    composite = panning(random_source, spots)
    lists = {
        "composite": [f"{z}/{x}/{y}" for z, x, y in composite],
        "parcels": [f"{z}/{x}/{y}" for z, x, y in composite if z >= 12],
        "low": [f"{z}/{x}/{y}" for z, x, y in low(random.Random(43), spots)],
        "boxes": boxes(random.Random(44), spots),
    }
    folder = layout.folder("requests")
    for name, lines in lists.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
