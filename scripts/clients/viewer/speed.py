"""How soon the first map is there, how much is fetched for it, and whether sixty layers stay smooth."""
from __future__ import annotations

import base64
import copy
import json
import pathlib
import re
import statistics

from playwright.sync_api import BrowserContext, CDPSession, Page, Route

from checks import Checks
from environment import HOME
from viewer.pages import DESK, Pages, drawn, settled

ROUNDS = 5
SLOWEST = 1.5  # times a page that has nothing but the map
OWN_BYTES = 300_000
LAYERS = 60
FRAME = 50  # milliseconds
BARE = "/bare-map"
VIEWER = HOME / "web" / "viewer"
IMPORT = re.compile(r'^(?:import|export|}) [^"\n]*"(\.[^"]+)";', re.MULTILINE)

# Notes when the page says that its map is ready, on its own clock: nothing of the test's machinery counts.
STOPWATCH = """new MutationObserver((changes, watch) => {
    if (document.documentElement?.dataset.mapState !== "ready") return;
    watch.disconnect();
    window.readyAt = performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true });"""

BARE_PAGE = """<!DOCTYPE html><meta charset="utf-8">
<link rel="stylesheet" href="{assets}/vendor/maplibre-gl.css">
<style>html, body, #map {{ height: 100%; margin: 0 }}</style>
<div id="map"></div><script src="{assets}/vendor/maplibre-gl.js"></script><script>
const map = new maplibregl.Map({{
    container: "map", style: "/styles/map?f=mapbox&glyphs=false", bounds: [{bounds}], attributionControl: false,
    fitBoundsOptions: {{ padding: {{ top: 32, bottom: 56, left: 388, right: 72 }} }}, fadeDuration: 200,
    transformRequest: (url) => ({{ url: new URL(url, location.href).href }}),
}});
map.once("idle", () => {{ document.documentElement.dataset.mapState = "ready"; }});
</script>"""

# The median of what the page itself does for one frame, its layout included. How long pixels take without a graphics
# card says nothing of the page.
FRAMES = """async (act) => {
    const list = document.getElementById("layer-list");
    const field = list.querySelector(".filter");
    const acts = {
        scroll: (turn) => { list.scrollTop = (turn * 137) % (list.scrollHeight - list.clientHeight); },
        filter: (turn) => {
            field.value = ["", "d", "du", "duo", "duong", "x", "tr", "truong 5"][turn % 8];
            field.dispatchEvent(new Event("input", { bubbles: true }));
        },
    };
    const times = [];
    for (let turn = 0; turn < 40; turn += 1) {
        await new Promise(requestAnimationFrame);
        const start = performance.now();
        acts[act](turn);
        list.lastElementChild.getBoundingClientRect();
        times.push(performance.now() - start);
    }
    return times.sort((one, other) => one - other)[20];
}"""


def run(pages: Pages, checks: Checks) -> None:
    first_map(pages, checks)
    own_bytes(pages, checks)
    many_layers(pages, checks)


def first_map(pages: Pages, checks: Checks) -> None:
    bare = bare_page(pages)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    seconds(pages, "/map?ngon=vi", bare)  # the server's caches are warm for both
    for _ in range(ROUNDS):
        times["bare"].append(seconds(pages, BARE, bare))
        times["ours"].append(seconds(pages, "/map?ngon=vi", bare))
    ours, least = (statistics.median(times[name]) for name in ("ours", "bare"))
    print(f"          first map {ours:.2f} s, a bare one {least:.2f} s: {ours / least:.2f} times", flush=True)
    checks.expect(f"the first map takes at most {SLOWEST} times as long as a bare one", ours <= SLOWEST * least, times)


def bare_page(pages: Pages) -> str:
    with pages.map() as page:
        data = page.evaluate("() => ({ ...document.body.dataset })")
    return BARE_PAGE.format(assets=data["assets"], bounds=data["initialBounds"])


def seconds(pages: Pages, path: str, bare: str) -> float:
    """From navigation to the first map that is whole, with an empty cache."""
    with pages.context(DESK) as context:
        context.add_init_script(STOPWATCH)
        page = context.new_page()
        serve(context, page, pages.server.url + BARE, bare)
        page.goto(pages.server.url + path, wait_until="commit")
        drawn(page)
        return page.evaluate("() => window.readyAt") / 1000


