"""Our server beside its peers, in one run, and checks of what its tiles hold: see Benchmarks/README.md."""
from __future__ import annotations

import argparse
import contextlib
import os
import pathlib
import signal
import sys

from install import install
from layout import Layout


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="peers", description=__doc__)
    parser.add_argument("--work", default=Layout.default_work(), help="work folder (GEOSECTOR_PEERS)")
    parser.add_argument("--bin", default=Layout.default_binaries(),
                        help="folder of geoimport and tileserver (GEOSECTOR_BIN)")
    parser.add_argument("--base-port", type=int, default=int(os.environ.get("GEOSECTOR_PEERS_PORT", "8300")),
                        help="the first of seven ports (GEOSECTOR_PEERS_PORT)")
    parser.add_argument("--scale", type=float, default=1, help="share of the data, for trials")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("install", help="install the peers")
    commands.add_parser("data", help="make the data and the request lists")
    commands.add_parser("load", help="load PostGIS and a new store")
    commands.add_parser("serve", help="start every server and wait for Ctrl-C")
    measure = commands.add_parser("measure", help="measure and print the table; everything must be loaded")
    everything = commands.add_parser("all", help="install, data, load, measure")
    for command in (measure, everything):
        command.add_argument("--rounds", type=int, default=3)
        command.add_argument("--quick", action="store_true",
                             help="each list once, to see that everything works; the figures are rough")
        command.add_argument("--only", default="", help="kinds, comma separated")
    add_checks(commands)
    return parser.parse_args()


def add_checks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    content = commands.add_parser("check-content", help="the same features as ST_AsMVT at z12 and deeper")
    content.add_argument("--every", type=int, default=1, help="only every nth tile")
    content.add_argument("--list", type=pathlib.Path, help="a file with z/x/y per line instead of the fixed list")
    tiles = commands.add_parser("check-tiles", help="every tile of a collection is valid MVT 2.1")
    tiles.add_argument("collections", nargs="*", default=["parcels-all", "roads", "pois", "coast"])
    tiles.add_argument("--min-zoom", type=int, default=0)
    tiles.add_argument("--max-zoom", type=int, default=14)
    tiles.add_argument("--file", type=pathlib.Path, action="append", help="only this tile, from a file")
    tiles.add_argument("--server", help="URL of a running server, instead of one of our own")
    change = commands.add_parser("check-change", help="an import changes exactly the tiles it touches")
    change.add_argument("--changes", type=int, default=20)
    change.add_argument("--max-zoom", type=int, default=14)
    commands.add_parser("test", help="do the checks find tiles that are broken on purpose?")
    memory = commands.add_parser("check-memory", help="memory while very many tiles are taken")
    memory.add_argument("--tiles", type=int, default=400_000)
    memory.add_argument(
        "--limit", type=int, default=480, help="MB, proportional set size; the cache of tiles alone is 256")


def prepare(layout: Layout) -> None:
    import parcel_data
    import request_lists

    parcel_data.make(layout)
    request_lists.make(layout)


def load(layout: Layout) -> None:
    import loading

    loading.load_postgis(layout)
    loading.load_store(layout)


def serve(layout: Layout) -> None:
    import services

    with services.running(layout, list(services.STARTERS)):
        for name in services.STARTERS:
            if name != "mapserver":
                print(f"{name}: port {layout.port(name)}")
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


def measure(layout: Layout, options: argparse.Namespace) -> int:
    import measuring

    return measuring.run(layout, options.rounds, [kind for kind in options.only.split(",") if kind],
                         options.quick)


def check(layout: Layout, options: argparse.Namespace) -> int:
    import check_change
    import check_content
    import check_memory
    import check_tiles

    if options.command == "check-content":
        return check_content.run(layout, options.every, options.list)
    if options.command == "check-tiles":
        if options.file:
            return check_tiles.run_files(options.file)
        return check_tiles.run(layout, options.collections, options.min_zoom, options.max_zoom, options.server)
    if options.command == "check-change":
        return check_change.run(layout, options.changes, options.max_zoom)
    return check_memory.run(layout, options.tiles, options.limit)


def self_test() -> int:
    import unittest

    tests = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent), "test_*.py")
    return 0 if unittest.TextTestRunner().run(tests).wasSuccessful() else 1


def main() -> int:
    options = parse()
    layout = Layout(pathlib.Path(options.work).resolve(), pathlib.Path(options.bin).resolve(), options.base_port,
                    options.scale)
    if pathlib.Path(sys.prefix) != layout.venv_python.parents[1]:
        if options.command in ("install", "all"):
            install(layout)
        if options.command == "install":
            return 0
        if not layout.venv_python.exists():
            sys.exit("peers: nothing is installed yet: run the command `install` first")
        # What follows needs the pinned packages.
        os.execv(layout.venv_python, [str(layout.venv_python), "-B", str(pathlib.Path(__file__).parent), *sys.argv[1:]])
    # SIGTERM ends a run as Ctrl-C does: servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    match options.command:
        case "data":
            prepare(layout)
        case "load":
            load(layout)
        case "serve":
            serve(layout)
        case "measure":
            return measure(layout, options)
        case "all":
            prepare(layout)
            load(layout)
            return measure(layout, options)
        case "test":
            return self_test()
        case _:
            return check(layout, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
