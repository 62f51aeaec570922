"""MapLibre Native, which phones draw with: our style, glyphs, sprites and tiles, in a window nobody sees."""
from __future__ import annotations

import shutil
import subprocess
import sys
import urllib.parse

from PIL import Image

from checks import Checks
from environment import HERE, WORK
from server import Server

VIEWS = {9: "the province", 13: "the town", 16: "streets"}
DRAWN = 50  # colours: a picture of the background alone has one


def run(server: Server, checks: Checks) -> None:
    if shutil.which("xvfb-run") is None:
        checks.skip("MapLibre Native draws the map", "xvfb-run is not installed (apt-get install xvfb)")
        return
    log = server.requests()
    # -noreset: a screen that starts anew between two maps refuses the second now and then.
    done = subprocess.run(
        ["xvfb-run", "--auto-servernum", "--server-args=-noreset -screen 0 1024x768x24", sys.executable, "-B",
         str(HERE / "native_map.py"), server.url, str(WORK), *map(str, VIEWS)], capture_output=True, text=True, check=False)
    if not checks.expect("MapLibre Native opens the style", done.returncode == 0, done.stderr[-1000:]):
        return
    for zoom, place in VIEWS.items():
        colours = Image.open(WORK / f"native-{zoom}.png").convert("RGB").getcolors(1 << 24)
        checks.expect(f"MapLibre Native draws {place}", len(colours) >= DRAWN, len(colours))
    asked = log.statuses()
    for kind, prefix in (("glyphs", "/fonts/"), ("sprites", "/sprites/")):
        answers = [status for path, status in asked if urllib.parse.unquote(path).startswith(prefix)]
        checks.expect(f"MapLibre Native gets {kind}", bool(answers) and set(answers) <= {200, 204, 304}, answers)
    missing = [path for path, status in asked if status >= 400]
    checks.expect("MapLibre Native asks for nothing that is not there", not missing, missing)
