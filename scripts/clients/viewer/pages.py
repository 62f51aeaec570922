"""Pages of the product in headless Chromium (Playwright), and what went wrong on them."""
from __future__ import annotations

import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from environment import WORK
from server import Server

CHROMIUM = "/usr/bin/chromium"
DRAWING = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DESK, SMALL, PHONE = (1440, 900), (1024, 768), (390, 844)
PATIENCE = 60_000  # milliseconds: drawing in software on a busy machine
PICTURES = WORK / "screenshots"


class Pages:
    """A browser; `with pages.map() as page:` is a map that is drawn and, at the end, had nothing to complain of."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.faults: list[str] = []
        PICTURES.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Pages:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=DRAWING)
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playwright.stop()

    @contextmanager
    def context(self, size: tuple[int, int] = DESK, language: str = "vi", **options: Any) -> Iterator[BrowserContext]:
        """A browser that remembers nothing, and asks for no flights of the camera. Options: those of `new_context`."""
        width, height = size
        phone = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, locale=language, accept_downloads=True,
            **{"reduced_motion": "reduce", **phone, **options})
        context.set_default_timeout(PATIENCE)
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def map(self, query: str = "", size: tuple[int, int] = DESK, language: str = "vi", place: str = "",
            allowed: tuple[str, ...] = (), **options: Any) -> Iterator[Page]:
        """The map at `/map?query#ban-do=place`. A word on the console that holds none of `allowed` is a fault."""
        with self.context(size, language, **options) as context:
            page = context.new_page()
            self.watch(page, allowed)
            hash_ = f"#ban-do={place}" if place else ""
            page.goto(f"{self.server.url}/map?ngon={language}{'&' if query else ''}{query}{hash_}")
            drawn(page)
            yield page

    def watch(self, page: Page, allowed: tuple[str, ...] = ()) -> None:
        """Errors, warnings and violations of the content policy, all of which the browser says on its console."""
        def note(kind: str, text: str) -> None:
            if not any(part in text for part in allowed):
                self.faults.append(f"{page.url}: {kind}: {text}")
        page.on("console", lambda word: note(word.type, word.text) if word.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: note("exception", str(error)))

    def picture(self, page: Page, name: str) -> pathlib.Path:
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path)
        return path


def drawn(page: Page) -> None:
    """Waits for the first map; `settled` for every later one."""
    page.wait_for_selector("html[data-map-state=ready]", state="attached")


def settled(page: Page) -> None:
    """Waits until everything asked for is drawn."""
    page.evaluate("""() => new Promise((done) => {
        const look = () => (map.loaded() && map.areTilesLoaded() && !map.isMoving() ? done() : map.once('idle', look));
        requestAnimationFrame(look);
    })""")


def tool(page: Page, name: str) -> None:
    """Opens a tool of the bar, on a phone through its list."""
    more = page.locator("#toolbar .more")
    if more.is_visible():
        more.click()
    page.locator(f"#toolbar [data-tool={name}]").click()
    page.locator("#tool, #dock").filter(visible=True).first.wait_for()
