"""QGIS without its window, where it is installed: features, WMS, WMTS and vector tiles with our style."""
from __future__ import annotations

import json
import os
import subprocess

from checks import Checks
from environment import HERE, WORK
from server import Server

PYTHON = "/usr/bin/python3"  # QGIS's own modules belong to it
LAYER = "schools"
FILTERING = 33200  # the first QGIS that sends filters
MAPS = {"wms-degrees": "WMS in degrees", "wms-mercator": "WMS in Mercator", "wms-vn2000": "WMS in VN-2000",
        "wmts": "WMTS", "tiles": "vector tiles with our style"}
DRAWN = 10  # colours: a picture of nothing has one


def run(server: Server, checks: Checks) -> None:
    known = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    if known.returncode != 0:
        checks.skip("QGIS opens a collection", "QGIS is not installed (apt-get install python3-qgis)")
        return
    _features(server, checks)
    _maps(server, checks)


def _features(server: Server, checks: Checks) -> None:
    log = server.requests()
    found = _ask(checks, "QGIS opens a collection", "qgis_layer.py", server.url, LAYER)
    if found is None:
        return
    collection = server.json(f"/collections/{LAYER}")
    checks.expect("QGIS reads every feature", found["count"] == collection["numberOfFeatures"], found)
    queries = log.queries(f"/collections/{LAYER}/items")
    names = server.json(f"/collections/{LAYER}/items?limit=1")["features"][0]["properties"].keys()
    checks.expect("QGIS knows the properties", set(found["fields"]) >= names, found["fields"])
    checks.expect("QGIS asks for large pages", any(int(query.get("limit", 0)) >= 1000 for query in queries), queries)
    checks.expect("QGIS asks by box", any("bbox" in query for query in queries), queries)
    if found["version"] < FILTERING:
        checks.skip("QGIS's filter reaches the server", f"QGIS {found['version']} filters by itself")
    else:
        checks.expect("QGIS's filter reaches the server", any("filter" in query for query in queries), queries)
    checks.expect("QGIS's filter selects", 0 < found["filtered"] < found["count"], found)


def _maps(server: Server, checks: Checks) -> None:
    found = _ask(checks, "QGIS opens the map services", "qgis_map.py", server.url, str(WORK))
    if found is None:
        return
    for name, sentence in MAPS.items():
        drawn = found[name]
        checks.expect(f"QGIS draws {sentence}", drawn["colours"] >= DRAWN and not drawn["errors"], drawn)


def _ask(checks: Checks, sentence: str, script: str, *arguments: str) -> dict | None:
    """What a script under QGIS's Python found, the last line it wrote."""
    done = subprocess.run(
        [PYTHON, "-B", str(HERE / script), *arguments], capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return json.loads(done.stdout.splitlines()[-1]) if checks.expect(
        sentence, done.returncode == 0, done.stderr[-1000:]) else None
