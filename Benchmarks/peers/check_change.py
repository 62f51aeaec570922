"""Does an import change exactly the tiles it touches? Every tile before and after, its entity tag and its bytes."""
from __future__ import annotations

import collections
import hashlib
import shutil
import time
from typing import Iterable, NamedTuple

import changes
from layout import Layout
from loading import geoimport
from parcel_data import EAST, NORTH, SOUTH, WEST
from services import start_ours
from tile_client import Box, Client, Tile, all_tiles, touching

REGION = (WEST, SOUTH, EAST, NORTH)
BUFFER = 64
# An envelope ends within a unit of a tile's rim: either is right.
BORDERLINE = 1
# Above z12 small polygons are pooled in cells of the grid: a change reaches to the end of its cells.
EXACT_FROM_ZOOM = 12
CELL = 64
PUBLISH_TIMEOUT_IN_SECONDS = 120
EXAMPLES = 3


class State(NamedTuple):
    status: int
    etag: str
    digest: str


def state_of(client: Client, tile: Tile) -> State:
    answer = client.get("/tiles/parcels/{}/{}/{}".format(*tile))
    return State(answer.status, answer.etag, hashlib.sha256(answer.body).hexdigest()[:16])


def pyramid(client: Client, max_zoom: int) -> dict[Tile, State]:
    return {tile: state_of(client, tile) for tile in all_tiles(REGION, 0, max_zoom)}


def hull(boxes: Iterable[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes)
    return min(wests), min(souths), max(easts), max(norths)


def expected(boxes: list[list[Box]], zoom: int) -> tuple[set[Tile], set[Tile]]:
    """The tiles that must change, and those that may: the latter may reach over the hull of old and new."""
    margin = BUFFER + (BORDERLINE if zoom >= EXACT_FROM_ZOOM else CELL)
    must = set[Tile]()
    if zoom >= EXACT_FROM_ZOOM:
        must = must.union(*(touching(box, zoom, BUFFER - BORDERLINE) for one in boxes for box in one))
    return must, set[Tile]().union(*(touching(hull(one), zoom, margin) for one in boxes))


def judge(before: dict[Tile, State], after: dict[Tile, State], boxes: list[list[Box]]) -> int:
    """Prints a line per zoom; how many faults there are. Pure but for that."""
    faults: dict[str, list[Tile]] = collections.defaultdict(list)
    print("| zoom | tiles | touched | tag changed | bytes changed | faults |\n|---|---|---|---|---|---|")
    for zoom in sorted({tile[0] for tile in before}):
        tiles = [tile for tile in before if tile[0] == zoom]
        must, may = expected(boxes, zoom)
        tagged = {tile for tile in tiles if before[tile].etag != after[tile].etag}
        changed = {tile for tile in tiles if before[tile][::2] != after[tile][::2]}
        found = {
            "other bytes under the same tag": changed - tagged,
            "other bytes, but not touched": changed - may,
            "another tag, but not touched": tagged - may,
            "touched, but the same tag": (must & set(tiles)) - tagged,
            "no answer": {tile for tile in tiles if {before[tile].status, after[tile].status} - {200, 204}},
        }
        for what, where in found.items():
            faults[what] += sorted(where)
        print(f"| {zoom} | {len(tiles)} | {len(may & set(tiles))} | {len(tagged)} | {len(changed)}"
              f" | {sum(map(len, found.values()))} |")
    for what, places in faults.items():
        if places:
            print(f"FAULT {what}: {len(places)}, for example {places[:EXAMPLES]}")
    return sum(map(len, faults.values()))


def check_conditional(client: Client, before: dict[Tile, State], after: dict[Tile, State]) -> int:
    """A client that holds a former tile is told whether it may keep it."""
    faults = 0
    for tile in list(before)[:: max(1, len(before) // 200)]:
        path = "/tiles/parcels/{}/{}/{}".format(*tile)
        answer = client.get(path, If_None_Match=before[tile].etag)
        wanted = 304 if before[tile].etag == after[tile].etag else after[tile].status
        if before[tile].etag and answer.status != wanted:
            print(f"FAULT {path} with its former tag: {answer.status}, not {wanted}")
            faults += 1
    return faults


def wait_for_change(client: Client, tile: Tile, former: State) -> None:
    deadline = time.monotonic() + PUBLISH_TIMEOUT_IN_SECONDS
    while state_of(client, tile) == former:
        if time.monotonic() > deadline:
            raise SystemExit(f"check-change: {tile} has not changed {PUBLISH_TIMEOUT_IN_SECONDS} s after the import")
        time.sleep(0.2)


def run(layout: Layout, count: int, max_zoom: int) -> int:
    shutil.rmtree(layout.work / "change", ignore_errors=True)
    folder = layout.folder("change")
    store, source = folder / "change.sqlite", layout.data / "parcels.geojsonl"
    changed = folder / "parcels.geojsonl"
    made = changes.write(source, changed, count)
    print(", ".join(f"{number} {kind}" for kind, number in collections.Counter(kind for kind, _ in made).items()))
    common = ["--store", store, "--sector", "land", "--collection", "parcels", "--key", "gid", "--ledger", "none"]
    geoimport(layout, "load", source, *common)
    server = start_ours(layout, "cached", store=store)
    try:
        client = Client(layout.base_url("cached"))
        deep, _ = expected([boxes for _, boxes in made], EXACT_FROM_ZOOM + 2)
        former = state_of(client, min(deep))
        before = pyramid(client, max_zoom)
        geoimport(layout, "load", changed, *common, "--replace")
        wait_for_change(client, min(deep), former)
        after = pyramid(client, max_zoom)
        faults = judge(before, after, [boxes for _, boxes in made]) + check_conditional(client, before, after)
    finally:
        server.stop()
    shutil.rmtree(folder)
    print("faults: none" if not faults else f"faults: {faults}")
    return 1 if faults else 0
