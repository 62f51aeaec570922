"""Is every tile of a collection valid, and are its counts true? Read by another decoder, judged by GEOS."""
from __future__ import annotations

import collections
import contextlib
import pathlib
import time

from layout import Layout
from parcel_data import EAST, NORTH, SOUTH, WEST
from services import running
from tile_client import Answer, Client, all_tiles
from tile_rules import EXTENT, Fault, tile_faults
from vector_tile import Kind, parse, parts_of

REGION = (WEST, SOUTH, EAST, NORTH)
EXAMPLES = 3
LABEL_SUFFIX = "_label"


def count_faults(answer: Answer) -> list[Fault]:
    """What the header says is what the tile holds, and nothing disappears: matched = kept + merged + dropped."""
    faults: list[Fault] = []
    kept = {layer.name: len(layer.features) for layer in parse(answer.body).layers}
    if kept and not answer.counts:
        faults.append(Fault("no counts in the header", "GeoSector-Features"))
    for name, counts in answer.counts.items():
        if not {"matched", "kept", "merged", "dropped"} <= counts.keys():
            faults.append(Fault("counts are missing in the header", f"{name}: {counts}"))
            continue
        if counts["matched"] != counts["kept"] + counts["merged"] + counts["dropped"]:
            faults.append(Fault("matched is not kept + merged + dropped", f"{name}: {counts}"))
        if counts["kept"] != kept.get(name, 0):
            faults.append(Fault("kept is not what the tile holds", f"{name}: {counts}, tile {kept.get(name, 0)}"))
    return faults


class Labels:
    """Each feature's label is in one tile of a zoom, not counting those in a tile's buffer."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, str], set[int]] = collections.defaultdict(set)

    def faults(self, zoom: int, body: bytes) -> list[Fault]:
        faults: list[Fault] = []
        for layer in parse(body).layers:
            if not layer.name.endswith(LABEL_SUFFIX):
                continue
            seen = self.seen[zoom, layer.name]
            for feature in layer.features:
                ((position,),) = parts_of(Kind(feature.type), feature.geometry)
                if not all(0 <= value < EXTENT for value in position):
                    continue
                if feature.id in seen:
                    faults.append(Fault("a label in two tiles", f"{layer.name} {feature.id}"))
                seen.add(feature.id)
        return faults


def run(layout: Layout, collections_: list[str], min_zoom: int, max_zoom: int, server: str | None) -> int:
    with contextlib.ExitStack() as stack:
        if not server:
            stack.enter_context(running(layout, ["uncached"]))
        client = Client(server or layout.base_url("uncached"))
        outcomes = [check(client, name, min_zoom, max_zoom) for name in collections_]
    return max(outcomes)


def check(client: Client, collection: str, min_zoom: int, max_zoom: int) -> int:
    """Every tile of a collection in the region; prints what is wrong, by rule."""
    faults: dict[str, list[str]] = collections.defaultdict(list)
    labels, start = Labels(), time.monotonic()
    tiles = features = filled = largest = 0
    for z, x, y in all_tiles(REGION, min_zoom, max_zoom):
        tiles += 1
        answer = client.get(f"/tiles/{collection}/{z}/{x}/{y}")
        found: list[Fault] = []
        if answer.status == 200:
            filled, largest = filled + 1, max(largest, len(answer.body))
            found = tile_faults(answer.body)
            if not found:
                features += sum(len(layer.features) for layer in parse(answer.body).layers)
                found = count_faults(answer) + labels.faults(z, answer.body)
        elif answer.status != 204:
            found = [Fault(f"status {answer.status}", answer.body[:200].decode("utf-8", "replace"))]
        for fault in found:
            faults[fault.rule].append(f"{z}/{x}/{y} {fault.detail}")
    print(f"{collection}: {tiles} tiles z{min_zoom} to z{max_zoom}, {filled} with content, {features} features, the"
          f" largest {largest / 1000:.0f} kB, {time.monotonic() - start:.0f} s")
    return report(faults)


def report(faults: dict[str, list[str]]) -> int:
    for rule, places in sorted(faults.items(), key=lambda item: -len(item[1])):
        print(f"  FAULT {rule}: {len(places)}")
        for place in places[:EXAMPLES]:
            print(f"    {place}")
    print("  valid" if not faults else f"  faults: {sum(map(len, faults.values()))}")
    return 1 if faults else 0


def run_files(files: list[pathlib.Path]) -> int:
    """Tiles from files, for a tile that somebody else has made."""
    faults: dict[str, list[str]] = collections.defaultdict(list)
    for path in files:
        for fault in tile_faults(path.read_bytes()):
            faults[fault.rule].append(f"{path}: {fault.detail}")
    return report(faults)
