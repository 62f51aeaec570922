"""Compares what the server draws with what MapLibre GL draws of the same style and data: `make golden`.

Both pictures of each view are kept in .build/golden with a page that shows them side by side; the figures are printed, as
JSON too. GEOSECTOR_BIN is the folder of the built programs, GEOSECTOR_GOLDEN_BASE a server that runs already.
"""
from __future__ import annotations

import argparse
import html
import json
import os
import pathlib
import sys
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))

from browser import Browser
from pictures import Difference, compare, read
from server import Server
from views import SIDE, View, views

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / ".build" / "golden"
# styles/README.md says why these.
MOST_MEAN = 6.0
MOST_VISIBLE = 0.06


def served(base: str, view: View) -> bytes:
    query = f"bbox={view.box}&bbox-crs=EPSG:3857&crs=EPSG:3857&width={SIDE}&height={SIDE}&f=png&transparent=false"
    with urllib.request.urlopen(f"{base}/styles/{view.style}/map?{query}", timeout=300) as answer:
        return answer.read()


def page(results: list[tuple[View, Difference]]) -> str:
    rows = "".join(
        f"<tr><th>{html.escape(view.name)}<br>mean {difference.mean:.2f}, p99 {difference.percentile99}, "
        f"visible {difference.visible:.1%}</th>"
        f"<td><img src='{view.name}-server.png'></td><td><img src='{view.name}-maplibre.png'></td></tr>"
        for view, difference in results)
    return f"<!doctype html><meta charset=utf-8><title>golden</title><table>{rows}</table>"


def run(base: str, only: str) -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    browser = Browser(base)
    results: list[tuple[View, Difference]] = []
    try:
        for view in views():
            if only not in view.name:
                continue
            pictures = {"server": served(base, view), "maplibre": browser.picture(view)}
            for name, data in pictures.items():
                (OUT / f"{view.name}-{name}.png").write_bytes(data)
            difference = compare(read(pictures["server"]), read(pictures["maplibre"]))
            results.append((view, difference))
            print(
                f"{view.name:34} mean {difference.mean:6.2f}  p99 {difference.percentile99:3d}  "
                f"visible {difference.visible:6.2%}", flush=True)
    finally:
        browser.close()
    (OUT / "index.html").write_text(page(results))
    (OUT / "figures.json").write_text(
        json.dumps({view.name: difference._asdict() for view, difference in results}, indent=2))
    mean = sum(difference.mean for _, difference in results) / len(results)
    visible = sum(difference.visible for _, difference in results) / len(results)
    worse = [
        view.name for view, difference in results
        if difference.mean > MOST_MEAN or difference.visible > MOST_VISIBLE]
    print(f"golden: {len(results)} views, mean {mean:.2f} of 255, {visible:.2%} of pixels differ visibly; {OUT}/index.html")
    if worse:
        print(f"golden: beyond the threshold: {', '.join(worse)}")
    return 1 if worse else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make golden", description=__doc__)
    parser.add_argument("--only", default="", help="views whose names contain this")
    options = parser.parse_args()
    if base := os.environ.get("GEOSECTOR_GOLDEN_BASE"):
        return run(base.rstrip("/"), options.only)
    with Server() as server:
        return run(server.url, options.only)


if __name__ == "__main__":
    sys.exit(main())
