#!/usr/bin/env python3
"""How often `geoimport` resolves the CRS of a layer, refuses, or errs: the table of docs/import-crs.md.

    python3 scripts/crs-trial.py .build/release/geoimport ../shared/data

Makes layers of points in communes (and real ones from the data folder) in every kind of CRS, with the .prj kept, taken
away or wrong, and asks `geoimport inspect`. Needs ogr2ogr and gdalsrsinfo.
"""
import collections
import csv
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHIFT = ("+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278"
         " +units=m +no_defs")
MERIDIANS = {5897: 105, 5899: 107.75, 9207: 104.5, 9210: 105.75, 9216: 107.5, 9217: 108.25, 9218: 108.5}
WRONG = {9218: 9217, 9217: 9218, 5897: 9209, 9207: 9208, 9210: 9211, 5899: 5898, 9216: 9215}
PARTS = ("shp", "shx", "dbf", "prj", "cpg")


def units(name):
    with open(f"{ROOT}/data/units/{name}", encoding="utf-8") as file:
        return list(csv.DictReader(file))


NEW, OLD = units("vietnam-2025-07-01.csv"), units("vietnam-before-2025-07-01.csv")
PROVINCES = {u["code"]: u for u in NEW if not u["parent"]}
DISTRICTS = {u["code"]: u for u in OLD if u["code"].startswith("d")}
LAYERS = {}


def place(unit, reach):
    angle, distance = random.random() * 2 * math.pi, math.sqrt(random.random()) * reach * float(unit["radius_km"]) / 111
    return [float(unit["lon"]) + distance * math.cos(angle), float(unit["lat"]) + distance * math.sin(angle)]


