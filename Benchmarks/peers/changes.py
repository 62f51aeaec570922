"""Changes a file of parcels: some moved, some with other values, some gone, some new; the same on every run."""
from __future__ import annotations

import json
import pathlib
import random
from typing import Any

from tile_client import Box

KINDS = ("moved", "renamed", "removed", "added")
MOVE_IN_DEGREES = 0.0004  # some 40 m: across the tiles' seams for a few
ADD_IN_DEGREES = 0.003


def envelope(feature: dict[str, Any]) -> Box:
    xs, ys = zip(*feature["geometry"]["coordinates"][0])
    return min(xs), min(ys), max(xs), max(ys)


def shifted(feature: dict[str, Any], degrees: float) -> dict[str, Any]:
    ring = [[round(x + degrees, 8), round(y + degrees, 8)] for x, y in feature["geometry"]["coordinates"][0]]
    return {**feature, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(source: pathlib.Path, target: pathlib.Path, count: int) -> list[tuple[str, list[Box]]]:
    """Writes the changed file; the kind of each change with the envelopes before and after it."""
    with source.open(encoding="utf-8") as file:
        total = sum(1 for _ in file)
    chosen = dict(zip(random.Random(7).sample(range(total), count), KINDS * count))
    changes: list[tuple[str, list[Box]]] = []
    with source.open(encoding="utf-8") as old, target.open("w", encoding="utf-8") as new:
        for number, line in enumerate(old):
            kind = chosen.get(number)
            if kind is None:
                new.write(line)
                continue
            feature = json.loads(line)
            lines, boxes = change(kind, feature, total)
            new.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
            changes.append((kind, boxes))
    return changes


def change(kind: str, feature: dict[str, Any], total: int) -> tuple[list[dict[str, Any]], list[Box]]:
    """What stands in the place of a feature, and the envelopes whose tiles change."""
    properties = feature["properties"]
    match kind:
        case "moved":
            after = shifted(feature, MOVE_IN_DEGREES)
            return [after], [envelope(feature), envelope(after)]
        case "renamed":
            return [{**feature, "properties": {**properties, "chu_sd": "Nguyễn Văn Mới"}}], [envelope(feature)]
        case "removed":
            return [], [envelope(feature)]
        case _:
            added = shifted(feature, ADD_IN_DEGREES)
            added["properties"] = {**properties, "gid": properties["gid"] + total}
            return [feature, added], [envelope(added)]
