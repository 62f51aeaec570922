"""Does our server's memory stay bounded while very many different tiles are taken?"""
from __future__ import annotations

import subprocess
import time

import process_tree
from layout import Layout
from parcel_data import EAST, NORTH, SOUTH, WEST
from services import running
from tile_client import touching

SECONDS_BETWEEN_SAMPLES = 1
TIME_LIMIT_IN_SECONDS = 3600
COLLECTIONS = "roads,parcels-all"


def distinct_tiles(count: int) -> list[str]:
    """From z13 down, the whole region, until there are enough."""
    tiles: list[str] = []
    zoom = 13
    while len(tiles) < count:
        tiles += [f"/tiles/{COLLECTIONS}/{z}/{x}/{y}" for z, x, y in sorted(
            touching((WEST, SOUTH, EAST, NORTH), zoom, 0))]
        zoom += 1
    return tiles[:count]


def run(layout: Layout, count: int, limit_in_mb: int) -> int:
    list_file = layout.results / "memory.txt"
    list_file.write_text("\n".join(distinct_tiles(count)) + "\n", encoding="utf-8")
    samples: list[tuple[float, float]] = []
    with running(layout, ["cached"]) as services:
        roots = services["cached"].pids
        before = process_tree.memory_in_mb(roots)
        start = time.monotonic()
        with subprocess.Popen([layout.native("loadgen"), str(layout.port("cached")), str(list_file), "8", "1",
                               str(TIME_LIMIT_IN_SECONDS), "gzip"], stdout=subprocess.PIPE, text=True) as load:
            while load.poll() is None:
                samples.append((time.monotonic() - start, process_tree.memory_in_mb(roots)))
                time.sleep(SECONDS_BETWEEN_SAMPLES)
            output = load.stdout.read() if load.stdout else ""
        samples.append((time.monotonic() - start, process_tree.memory_in_mb(roots)))
    print(output.strip())
    for part in range(0, len(samples), max(1, len(samples) // 20)):
        print(f"  {samples[part][0]:6.0f} s  {samples[part][1]:6.0f} MB")
    largest = max(memory for _, memory in samples)
    middle = samples[len(samples) // 2][1]
    print(f"{count} tiles: {before:.0f} MB at first, {largest:.0f} MB at most, {samples[-1][1]:.0f} MB at the end,"
          f" {samples[-1][1] - middle:+.0f} MB in the second half")
    is_met = largest <= limit_in_mb and '"errors":0,' in output
    print(f"{'pass' if is_met else 'MISS'}: at most {limit_in_mb} MB and no error")
    return 0 if is_met else 1
