"""One run: imports and pyramids, every kind of request to every contender in turn, then the table."""
from __future__ import annotations

import gzip
import json
import math
import os
import platform
import statistics
import subprocess
import urllib.error
import urllib.request
from typing import Any

import process_tree
import programs
import table
from kinds import KINDS, Contender, Kind, paths
from layout import Layout
from services import Service, running
from tile_client import Client
from vector_tile import parse

# A run that takes longer is cut off; what was answered until then counts.
SECONDS_PER_RUN = 240
SERVERS = ("postgres", "pgtile", "mapserver", "nginx", "tipg", "pygeoapi", "cached", "uncached", "pictures")
FAST = {"cached", "uncached", "pictures"}
Result = dict[str, Any]


def run_once(layout: Layout, kind: Kind, contender: Contender, services: dict[str, Service], connections: int,
             passes: int) -> Result:
    """Replays the list; what the load generator says, and what the servers' process trees spent."""
    list_file = layout.results / "paths.txt"
    list_file.write_text("\n".join(paths(layout, kind, contender)) + "\n", encoding="utf-8")
    roots = [pid for name in contender.services for pid in services[name].pids]
    command = [layout.native("loadgen"), str(layout.port(contender.port)), str(list_file), str(connections),
               str(passes), str(SECONDS_PER_RUN), *(["gzip"] if kind.is_gzip else []),
               "dump", str(layout.results / f"{kind.name}-{contender.port}.tsv")]
    before = process_tree.cpu_seconds(roots)
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = process_tree.cpu_seconds(roots) - before
    result: Result = json.loads(output)
    result["cpu_ms"] = spent * 1000 / max(1, result["requests"])
    result["memory_mb"] = process_tree.memory_in_mb(roots)
    return result


def passes_of(layout: Layout, kind: Kind, contender: Contender, is_quick: bool) -> int:
    """How often a list is asked in a run."""
    is_fast = (contender.services[0] in FAST or kind.is_gzip) and not is_quick
    return math.ceil(kind.requests_per_run / len(layout.request_list(kind.requests))) if is_fast else 1


def count_features(layout: Layout, kind: Kind, contender: Contender) -> int:
    """Features (or pictures that show some) in all that is asked of a contender, once: whether all do the same work."""
    client = Client(layout.base_url(contender.port))
    count = 0
    for path in paths(layout, kind, contender):
        answer = client.get(path, **({"Accept_Encoding": "gzip"} if kind.is_gzip else {}))
        body = answer.body
        if answer.status != 200:
            continue
        if kind.is_picture:
            count += is_drawn(body)
        elif kind.requests == "boxes":
            count += len(json.loads(body)["features"])
        else:
            count += sum(len(layer.features) for layer in parse(body).layers)
    return count


# A blank picture of 512 × 512 pixels is smaller.
BLANK_IN_BYTES = 2500


def is_drawn(picture: bytes) -> bool:
    return picture.startswith(b"\x89PNG") and len(picture) > BLANK_IN_BYTES


def store_static(layout: Layout, kind: Kind) -> None:
    """Our compressed tiles as files for nginx: the same bytes. A tile without content is an empty file."""
    ours, nginx = kind.contenders
    for path, static in zip(paths(layout, kind, ours), paths(layout, kind, nginx)):
        request = urllib.request.Request(layout.base_url("cached") + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read()
        target = layout.folder("static") / f"{static[1:]}.gz"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body or gzip.compress(b""))


def metrics(layout: Layout) -> str:
    """The cached server's own counters, for whoever reads the results."""
    try:
        with urllib.request.urlopen(layout.base_url("cached") + "/metrics", timeout=10) as response:
            return str(response.read().decode())
    except urllib.error.URLError as error:
        return f"none: {error}"


def serve_and_ask(layout: Layout, rounds: int, kinds: list[Kind], is_quick: bool) -> dict[str, Any]:
    """All rounds; every contender's results by kind, name and number of connections."""
    results: dict[str, Any] = {kind.name: {} for kind in kinds}
    features: dict[tuple[str, str], int] = {}
    with running(layout, SERVERS) as services:
        for kind in kinds:
            if kind.name == "cached":
                store_static(layout, kind)
            for contender in kind.contenders:
                # Once, not timed: files and plans come into memory.
                features[kind.name, contender.name] = count_features(layout, kind, contender)
        for number in range(rounds):
            for kind in kinds:
                for contender in kind.contenders:
                    if kind.peers_once and number > 0 and contender.port not in FAST:
                        continue
                    for connections in kind.connections:
                        result = run_once(layout, kind, contender, services, connections,
                                          passes_of(layout, kind, contender, is_quick))
                        result["features"] = features[kind.name, contender.name]
                        of_contender = results[kind.name].setdefault(contender.name, {})
                        of_contender.setdefault(str(connections), []).append(result)
                        print(f"round {number + 1} {kind.name} {contender.name} x{connections}:"
                              f" {result['cpu_ms']:.3f} ms CPU, {result['per_second']:.0f}/s,"
                              f" p99 {result['p99_ms']:.2f} ms, {result['errors']} errors,"
                              f" {result['memory_mb']:.0f} MB", flush=True)
        (layout.results / "metrics.txt").write_text(metrics(layout), encoding="utf-8")
    return results


def medians(results: dict[str, Any]) -> dict[str, Any]:
    """The rounds of each contender made one: medians, but the sum of errors and the most memory and bytes."""
    def merge(rounds: list[Result]) -> Result:
        merged = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
        merged["errors"] = sum(one["errors"] for one in rounds)
        for name in ("memory_mb", "bytes_max"):
            merged[name] = max(one[name] for one in rounds)
        return merged

    return {kind: {name: {connections: merge(rounds) for connections, rounds in runs.items()}
                   for name, runs in contenders.items()} for kind, contenders in results.items()}


def machine() -> dict[str, Any]:
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "")
    return {"cpu": model, "cores": os.cpu_count(), "kernel": platform.release(), "load": os.getloadavg()}


def run(layout: Layout, rounds: int, only: list[str], is_quick: bool) -> int:
    """Measures, prints the table and writes it; 0 when every bar is met."""
    names = [kind.name for kind in KINDS] + list(programs.CONTESTS)
    unknown = [name for name in only if name not in names]
    if unknown:
        raise SystemExit(f"measure: there is no kind {', '.join(unknown)}; kinds: {', '.join(names)}")
    document: dict[str, Any] = {"machine": machine(), "scale": layout.scale, "rounds": rounds}
    # First what ends the run when it fails.
    contests = [name for name in programs.CONTESTS if not only or name in only]
    document["programs"] = {name: programs.CONTESTS[name](layout, rounds) for name in contests}
    chosen = [kind for kind in KINDS if not only or kind.name in only]
    if chosen:
        document["all"] = serve_and_ask(layout, rounds, chosen, is_quick)
        document["requests"] = medians(document["all"])
    rows = table.rows(document)
    document["table"] = [row.as_dictionary() for row in rows]
    text = table.markdown(document, rows)
    (layout.results / "peers.json").write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
    (layout.results / "peers.md").write_text(text, encoding="utf-8")
    print(f"\n{text}\nwritten to {layout.results}/peers.md and peers.json")
    return 0 if all(row.is_met for row in rows) else 1