def serve(context: BrowserContext, page: Page, url: str, html: str) -> CDPSession:
    """A page of the test's own at the server's origin. Playwright's `route` would slow every request down."""
    session = context.new_cdp_session(page)
    session.on("Fetch.requestPaused", lambda event: session.send("Fetch.fulfillRequest", {
        "requestId": event["requestId"], "responseCode": 200,
        "responseHeaders": [{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
        "body": base64.b64encode(html.encode()).decode(),
    }))
    session.send("Fetch.enable", {"patterns": [{"urlPattern": url}]})
    return session


def own_bytes(pages: Pages, checks: Checks) -> None:
    with pages.map() as page:
        entries = page.evaluate("""() => [...performance.getEntriesByType("navigation"),
            ...performance.getEntriesByType("resource")].map((entry) => [entry.name, entry.transferSize])""")
        named = set(page.evaluate("""() => [...document.querySelectorAll("link[rel=modulepreload]")].map(({ href }) =>
            href.split("/viewer/")[1])"""))
    needed = imported(VIEWER / "main.js") - {"main.js"}
    checks.expect("map.mustache names the modules of the first map, so that none waits for another", named == needed,
                  f"not named: {sorted(needed - named)}, named in vain: {sorted(named - needed)}")
    own = {name: size for name, size in entries
           if not re.search(r"/vendor/|/fonts/|/tiles/\d", name)}
    print(f"          {len(own)} answers of our own, {sum(own.values()) / 1000:.0f} kB", flush=True)
    largest = sorted(own.items(), key=lambda pair: -pair[1])[:5]
    checks.expect(f"our own code and data are at most {OWN_BYTES // 1000} kB", sum(own.values()) <= OWN_BYTES, largest)


def imported(module: pathlib.Path, known: set[str] | None = None) -> set[str]:
    """What a module imports, and what that imports: their paths in web/viewer."""
    found = set() if known is None else known
    name = str(module.relative_to(VIEWER))
    if name not in found:
        found.add(name)
        for path in IMPORT.findall(module.read_text(encoding="utf-8")):
            imported((module.parent / path).resolve(), found)
    return found


def many_layers(pages: Pages, checks: Checks) -> None:
    with pages.context(DESK) as context:
        page = context.new_page()
        pages.watch(page)
        page.route("**/collections?f=json", multiplied_collections)
        page.route("**/styles/map?*", multiplied_style)
        page.goto(f"{pages.server.url}/map?ngon=vi")
        drawn(page)
        count = page.locator("#layer-list .layer").count()
        checks.expect(f"the list has {LAYERS} layers", count == LAYERS, count)
        checks.expect("of many layers only the orientation is on at first",
                      page.locator("#layer-list [data-collection]:checked").count() < 20)
        settled(page)
        for act, sentence in (("scroll", "scrolling"), ("filter", "looking for a layer")):
            median = page.evaluate(FRAMES, act)
            checks.expect(f"{sentence} among {LAYERS} layers takes less than {FRAME} ms a frame", median < FRAME,
                          f"{median:.1f} ms")


def multiplied_collections(route: Route) -> None:
    """Copies of the real ones, until there are enough."""
    answer = route.fetch()
    document = answer.json()
    real = sorted(document["collections"], key=lambda collection: collection["id"])
    for turn in range(LAYERS - len(real)):
        other = copy.deepcopy(real[turn % len(real)])
        other["id"] = f"{other['id']}-{turn}"
        other["titles"] = {language: f"{title} {turn}" for language, title in other["titles"].items()}
        document["collections"].append(other)
    route.fulfill(response=answer, body=json.dumps(document))


def multiplied_style(route: Route) -> None:
    answer = route.fetch()
    style = answer.json()
    real = [layer for layer in style["layers"] if layer.get("metadata", {}).get("geosector:collection")]
    collections = sorted({layer["metadata"]["geosector:collection"] for layer in real})
    for turn in range(LAYERS - len(collections)):
        for layer in real:
            if layer["metadata"]["geosector:collection"] == collections[turn % len(collections)]:
                other = copy.deepcopy(layer)
                other["id"] = f"{layer['id']}-{turn}"
                other["metadata"]["geosector:collection"] += f"-{turn}"
                style["layers"].append(other)
    route.fulfill(response=answer, body=json.dumps(style))
