"""The map and the pages in headless Chromium: a planner's morning, or every part, each by a module of viewer/."""
from __future__ import annotations

import importlib
import os
import pkgutil
import time

import viewer
from checks import Checks
from server import Server
from viewer.pages import Pages

HELP = {"own_server", "pages"}
USUAL = "journey"


def run(server: Server, checks: Checks) -> None:
    """GEOSECTOR_VIEWER="measure notes" for some parts, "all" for all."""
    wanted = os.environ.get("GEOSECTOR_VIEWER", USUAL).split()
    names = sorted({module.name for module in pkgutil.iter_modules(viewer.__path__)} - HELP)
    with Pages(server) as pages:
        for name in names if wanted == ["all"] else wanted:
            print(f" viewer: {name}", flush=True)
            start = time.monotonic()
            pages.faults.clear()
            try:
                importlib.import_module(f"viewer.{name}").run(pages, checks)
            except Exception as error:  # one part must not hide the others
                checks.expect(f"{name}: runs to its end", False, f"{type(error).__name__}: {error}"[:1500])
            checks.expect(f"{name}: nothing on the console", not pages.faults, pages.faults[:5])
            print(f"          {name}: {time.monotonic() - start:.0f} s", flush=True)
