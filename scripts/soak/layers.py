"""The layers of the soak: what each feature must say in each state, so that any answer can be judged."""
from __future__ import annotations

import json
import pathlib

WEST, SOUTH = 108.00, 13.95  # Pleiku
STEP = 0.0004
COLUMNS = 150
IMPORTED = "thua"  # replaced whole, again and again, by state A or B
EDITED = "diem"  # edited feature by feature
# How many features a state has. B lacks the last of A.
COUNTS = {"A": 20_000, "B": 19_000}


def place(number: int) -> tuple[float, float]:
    return WEST + number % COLUMNS * STEP, SOUTH + number // COLUMNS * STEP


def value(number: int, state: str) -> str:
    return f"{state}{number * 7919 % 10_007}"


def _square(number: int) -> dict:
    x, y = place(number)
    a, b = x + STEP * 0.9, y + STEP * 0.9
    ring = [[x, y], [a, y], [a, b], [x, b], [x, y]]
    return {"type": "Polygon", "coordinates": [[[round(c, 6) for c in point] for point in ring]]}


def write_imported(folder: pathlib.Path, state: str) -> pathlib.Path:
    """A file of all features of a state: number, state and a value that follows from both."""
    features = [
        {"type": "Feature", "geometry": _square(number),
         "properties": {"so": number, "ban": state, "gia_tri": value(number, state)}}
        for number in range(1, COUNTS[state] + 1)]
    return _write(folder / f"{IMPORTED}-{state}.geojson", features)


def write_edited(folder: pathlib.Path, count: int) -> pathlib.Path:
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(place(number))},
         "properties": {"ma": f"dau-{number}", "gia_tri": "0"}}
        for number in range(1, count + 1)]
    return _write(folder / f"{EDITED}.geojson", features)


def _write(path: pathlib.Path, features: list[dict]) -> pathlib.Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def fault_of_page(document: dict) -> str | None:
    """What is wrong with a page of imported features; None when it is all of one state, as that state has it."""
    features = document["features"]
    states = {feature["properties"]["ban"] for feature in features}
    if len(states) > 1:
        return f"a page of several states: {sorted(states)}"
    for feature in features:
        number, state = feature["properties"]["so"], feature["properties"]["ban"]
        if feature["properties"]["gia_tri"] != value(number, state):
            return f"feature {number} of {state} says {feature['properties']['gia_tri']}"
        corner = feature["geometry"]["coordinates"]
        while isinstance(corner[0], list):  # a polygon, or several of one
            corner = corner[0]
        if max(abs(a - b) for a, b in zip(corner, place(number))) > 2e-6:
            return f"feature {number} of {state} lies at {corner}"
    for state in states:
        matched = document.get("numberMatched")
        if matched is not None and matched != COUNTS[state]:
            return f"{matched} features matched in state {state}, which has {COUNTS[state]}"
    return None
