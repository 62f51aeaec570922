#!/usr/bin/env python3
"""Makes the unit lists of the whole country; README.md says from what and how they were checked.

    pip download vietnamadminunits==1.0.4 --no-deps
    python3 make_units.py vietnamadminunits-1.0.4-py3-none-any.whl vn_tinh_2025_dongian.geojson proj.db

The second is the 34 provinces of thanglequoc/vietnamese-provinces-database@cd580632, simplified to 0.005 degrees; the
third PROJ's register, for which zone was in use in which province. Needs shapely.
"""
import collections
import csv
import json
import math
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import unicodedata
import zipfile

from shapely.geometry import Point, mapping, shape
from shapely.ops import unary_union

KM_PER_DEGREE = 111.2
# Square kilometres, for the few communes whose area the source does not give.
TYPICAL_AREA = 100
HERE = os.path.dirname(os.path.abspath(__file__))
ZONES = [5896, 5897, 5898, 5899, *range(9205, 9219)]
# Provinces that EPSG names otherwise than the list of 2024.
ALIASES = {"ho chi minh": "ho chi minh", "thua thien hue": "hue", "ha tay": "ha noi"}


def fold(text):
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def composed(text):
    return unicodedata.normalize("NFC", text)


def box(text):
    """'south,west – north,east' to numbers."""
    low, high = text.split(" – ")
    south, west = map(float, low.split(","))
    north, east = map(float, high.split(","))
    return west, south, east, north


def radius_of_box(bounds):
    west, south, east, north = box(bounds)
    width = (east - west) * KM_PER_DEGREE * math.cos(math.radians(north))
    height = (north - south) * KM_PER_DEGREE
    return (width + height) / 4


def excess(bounds, lat, lon):
    """Kilometres by which a point lies outside a box."""
    west, south, east, north = box(bounds)
    return math.hypot(
        max(west - lon, 0, lon - east) * KM_PER_DEGREE * math.cos(math.radians(lat)),
        max(south - lat, 0, lat - north) * KM_PER_DEGREE)


def row(code, kind, name, parent, lat, lon, radius, zone=""):
    # `Phường 14` is named 14.
    numbered = re.fullmatch(r"(?:Phường|Quận) (\d+)", name)
    return [code, kind.lower(), numbered[1] if numbered else composed(name), parent, f"{lon:.3f}", f"{lat:.3f}", max(1, round(radius)), zone]


