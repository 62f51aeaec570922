#!/usr/bin/env python3
"""Makes web/viewer/vn2000-zones.json: the VN-2000 3° zone in use at each place, for the map in the browser.

    python3 data/units/make_zones.py

A grid of 0.05°, each cell with the zone of the commune before 2025 whose centre is nearest: the rule of the printed
sheets. Rows go from south to north, cells from west to east, as runs: `3.12A` is three cells without a zone and twelve
of the first.
"""
from __future__ import annotations

import csv
import json
import math
import pathlib
from itertools import groupby

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "web" / "viewer" / "vn2000-zones.json"
STEP = 0.05  # degrees
WEST, SOUTH, EAST, NORTH = 102.0, 8.0, 110.0, 23.5
REACH = 0.4  # degrees from the nearest centre; nobody works in a zone farther out
ZONES = (5896, 9205, 9206, 9207, 9208, 5897, 9209, 9210, 9211, 9212, 9213, 9214, 9215, 9216, 5899, 5898, 9217, 9218)


def main() -> None:
    centres = _centres()
    buckets: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for centre in centres:
        buckets.setdefault((math.floor(centre[0]), math.floor(centre[1])), []).append(centre)
    columns, rows = round((EAST - WEST) / STEP), round((NORTH - SOUTH) / STEP)
    lines = []
    for row in range(rows):
        cells = [_zone(WEST + (column + 0.5) * STEP, SOUTH + (row + 0.5) * STEP, buckets) for column in range(columns)]
        lines.append("".join(f"{len(list(run))}{letter}" for letter, run in groupby(cells)))
    head = json.dumps({"west": WEST, "south": SOUTH, "step": STEP, "zones": ZONES})[:-1]
    rows_text = ",\n".join(f"  {json.dumps(line)}" for line in lines)
    TARGET.write_text(f'{head}, "rows": [\n{rows_text}\n]}}\n', encoding="utf-8")


def _centres() -> list[tuple[float, float, int]]:
    """Longitude, latitude and zone of every commune."""
    with (HERE / "vietnam-before-2025-07-01.csv").open(encoding="utf-8") as file:
        units = {unit["code"]: unit for unit in csv.DictReader(file)}
    centres = []
    for unit in units.values():
        if not unit["parent"] or unit["code"].startswith("d"):
            continue
        above = unit
        while above["parent"]:
            above = units[above["parent"]]
        centres.append((float(unit["lon"]), float(unit["lat"]), int(above["zone"])))
    return centres


def _zone(lon: float, lat: float, buckets: dict[tuple[int, int], list[tuple[float, float, int]]]) -> str:
    """The letter of the zone, `.` where there is none."""
    shrink = math.cos(math.radians(lat))
    near = [centre for x in range(math.floor(lon - REACH), math.floor(lon + REACH) + 1)
            for y in range(math.floor(lat - REACH), math.floor(lat + REACH) + 1) for centre in buckets.get((x, y), [])]
    distances = ((math.hypot((x - lon) * shrink, y - lat), zone) for x, y, zone in near)
    distance, zone = min(distances, default=(math.inf, 0))
    return chr(ord("A") + ZONES.index(zone)) if distance <= REACH else "."


if __name__ == "__main__":
    main()