def write(name, zone, utm, features):
    LAYERS[name] = (zone, utm)
    document = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": p, "geometry": {"type": "Point", "coordinates": c}} for c, p in features]}
    with open(name + ".geojson", "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)


def new_layer(name, zone, utm, province, count, per=3, properties=None):
    chosen = [u for u in NEW if u["parent"] == province]
    chosen = random.sample(chosen, min(count, len(chosen)))
    properties = properties or (lambda u, i: {
        "TEN": f"{u['kind'].capitalize()} {u['name']}", "TINH": PROVINCES[province]["name"]})
    write(name, zone, utm, [(place(u, 0.6), properties(u, i)) for u in chosen for i in range(per)])


def old_layer(name, zone, utm, province, count, properties):
    chosen = [u for u in OLD if u["parent"] in DISTRICTS and DISTRICTS[u["parent"]]["parent"] == province]
    chosen = random.sample(chosen, min(count, len(chosen)))
    write(name, zone, utm, [
        (place(u, 0.9), properties(u, DISTRICTS[u["parent"]], i)) for u in chosen for i in range(2)])


def real_layer(name, zone, utm, path, *options):
    LAYERS[name] = (zone, utm)
    subprocess.run(["ogr2ogr", name + ".geojson", f"{DATA}/{path}", *options], check=True)


def make_layers():
    commune = lambda u, d, i: {"XA": f"Phường {u['name']}" if u["name"].isdigit() else u["name"], "HUYEN": d["name"]}
    new_layer("gia_lai", 9218, 3406, "52", 40)
    new_layer("gia_lai_bare", 9218, 3406, "52", 40, properties=lambda u, i: {"TEN": u["name"]})
    new_layer("one_commune", 9218, 3406, "52", 1, per=5)
    new_layer("two_features", 9217, 3406, "52", 2, per=1)
    new_layer("ha_noi", 5897, 3405, "01", 30)
    new_layer("da_nang", 5899, 3406, "48", 20)
    new_layer("ca_mau_no_names", 9207, 3405, "96", 30, properties=lambda u, i: {"MA": f"X{i}"})
    old_layer("binh_dinh", 9217, 3406, "52", 50, commune)
    old_layer("gia_lai_capitals", 9218, 3406, "64", 50, lambda u, d, i: {"XA": f"{u['kind']} {u['name']}".upper()})
    old_layer("gia_lai_districts", 9218, 3406, "64", 60, lambda u, d, i: {"HUYEN": f"{d['kind']} {d['name']}"})
    old_layer("binh_dinh_addresses", 9217, 3406, "52", 40, lambda u, d, i: {
        "TEN": f"Trường số {i}", "DIACHI": f"Thôn {i}, {u['kind']} {u['name']}, {d['kind']} {d['name']}"})
    old_layer("gia_lai_no_names", 9218, 3406, "64", 60, lambda u, d, i: {"STT": i})
    old_layer("ha_noi_before", 5897, 3405, "01", 40, commune)
    old_layer("ca_mau", 9207, 3405, "96", 30, commune)
    old_layer("hcm", 9210, 3405, "79", 30, commune)
    old_layer("kon_tum_districts", 9216, 3405, "62", 20, lambda u, d, i: {"HUYEN": f"{d['kind']} {d['name']}"})
    real_layer("communes", 9218, 3406, "vn/gialai_xa_2025.shp", "-simplify", "0.0005")
    real_layer("hospitals", 5897, 3405, "vn/hanoi_benhvien_osm.shp")
    real_layer("places", 9218, 3406, "vn/taynguyen_diadanh_geonames.shp")


def wgs84_utm(utm):
    return 32648 if utm == 3405 else 32649


# Kind: what the numbers are in, what the .prj says (None: as made, "": taken away), swapped axes.
KINDS = {
    "3° zone, no .prj": (lambda z, u: z, "", False),
    "3° zone, right .prj": (lambda z, u: z, None, False),
    "3° zone, .prj of the next zone": (lambda z, u: z, lambda z, u: WRONG[z], False),
    "3° zone, .prj WGS 84 degrees": (lambda z, u: z, lambda z, u: 4326, False),
    "3° zone, .prj WGS 84 / UTM": (lambda z, u: z, lambda z, u: wgs84_utm(u), False),
    "3° zone with k 0.9996, no .prj": (lambda z, u: f"+proj=tmerc +lon_0={MERIDIANS[z]} +k=0.9996 +x_0=500000 {SHIFT}", "", False),
    "3° zone, axes swapped, no .prj": (lambda z, u: z, "", True),
    "3° zone, axes swapped, right .prj": (lambda z, u: z, lambda z, u: z, True),
    "VN-2000 / UTM, no .prj": (lambda z, u: u, "", False),
    "VN-2000 / UTM, right .prj": (lambda z, u: u, None, False),
    "VN-2000 / UTM, .prj WGS 84 / UTM": (lambda z, u: u, lambda z, u: wgs84_utm(u), False),
    "WGS 84 / UTM, right .prj": (lambda z, u: wgs84_utm(u), None, False),
    "WGS 84 / UTM, no .prj": (lambda z, u: wgs84_utm(u), "", False),
    "WGS 84 degrees, no .prj": (lambda z, u: 4326, "", False),
    "WGS 84 degrees, latitude first, no .prj": (lambda z, u: 4326, "", True),
    "VN-2000 degrees, no .prj": (lambda z, u: 4756, "", False),
    "Hanoi 1972, no .prj": (lambda z, u: 2044 if u == 3405 else 2045, "", False),
}
DEGREES = {"EPSG:4326", "EPSG:4756", "EPSG:4147"}
SIX = [{"EPSG:3406", "EPSG:32649", "EPSG:2045"}, {"EPSG:3405", "EPSG:32648", "EPSG:2044", "EPSG:5897"}]


def make(layer, kind, folder):
    numbers, label, swaps = KINDS[kind]
    zone, utm = LAYERS[layer]
    target = numbers(zone, utm)
    crs = target if isinstance(target, str) else f"EPSG:{target}"
    base = f"{folder}/{layer}"
    options = ["-lco", "ENCODING=UTF-8"]
    subprocess.run(["ogr2ogr", "-s_srs", "EPSG:4326", "-t_srs", crs, *options, base + ".shp", layer + ".geojson"],
                   check=True, capture_output=True)
    if swaps:
        subprocess.run(["ogr2ogr", *options, "turned.shp", base + ".shp", "-dialect", "SQLITE", "-sql",
                        f'SELECT SwapCoords(geometry) AS geometry, * FROM "{layer}"'], check=True, capture_output=True)
        for part in ("shp", "shx", "dbf"):
            os.replace(f"turned.{part}", f"{base}.{part}")
    if callable(label):
        wkt = subprocess.run(["gdalsrsinfo", "-o", "wkt_esri", "--single-line", f"EPSG:{label(zone, utm)}"],
                             capture_output=True, text=True, check=True).stdout.strip()
        with open(base + ".prj", "w", encoding="utf-8") as file:
            file.write(wkt)
    elif label == "" and os.path.exists(base + ".prj"):
        os.remove(base + ".prj")
    rescaled = isinstance(target, str)
    return (f"EPSG:{zone}" if rescaled else crs, swaps, rescaled)


def outcome(answer, truth):
    if "refused" in answer:
        return "refused"
    adjustment = answer["adjustment"] or {}
    found = (answer["crs"], adjustment.get("swapsAxes", False), adjustment.get("scale", 1) != 1)
    if found == truth:
        return "right"
    pair = {found[0], truth[0]}
    isNear = found[0] == truth[0] or pair <= DEGREES or any(pair <= group for group in SIX)
    said = answer["issues"] or answer["notes"]
    if found[1] == truth[1] and isNear:
        return "near, said" if said else "near, silent"
    return "wrong, said" if said else "wrong, silent"


def main():
    random.seed(5)
    os.environ["GEOSECTOR_HOME"] = ROOT
    os.chdir(tempfile.mkdtemp())
    make_layers()
    columns = ["right", "refused", "near, said", "wrong, said", "near, silent", "wrong, silent"]
    print(f"| {len(LAYERS)} layers, each as | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for kind in KINDS:
        os.mkdir("layers")
        truths = {layer: make(layer, kind, "layers") for layer in LAYERS}
        answer = subprocess.run([PROGRAM, "inspect", "layers", "--json"], capture_output=True, text=True, check=True)
        counts = collections.Counter()
        for layer in json.loads(answer.stdout)["layers"]:
            result = outcome(layer["reference"], truths[layer["name"]])
            counts[result] += 1
            if result not in ("right", "refused"):
                print(kind, layer["name"], result, layer["reference"]["crs"], layer["reference"]["decidedBy"],
                      [i["code"] for i in layer["reference"]["issues"]], file=sys.stderr)
        shutil.rmtree("layers")
        print(f"| {kind} | " + " | ".join(str(counts[c] or "") for c in columns) + " |", flush=True)


main()