def write(name, rows):
    with open(os.path.join(HERE, name), "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "kind", "name", "parent", "lon", "lat", "radius_km", "zone"])
        out.writerows(rows)


def split_kind(full, short):
    kind = full[: -len(short)].strip() if full.endswith(short) else full.split(" ")[0]
    return kind


def zones_in_use(register):
    """Folded province name to the EPSG code whose area of use names it."""
    found = {}
    for code in ZONES:
        for (text,) in register.execute(
                "SELECT e.description FROM usage u JOIN extent e ON e.auth_name = u.extent_auth_name"
                " AND e.code = u.extent_code WHERE u.object_table_name = 'projected_crs'"
                " AND u.object_auth_name = 'EPSG' AND u.object_code = ?", (code,)):
            if "onshore" in text:
                continue
            text = re.sub(r"^Vietnam - ", "", text).replace("-", " ")
            for part in re.split(r",|;| and ", text):
                name = fold(re.sub(r"\b(provinces?|municipality|cit(y|ies))\b", "", part))
                if name:
                    found[ALIASES.get(name, name)] = code
    return found


def main(wheel, outlines_path, register_path):
    folder = tempfile.mkdtemp()
    with zipfile.ZipFile(wheel) as archive:
        path = archive.extract("vietnamadminunits/data/dataset.db", folder)
    source = sqlite3.connect(path)
    source.row_factory = sqlite3.Row
    zones = zones_in_use(sqlite3.connect(register_path))
    outlines = {f["properties"]["MA_TINH"]: (f["properties"], shape(f["geometry"]))
                for f in json.load(open(outlines_path, encoding="utf-8"))["features"]}

    new = source.execute("SELECT * FROM admin_units ORDER BY provinceCode, wardCode").fetchall()
    rows, seen = [], set()
    for unit in new:
        code = unit["provinceCode"]
        if code not in seen:
            seen.add(code)
            area = outlines[code][0]["DT_KM2"]
            middle = outlines[code][1].representative_point()
            kind = split_kind(unit["province"], unit["provinceShort"])
            rows.append(row(code, kind, unit["provinceShort"], "", middle.y, middle.x, math.sqrt(area / math.pi)))
    for unit in new:
        rows.append(row(
            unit["wardCode"], unit["wardType"], unit["wardShort"], unit["provinceCode"], unit["wardLat"],
            unit["wardLon"], math.sqrt((unit["wardAreaKm2"] or TYPICAL_AREA) / math.pi)))
    write("vietnam-2025-07-01.csv", rows)
    print("2025:", len(rows))

    old = source.execute("SELECT * FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode").fetchall()
    shared = collections.Counter((u["wardLat"], u["wardLon"]) for u in old)
    rows, dropped = [], collections.Counter()
    provinces, districts = {}, {}
    for unit in old:
        provinces.setdefault(unit["provinceCode"], unit)
        districts.setdefault(unit["districtCode"], unit)
    for code, unit in provinces.items():
        zone = zones.get(fold(unit["provinceShort"]), "")
        if not zone:
            print("no zone for", unit["province"])
        rows.append(row(
            code, split_kind(unit["province"], unit["provinceShort"]), unit["provinceShort"], "",
            unit["provinceLat"], unit["provinceLon"], radius_of_box(unit["provinceBounds"]), zone))
    for code, unit in districts.items():
        communes = [u for u in old if u["districtCode"] == code and u["wardLat"] is not None]
        if unit["districtLat"] is None or not communes:
            dropped["district without coordinates"] += 1
            continue
        # The geocoder took some districts for a namesake; its communes, asked one by one, know better.
        lat = statistics.median(u["wardLat"] for u in communes)
        lon = statistics.median(u["wardLon"] for u in communes)
        off = math.hypot(unit["districtLat"] - lat, (unit["districtLon"] - lon) * 0.96) * KM_PER_DEGREE
        if off > 15 + radius_of_box(unit["districtBounds"]):
            dropped["district far from its communes"] += 1
            continue
        rows.append(row(
            "d" + code, unit["districtType"], unit["districtShort"], unit["provinceCode"], unit["districtLat"],
            unit["districtLon"], radius_of_box(unit["districtBounds"])))
    land = unary_union([o for _, o in outlines.values()]).buffer(0.05)
    for unit in old:
        if unit["wardLat"] is None:
            dropped["no coordinates"] += 1
        elif shared[unit["wardLat"], unit["wardLon"]] > 1:
            # A geocoder that does not know a commune answers with the place of something larger.
            dropped["coordinates of another unit too"] += 1
        elif excess(unit["districtBounds"], unit["wardLat"], unit["wardLon"]) > 15:
            dropped["more than 15 km outside its district's box"] += 1
        elif not land.contains(Point(unit["wardLon"], unit["wardLat"])) and radius_of_box(unit["wardBounds"]) > 15:
            dropped["in the sea, and no island"] += 1
        elif radius_of_box(unit["wardBounds"]) > 30:
            dropped["a box larger than any commune"] += 1
        else:
            rows.append(row(
                unit["wardCode"], unit["wardType"], unit["wardShort"], "d" + unit["districtCode"], unit["wardLat"],
                unit["wardLon"], radius_of_box(unit["wardBounds"])))
    write("vietnam-before-2025-07-01.csv", rows)
    print("before:", len(rows), "dropped:", dict(dropped))

    features = []
    for code, (properties, outline) in sorted(outlines.items()):
        islands = [Point(u["wardLon"], u["wardLat"]).buffer(0.05) for u in new if u["provinceCode"] == code
                   and outline.distance(Point(u["wardLon"], u["wardLat"])) > 0.01]
        parts = [p.buffer(0.2) if p.centroid.x > 110 else p for p in getattr(outline, "geoms", [outline])]
        # Generous by a kilometre, so that simplifying cuts nothing off.
        whole = unary_union(parts + islands).buffer(0.01).simplify(0.01)
        geometry = mapping(whole)
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        # Holes are lakes and city cores: inside the country all the same.
        kept = [[[[round(x, 2), round(y, 2)] for x, y in polygon[0]]] for polygon in polygons]
        name = properties["TEN_TINH"].removeprefix("Tỉnh ").removeprefix("Thành phố ")
        features.append({"type": "Feature", "properties": {"code": code, "name": composed(name)},
                         "geometry": {"type": "MultiPolygon", "coordinates": kept}})
    with open(os.path.join(HERE, "vietnam-provinces-2025-07-01.geojson"), "w", encoding="utf-8") as file:
        lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
        file.write('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
