"""Compares what the server draws with what MapLibre GL draws of the same style and data: `make golden`.

Both pictures of each view are kept in .build/golden with a page that shows them side by side; the figures are printed, as
JSON too. Labels are compared by box, in pictures of the symbol layers alone. GEOSECTOR_BIN is the folder of the built
programs.
"""
from __future__ import annotations

import argparse
import html
import json
import pathlib
import shutil
import sys
import urllib.request
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))

from browser import Browser
from pictures import Difference, Labels, Picture, compare, compare_labels, read
from server import Server
from views import SIDE, View, views

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / ".build" / "golden"
# styles/README.md says why these.
MOST_MEAN, MOST_MEAN_OF_ALL = 20.0, 4.0
MOST_VISIBLE, MOST_VISIBLE_OF_ALL = 0.16, 0.025
LEAST_LABELS = 0.6


def served(base: str, view: View) -> bytes:
    query = f"bbox={view.box}&bbox-crs=EPSG:3857&crs=EPSG:3857&width={SIDE}&height={SIDE}&f=png&transparent=false"
    with urllib.request.urlopen(f"{base}/styles/{view.style}/map?{query}", timeout=300) as answer:
        return answer.read()


class Outcome(NamedTuple):
    view: View
    difference: Difference
    labels: Labels


def page(outcomes: list[Outcome]) -> str:
    rows = "".join(
        f"<tr><th>{html.escape(view.name)}<br>mean {difference.mean:.2f}, p99 {difference.percentile99}, "
        f"visible {difference.visible:.1%}, labels {labels.part:.0%}</th>"
        f"<td><img src='{view.name}-server.png'></td><td><img src='{view.name}-maplibre.png'></td></tr>"
        for view, difference, labels in outcomes)
    return f"<!doctype html><meta charset=utf-8><title>golden</title><table>{rows}</table>"


def pictures(base: str, view: View, browser: Browser, suffix: str = "") -> tuple[Picture, Picture]:
    both = {"server": served(base, view), "maplibre": browser.picture(base, view)}
    for name, data in both.items():
        (OUT / f"{view.name}{suffix}-{name}.png").write_bytes(data)
    return read(both["server"]), read(both["maplibre"])


def names_alone() -> pathlib.Path:
    """The styles without all that is no symbol, in a folder of their own."""
    folder = OUT / "names"
    shutil.copytree(ROOT / "styles", folder, dirs_exist_ok=True)
    for file in folder.glob("*.json"):
        style = json.loads(file.read_text(encoding="utf-8"))
        style["layers"] = [layer for layer in style["layers"] if layer["type"] == "symbol"]
        file.write_text(json.dumps(style, ensure_ascii=False), encoding="utf-8")
    return folder


def run(only: str) -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = [view for view in views() if only in view.name]
    outcomes: list[Outcome] = []
    with Server() as server, Server("--styles", str(names_alone())) as names:
        browser = Browser()
        try:
            for view in wanted:
                difference = compare(*pictures(server.url, view, browser))
                labels = compare_labels(*pictures(names.url, view, browser, "-names"))
                outcomes.append(Outcome(view, difference, labels))
                print(
                    f"{view.name:34} mean {difference.mean:6.2f}  p99 {difference.percentile99:3d}  visible "
                    f"{difference.visible:6.2%}  labels {labels.server:3d} and {labels.maplibre:3d}, "
                    f"{labels.part:4.0%} alike", flush=True)
        finally:
            browser.close()
    (OUT / "index.html").write_text(page(outcomes))
    (OUT / "figures.json").write_text(
        json.dumps(
            {view.name: difference._asdict() | labels._asdict() for view, difference, labels in outcomes}, indent=2))
    return report(outcomes)


def report(outcomes: list[Outcome]) -> int:
    mean = sum(outcome.difference.mean for outcome in outcomes) / len(outcomes)
    visible = sum(outcome.difference.visible for outcome in outcomes) / len(outcomes)
    drawn = sum(outcome.labels.server + outcome.labels.maplibre for outcome in outcomes)
    alike = 2 * sum(outcome.labels.shared for outcome in outcomes) / drawn if drawn else 1.0
    print(
        f"golden: {len(outcomes)} views, mean {mean:.2f} of 255, {visible:.2%} of pixels differ visibly, "
        f"{alike:.0%} of labels alike; {OUT}/index.html")
    worse = [
        outcome.view.name for outcome in outcomes
        if outcome.difference.mean > MOST_MEAN or outcome.difference.visible > MOST_VISIBLE]
    if worse:
        print(f"golden: beyond the threshold: {', '.join(worse)}")
    is_far = mean > MOST_MEAN_OF_ALL or visible > MOST_VISIBLE_OF_ALL or alike < LEAST_LABELS
    if is_far:
        print(
            f"golden: all of them together are to differ by {MOST_MEAN_OF_ALL:g} and {MOST_VISIBLE_OF_ALL:.1%} at most, and "
            f"to have {LEAST_LABELS:.0%} of their labels alike")
    return 1 if worse or is_far else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make golden", description=__doc__)
    parser.add_argument("--only", default="", help="views whose names contain this")
    return run(parser.parse_args().only)


if __name__ == "__main__":
    sys.exit(main())
