"""Runs the programs that people use against our server, on the demo data: `make test-clients`, `make test-api`.

    python3 -B scripts/clients [gdal] [owslib] [maps] [qgis] [native] [viewer] [api]      all without a name

GEOSECTOR_BIN is the folder of the built programs. What a client asked for is read in the server's request log.
"""
from __future__ import annotations

import importlib
import os
import pathlib
import sys

import environment
from checks import Checks
from server import Server

SUITES = ("gdal", "owslib", "maps", "qgis", "native", "viewer", "api")


def main() -> int:
    names = sys.argv[1:] or list(SUITES)
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        sys.exit(f"clients: unknown {', '.join(unknown)}; there are {', '.join(SUITES)}")
    if pathlib.Path(sys.prefix) != environment.FOLDER:
        environment.install()
        python = environment.FOLDER / "bin" / "python"
        os.execv(python, [str(python), "-B", str(pathlib.Path(__file__).parent), *names])
    checks = Checks()
    with Server() as server:
        for name in names:
            print(f"clients: {name}", flush=True)
            importlib.import_module(f"check_{name}").run(server, checks)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
