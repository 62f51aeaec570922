"""GDAL's drivers: OAPIF reads features, OGCAPI tiles. Answers are compared with what GDAL reads in the store itself."""
from __future__ import annotations

import json
import pathlib
import subprocess

from checks import Checks
from environment import WORK
from server import Server

POINTS, LINES, AREAS = "schools", "roads", "parcels"
# Older GDALs ask for ten features at a time unless told otherwise.
PAGE_SIZE = 1000
BOX = (107.9, 13.9, 108.1, 14.1)  # around Pleiku, in degrees


def run(server: Server, checks: Checks) -> None:
    _lists(server, checks)
    for layer in (POINTS, LINES, AREAS):
        _reads(server, checks, layer)
    _pushes_equality(server, checks)
    _pushes_filter(server, checks)
    _pushes_box(server, checks)
    _opens_tiles(server, checks)


def _lists(server: Server, checks: Checks) -> None:
    text = _run("ogrinfo", "-ro", "-q", f"OAPIF:{server.url}")
    listed = {line.split(": ", 1)[1].split(" ")[0] for line in text.splitlines() if ": " in line}
    ids = {collection["id"] for collection in server.json("/collections")["collections"]}
    checks.expect("OAPIF lists every collection", listed == ids, listed ^ ids)


def _reads(server: Server, checks: Checks, layer: str) -> None:
    log = server.requests()
    read = _features(f"OAPIF:{server.url}", layer)
    stored = _features(str(server.store), layer, "-t_srs", "OGC:CRS84")
    checks.expect(f"OAPIF reads every feature of {layer}", read.keys() == stored.keys(),
                  f"{len(read)} read, {len(stored)} stored")
    others = [fid for fid, (values, _) in read.items() if fid in stored and not _equal(values, stored[fid][0])]
    checks.expect(f"OAPIF reads the values of {layer}", not others,
                  [(read[fid][0], stored[fid][0]) for fid in others[:1]])
    far = [fid for fid, (_, box) in read.items() if fid in stored and not _near(box, stored[fid][1])]
    checks.expect(f"OAPIF reads {layer} where they lie", not far,
                  [(read[fid][1], stored[fid][1]) for fid in far[:1]])
    pages = [query for query in log.queries(f"/collections/{layer}/items") if query.get("limit") == str(PAGE_SIZE)]
    needed = -(-len(stored) // PAGE_SIZE)
    # What is asked for before says which properties there are.
    checks.expect(f"OAPIF reads {layer} in {needed} pages", needed <= len(pages) <= needed + 3, len(pages))
    begins = [query.get("cursor") for query in pages if "cursor" in query]
    checks.expect(f"OAPIF asks for each page of {layer} once", len(begins) == len(set(begins)) == needed - 1, begins)


def _pushes_equality(server: Server, checks: Checks) -> None:
    name, value = _common_text(server, POINTS)
    log = server.requests()
    found = _features(f"OAPIF:{server.url}", POINTS, "-where", f"{name} = '{value}'")
    expected = _features(str(server.store), POINTS, "-where", f"{name} = '{value}'")
    checks.expect(f"OAPIF -where {name} = … gives what the store holds", found.keys() == expected.keys() and found,
                  f"{len(found)} found, {len(expected)} stored")
    queries = log.queries(f"/collections/{POINTS}/items")
    # As a parameter of its own, or as CQL: which of them depends on GDAL's version.
    checks.expect("OAPIF sends the equality to the server",
                  any(query.get(name) == value or value in query.get("filter", "") for query in queries), queries)


def _pushes_filter(server: Server, checks: Checks) -> None:
    name, value = _common_text(server, POINTS)
    where = f"{name} LIKE '{value[:3]}%' OR {name} IS NULL"
    if not server.conforms_to("ogcapi-features-3/1.0/conf/features-filter"):
        checks.skip("OAPIF sends other conditions as CQL", "/conformance does not list Features 3")
        return
    log = server.requests()
    found = _features(f"OAPIF:{server.url}", POINTS, "-where", where)
    expected = _features(str(server.store), POINTS, "-where", where)
    checks.expect("OAPIF -where … LIKE … gives what the store holds", found.keys() == expected.keys() and found,
                  f"{len(found)} found, {len(expected)} stored")
    queries = log.queries(f"/collections/{POINTS}/items")
    checks.expect("OAPIF sends other conditions as CQL", any("filter" in query for query in queries), queries)


def _pushes_box(server: Server, checks: Checks) -> None:
    log = server.requests()
    sides = [str(side) for side in BOX]
    found = _features(f"OAPIF:{server.url}", LINES, "-spat", *sides)
    expected = _features(str(server.store), LINES, "-t_srs", "OGC:CRS84", "-spat", *sides, "-spat_srs", "OGC:CRS84")
    # The box of the store's query is one in metres that holds ours: a few features beside it are found there only.
    checks.expect("OAPIF -spat gives what lies in the box", found and found.keys() <= expected.keys(),
                  f"{len(found)} found, {len(expected)} stored")
    queries = log.queries(f"/collections/{LINES}/items")
    boxes = [[float(side) for side in query["bbox"].split(",")] for query in queries if "bbox" in query]
    checks.expect("OAPIF sends the box to the server", any(_near(box, BOX) for box in boxes), queries)


def _opens_tiles(server: Server, checks: Checks) -> None:
    if "OGCAPI" not in _run("gdalinfo", "--formats"):
        checks.skip("OGCAPI opens the tiles", "this GDAL has no OGCAPI driver")
        return
    log = server.requests()
    text = _run("ogrinfo", "-ro", "-so", "-al", f"OGCAPI:{server.url}/collections/{POINTS}", "-oo", "API=TILES")
    if "Invalid tiling matrix set name" in text:
        checks.skip("OGCAPI opens the vector tiles of a collection",
                    "this GDAL reads tile matrix sets of the draft standard only")
    else:
        checks.expect("OGCAPI opens the vector tiles of a collection", f"Layer name: {POINTS}" in text, text[-600:])
    asked = log.queries(f"/collections/{POINTS}/tiles/WebMercatorQuad")
    checks.expect("OGCAPI reads the tileset", bool(asked), asked)


def _common_text(server: Server, layer: str) -> tuple[str, str]:
    """A text property and a value of it that some features have, but not all."""
    features = server.json(f"/collections/{layer}/items?limit=1000")["features"]
    for name in features[0]["properties"]:
        values = {feature["properties"][name] for feature in features}
        if 1 < len(values) < 8 and all(isinstance(value, str) for value in values):
            return name, sorted(values)[0]
    raise LookupError(f"no such property in {layer}")


def _features(source: str, layer: str, *options: str) -> dict[int, tuple[dict, list[float]]]:
    """Values and box of each feature, by id."""
    file = pathlib.Path(WORK / "features.geojsonl")
    file.unlink(missing_ok=True)
    paging = ["-oo", f"PAGE_SIZE={PAGE_SIZE}"] if source.startswith("OAPIF:") else []
    _run("ogr2ogr", "-f", "GeoJSONSeq", str(file), source, layer, "-preserve_fid", *paging, *options)
    features = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        feature = json.loads(line)
        features[feature["id"]] = (feature["properties"], _box(feature["geometry"]))
    return features


def _box(geometry: dict | None) -> list[float]:
    points: list[list[float]] = []

    def visit(coordinates: list) -> None:
        if coordinates and isinstance(coordinates[0], (int, float)):
            points.append(coordinates)
        else:
            for part in coordinates:
                visit(part)

    visit(geometry["coordinates"] if geometry else [])
    if not points:
        return []
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def _near(left: list[float] | tuple[float, ...], right: list[float] | tuple[float, ...]) -> bool:
    return len(left) == len(right) and all(abs(a - b) < 1e-6 for a, b in zip(left, right))


def _equal(left: dict, right: dict) -> bool:
    """GDAL writes dates with slashes out of one source, with dashes out of another."""
    def plain(value: object) -> object:
        return value.replace("/", "-") if isinstance(value, str) else value
    return {name: plain(value) for name, value in left.items()} == {name: plain(value) for name, value in right.items()}


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"
