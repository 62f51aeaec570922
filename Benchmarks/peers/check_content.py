"""Is the same in our tiles as in PostGIS's, z12 and deeper? Every layer of the composite, each feature by its gid."""
from __future__ import annotations

import collections
import gzip
import json
import pathlib

from comparison import Comparison, compare
from layout import Layout
from loading import COMPOSITE
from services import running
from tile_client import Client, tile_of
from vector_tile import GeometryFault, decode

KEY = "gid"
EXACT_FROM_ZOOM = 12
LABEL_SUFFIX = "_label"


class Ids:
    """The same feature has the same id in every tile, and items know it by that id."""

    def __init__(self) -> None:
        self.id_of: dict[str, dict[int, int]] = collections.defaultdict(dict)

    def add(self, layer: str, key: int, found: int | None, where: str, result: Comparison) -> None:
        if found is not None and self.id_of[layer].setdefault(key, found) != found:
            result.fault("another id in another tile", f"{where} {KEY} {key}")

    def ask_items(self, client: Client, result: Comparison) -> None:
        """A sample: the items resource of an id holds the same gid."""
        for layer, ids in self.id_of.items():
            for key, found in list(ids.items())[:: max(1, len(ids) // 20)]:
                path = f"/collections/{layer}/items/{found}"
                answer = client.get(path)
                properties = json.loads(answer.body).get("properties", {}) if answer.status == 200 else {}
                if properties.get(KEY) != key:
                    result.fault("items know no such id", f"{path}: {KEY} {properties.get(KEY)}, not {key}")


def run(layout: Layout, every: int, list_file: pathlib.Path | None) -> int:
    lines = list_file.read_text(encoding="utf-8").split() if list_file else layout.request_list("composite")
    tiles = [tile for tile in map(tile_of, dict.fromkeys(lines)) if tile[0] >= EXACT_FROM_ZOOM][::every]
    results: dict[str, Comparison] = collections.defaultdict(Comparison)
    ids, generalised = Ids(), list[str]()
    with running(layout, ["postgres", "pgtile", "uncached"]):
        ours, theirs = Client(layout.base_url("uncached")), Client(layout.base_url("pgtile"))
        for z, x, y in tiles:
            where = f"{z}/{x}/{y}"
            answer = ours.get(f"/tiles/{COMPOSITE}/{where}")
            witness = theirs.get(f"/tile_composite/{where}")
            if answer.status not in (200, 204) or witness.status != 200:
                results["(tiles)"].fault("no answer", f"{where}: {answer.status}, ST_AsMVT {witness.status}")
                continue
            # Only a tile above its size limit may be generalised here.
            if any(counts.get("merged", 0) for counts in answer.counts.values()):
                generalised.append(f"{where} ({len(gzip.compress(witness.body)) / 1000:.0f} kB as ST_AsMVT)")
            try:
                mine = {layer.name: layer.features for layer in decode(answer.body)}
            except (GeometryFault, ValueError) as error:
                results["(tiles)"].fault("cannot be decoded", f"{where}: {error}")
                continue
            other = {layer.name: layer.features for layer in decode(witness.body)}
            for name in sorted(mine.keys() | other.keys()):
                if name.endswith(LABEL_SUFFIX):
                    continue
                result = compare(mine.get(name, []), other.get(name, []), KEY, f"{where} {name}")
                for feature in mine.get(name, []):
                    ids.add(name, int(feature.properties.get(KEY, -1)), feature.id, f"{where} {name}", result)
                results[name].add(result)
        ids.ask_items(ours, results["(ids)"])
    return report(len(tiles), generalised, results)


def report(tile_count: int, generalised: list[str], results: dict[str, Comparison]) -> int:
    faults = sum(result.faults.total() for result in results.values())
    print(f"\n{tile_count} tiles, z{EXACT_FROM_ZOOM} and deeper, beside ST_AsMVT; generalised:"
          f" {', '.join(generalised) or 'none'}")
    print("| layer | features compared | identical | explained differences | worst tile | worst feature | faults |")
    print("|---|---|---|---|---|---|---|")
    for name, result in sorted(results.items()):
        print(f"| {name} | {result.compared} | {result.identical} | {result.reasons.total()}"
              f" | {result.worst_tile[0]:.3%} {result.worst_tile[1]}"
              f" | {result.worst_feature[0]:.2%} {result.worst_feature[1]} | {result.faults.total()} |")
    for name, result in sorted(results.items()):
        for reason, count in result.reasons.most_common():
            print(f"{name}: {count} {reason}")
        for what, count in result.faults.most_common():
            print(f"{name}: FAULT {what}: {count}, for example {result.examples[what]}")
    print("faults: none" if not faults else f"faults: {faults}")
    return 1 if faults else 0
