"""Programs side by side: an import beside ogr2ogr, a pyramid beside tippecanoe. CPU of the program and its children."""
from __future__ import annotations

import os
import pathlib
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import time
from typing import Any, Callable

from layout import ROOT, Layout

Outcome = dict[str, float]
# A pyramid with fewer tiles than the peer's is not the same work. It may lack some that only touch a buffer.
WHOLE_SHARE = 0.95


def run(command: list[str], log: pathlib.Path) -> Outcome:
    """Wall and CPU seconds and peak memory of a program that must succeed."""
    start = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, "GEOSECTOR_HOME": str(ROOT)})
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}; see {log}")
    return {"wall_s": time.monotonic() - start, "cpu_s": usage.ru_utime + usage.ru_stime,
            "memory_mb": usage.ru_maxrss / 1024}


def medians(outcomes: list[Outcome]) -> Outcome:
    return {name: statistics.median(one[name] for one in outcomes) for name in outcomes[0]}


def empty_folder(layout: Layout, name: str) -> pathlib.Path:
    shutil.rmtree(layout.work / name, ignore_errors=True)
    return layout.folder(name)


def count_rows(database: pathlib.Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def imports(layout: Layout, rounds: int) -> dict[str, Any]:
    """The parcels from a shapefile into a new store, with its overview; ogr2ogr into a new SpatiaLite file."""
    shapefile = str(layout.data / "parcels.shp")
    expected = int(300_000 * layout.scale)
    ours: list[Outcome] = []
    peers: list[Outcome] = []
    for number in range(rounds):
        folder = empty_folder(layout, "import")
        log = layout.folder("logs") / "import"
        ours.append(run([
            layout.geoimport, "load", shapefile, "--store", str(folder / "ours.sqlite"), "--sector", "land",
            "--collection", "parcels", "--source-crs", "EPSG:4326", "--encoding", "utf-8", "--ledger", "none",
            "--priority", "normal"], log))
        peers.append(run([
            "ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", str(folder / "peer.sqlite"), shapefile, "-nln",
            "parcels", "-gt", "100000"], log))
        for name in ("ours", "peer"):
            found = count_rows(folder / f"{name}.sqlite", "parcels")
            if found != expected:
                sys.exit(f"import: {name} holds {found} parcels, not {expected}")
        print(f"round {number + 1} import: {ours[-1]['cpu_s']:.2f} s CPU, ogr2ogr {peers[-1]['cpu_s']:.2f} s",
              flush=True)
    shutil.rmtree(layout.work / "import")
    return {"ours": medians(ours), "peer": medians(peers), "peer_name": "ogr2ogr"}


def pmtiles_count(path: pathlib.Path) -> int:
    """How many tiles a PMTiles archive addresses (specification of version 3, section 3.1)."""
    header = path.read_bytes()[:127]
    if header[:8] != b"PMTiles\x03":
        sys.exit(f"{path} is no PMTiles archive of version 3")
    return int(struct.unpack_from("<Q", header, 72)[0])


def pyramids(layout: Layout, rounds: int) -> dict[str, Any]:
    """z6 to z14 of the parcels, unfiltered."""
    ours: list[Outcome] = []
    peers: list[Outcome] = []
    tiles = peer_tiles = 0
    for number in range(rounds):
        folder = empty_folder(layout, "pyramid")
        log = layout.folder("logs") / "pyramid"
        ours.append(run([
            layout.geoimport, "tiles", "export", "parcels-all", "--store", str(layout.store), "--output",
            str(folder / "ours.pmtiles"), "--format", "pmtiles", "--min-zoom", "6", "--max-zoom", "14"], log))
        tiles = pmtiles_count(folder / "ours.pmtiles")
        if number == 0:  # it takes most of a minute
            peers.append(run([
                layout.venv_program("tippecanoe"), "-q", "-f", "-o", str(folder / "peer.mbtiles"), "-Z6", "-z14", "-l",
                "parcels", "-P", "--drop-densest-as-needed", str(layout.data / "parcels.geojsonl")], log))
            peer_tiles = count_rows(folder / "peer.mbtiles", "tiles")
        print(f"round {number + 1} pyramid: {ours[-1]['cpu_s']:.2f} s CPU, {tiles} tiles;"
              f" tippecanoe {peers[0]['cpu_s']:.2f} s, {peer_tiles} tiles", flush=True)
    shutil.rmtree(layout.work / "pyramid")
    return {"ours": medians(ours), "peer": medians(peers), "peer_name": "tippecanoe", "tiles": tiles,
            "peer_tiles": peer_tiles, "is_whole": tiles >= WHOLE_SHARE * peer_tiles}


CONTESTS: dict[str, Callable[[Layout, int], dict[str, Any]]] = {"import": imports, "pyramid": pyramids}
