"""MapLibre GL in headless Chromium, driven through chromedriver (W3C WebDriver)."""
from __future__ import annotations

import base64
import json
import pathlib
import socket
import subprocess
import time
import urllib.request

from views import SIDE, View

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--force-device-scale-factor=1", f"--window-size={2 * SIDE},{2 * SIDE}"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 120

# The page of the map brings library and fonts; the map of its own is taken away.
DRAW = """
const [style, zoom, latitude, longitude, side, done] = arguments;
document.body.innerHTML = '<div id="golden"></div>';
const box = document.getElementById('golden');
box.style.cssText = `position: fixed; left: 0; top: 0; width: ${side}px; height: ${side}px; background: #fff`;
const fonts = ['400 24px "Noto Sans Regular"', '700 24px "Noto Sans Bold"'];
Promise.all(fonts.map((font) => document.fonts.load(font, 'ắểộữ'))).then(() => {
  const map = new maplibregl.Map({
    container: box, style, center: [longitude, latitude], zoom, interactive: false, fadeDuration: 0,
    attributionControl: false, canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.once('idle', () => done('drawn'));
  map.on('error', (event) => done(String(event.error)));
});
"""


class Browser:
    def __init__(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._call("GET", "/status")
                break
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise SystemExit("golden: chromedriver does not start; is chromium-driver installed?") from None
                time.sleep(0.1)
        options = {"browserName": "chrome", "goog:chromeOptions": {"args": FLAGS}}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        self.session = f"/session/{answer['sessionId']}"
        self._call("POST", f"{self.session}/timeouts", {"script": PATIENCE * 1000})

    def picture(self, base: str, view: View) -> bytes:
        self._call("POST", f"{self.session}/url", {"url": f"{base}/map"})
        words = [f"{base}/styles/{view.style}", view.zoom, *view.place, SIDE]
        said = self._call("POST", f"{self.session}/execute/async", {"script": DRAW, "args": words})
        if said != "drawn":
            raise SystemExit(f"golden: MapLibre cannot draw {view.name}: {said}")
        found = self._call("POST", f"{self.session}/element", {"using": "css selector", "value": "#golden"})
        return base64.b64decode(self._call("GET", f"{self.session}/element/{found[ELEMENT]}/screenshot"))

    def close(self) -> None:
        try:
            self._call("DELETE", self.session)
        finally:
            self.process.terminate()
            self.process.wait()

    def _call(self, method: str, path: str, body: dict | None = None):
        request = urllib.request.Request(
            self.address + path, data=None if body is None else json.dumps(body).encode(), method=method,
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]
