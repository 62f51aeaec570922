"""The map and the pages in headless Chromium: each module of viewer/ tries one part."""
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


def run(server: Server, checks: Checks) -> None:
    """GEOSECTOR_VIEWER="measure notes" for some."""
    wanted = os.environ.get("GEOSECTOR_VIEWER", "").split()
    names = sorted({module.name for module in pkgutil.iter_modules(viewer.__path__)} - HELP)
    with Pages(server) as pages:
        for name in wanted or names:
            print(f" viewer: {name}", flush=True)
            start = time.monotonic()
            pages.faults.clear()
            try:
                importlib.import_module(f"viewer.{name}").run(pages, checks)
            except Exception as error:  # one part must not hide the others
                checks.expect(f"{name}: runs to its end", False, f"{type(error).__name__}: {error}"[:1500])
            checks.expect(f"{name}: nothing on the console", not pages.faults, pages.faults[:5])
            print(f"          {name}: {time.monotonic() - start:.0f} s", flush=True)
