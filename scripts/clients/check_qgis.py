"""QGIS without its window, where it is installed: a layer by its OGC API Features provider."""
from __future__ import annotations

import json
import os
import subprocess

from checks import Checks
from environment import HERE
from server import Server

PYTHON = "/usr/bin/python3"  # QGIS's own modules belong to it
LAYER = "schools"
FILTERING = 33200  # the first QGIS that sends filters


def run(server: Server, checks: Checks) -> None:
    known = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    if known.returncode != 0:
        checks.skip("QGIS opens a collection", "QGIS is not installed (apt-get install python3-qgis)")
        return
    log = server.requests()
    done = subprocess.run(
        [PYTHON, "-B", str(HERE / "qgis_layer.py"), server.url, LAYER], capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if not checks.expect("QGIS opens a collection", done.returncode == 0, done.stderr[-1000:]):
        return
    found = json.loads(done.stdout.splitlines()[-1])
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
