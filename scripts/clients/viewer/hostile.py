"""Words that want to be markup, nonsense in the address, far too much, nothing at all, and a server that is silent."""
from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable

from playwright.sync_api import Page, Route

from checks import Checks
from viewer.pages import DESK, Pages, drawn, settled

ATTACK = "\"'><img src=x onerror=\"window.__xss=1\"><svg onload=window.__xss=2><script>window.__xss=3</script>{{7*7}}"
LINK = "javascript:window.__xss=4"
PARAMETERS = ("lop", "chon", "ngon", "dm", "thutu", "nhung", "chude", "loc", "bang", "sosanh", "nen", "q", "ghichu",
              "vung", "ve", "do", "diem", "in", "lang")
NONSENSE = {"lop": ",,,%00", "chon": "schools.99999999999999999999", "dm": "communes:-3,roads:1e99,x:0.5",
            "thutu": "a,a,a", "chude": "{}[]", "loc": "(((", "bang": "../../etc/passwd", "sosanh": "1/0", "nen": "constructor"}
PLACES = ("NaN/NaN/NaN", "99/99/999", "<b>", "12/13.98", "1e400/0/0")
FAULT = json.dumps({"title": "Busy", "status": 503, "detail": "busy"})
TILES = "**/styles/map/tiles/*/*/*"
PATIENT = 15_000  # milliseconds


def run(pages: Pages, checks: Checks) -> None:
    addresses(pages, checks)
    pages_of_the_api(pages, checks)
    values(pages, checks)
    too_much(pages, checks)
    nothing(pages, checks)
    for name, answer in (("503", lambda route: route.fulfill(
            status=503, content_type="application/problem+json", body=FAULT)),
                         ("no answer", lambda route: route.abort())):
        silent_server(pages, checks, name, answer)


def unharmed(page: Page, checks: Checks, sentence: str) -> None:
    found = page.evaluate("""() => [window.__xss ?? null,
        document.querySelectorAll("img[src=x], [onerror], [onload]").length]""")
    checks.expect(f"{sentence}: nothing of it runs", found == [None, 0] and not page.dialogs, found)


def watched(pages: Pages, context, allowed: tuple[str, ...] = ()) -> Page:
    page = context.new_page()
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    pages.watch(page, allowed)
    return page


def addresses(pages: Pages, checks: Checks) -> None:
    attack = urllib.parse.quote(ATTACK)
    queries = {
        "markup in every word of the address": "&".join(f"{name}={attack}" for name in (*PARAMETERS, attack)),
        "nonsense in the words of the address": "&".join(f"{name}={value}" for name, value in NONSENSE.items()),
    }
    with pages.context(DESK) as context:
        page = watched(pages, context)
        for sentence, query in queries.items():
            page.goto(f"{pages.server.url}/map?{query}#ban-do={attack}")
            drawn(page)
            settled(page)
            unharmed(page, checks, sentence)
            ticked = page.locator("#layer-list [data-collection]:checked").count()
            checks.expect(f"{sentence}: the usual map is shown", ticked > 0, ticked)
        for place in PLACES:
            page.goto("about:blank")
            page.goto(f"{pages.server.url}/map?ngon=vi#ban-do={place}")
            drawn(page)
            zoom = page.evaluate("() => map.getZoom()")
            checks.expect(f"a place that is none ({place}) is passed over", 7 < zoom < 10, zoom)


def pages_of_the_api(pages: Pages, checks: Checks) -> None:
    """Where the server itself writes what it was asked for."""
    attack = urllib.parse.quote(ATTACK, safe="")
    with pages.context(DESK) as context:
        page = watched(pages, context, allowed=("404", "400"))
        for path in (f"/{attack}", f"/map?f={attack}", f"/search?f=html&q={attack}",
                     f"/collections/schools/items?{attack}=1",
                     f"/collections/schools/items?f=html&TEN={attack}", f"/login?next={attack}",
                     f"/catalog?f=html&q={attack}"):
            page.goto(pages.server.url + path)
            unharmed(page, checks, f"markup at {path.split('%')[0]}")


def changed(change: Callable[[dict], None]) -> Callable[[Route], None]:
    """The server's answer with something else in it."""
    def answer(route: Route) -> None:
        real = route.fetch()
        document = real.json()
        change(document)
        route.fulfill(response=real, body=json.dumps(document))
    return answer


def values(pages: Pages, checks: Checks) -> None:
    def collections(document: dict) -> None:
        for collection in document["collections"]:
            collection.update(title=ATTACK, attribution=ATTACK, titles={"vi": ATTACK, "en": ATTACK})

    def sectors(document: dict) -> None:
        for sector in document["sectors"]:
            sector.update(title={"vi": ATTACK, "en": ATTACK}, colour="url(javascript:alert(1))")

    def item(document: dict) -> None:
        document["properties"] = {name: ATTACK for name in document["properties"]} | {
            ATTACK: ATTACK, "link": LINK, "web": f"https://example.vn/{ATTACK}", "nothing": None, "list": [ATTACK]}

    def schema(document: dict) -> None:
        for described in document["properties"].values():
            described.update({"title": ATTACK, "x-ogc-unit": ATTACK})

    def style(document: dict) -> None:
        for layer in document["layers"]:
            for entry in layer.get("metadata", {}).get("geosector:legend", []):
                entry.update(vi=ATTACK, en=ATTACK)

    with pages.context(DESK) as context:
        page = watched(pages, context)
        page.route("**/collections?f=json", changed(collections))
        page.route("**/sectors", changed(sectors))
        page.route("**/items/*", changed(item))
        page.route("**/schema?f=json", changed(schema))
        page.route("**/styles/map?*", changed(style))
        page.goto(f"{pages.server.url}/map?ngon=vi&chon=schools.1")
        drawn(page)
        page.locator("#feature .attributes[aria-busy=false]").wait_for()
        page.locator("[data-menu=schools]").click()
        settled(page)
        unharmed(page, checks, "markup in titles, legends, attributions and attributes")
        checks.expect("markup is shown as the text that it is", "<img src=x" in page.locator("#feature").inner_text()
                      and "<img src=x" in page.locator("#layer-list").inner_text())
        links = page.evaluate("() => [...document.querySelectorAll('#feature td a')].map(({ protocol }) => protocol)")
        checks.expect("only web addresses become links", set(links) <= {"https:", "http:"}, links)
        pages.picture(page, "hostile-values")


def too_much(pages: Pages, checks: Checks) -> None:
    def item(document: dict) -> None:
        document["properties"] = {f"THUOC_TINH_{number}": number for number in range(200)} | {
            "GHI_CHU": "Nội dung rất dài. " * 600, "MA": "x" * 5000}

    with pages.map("chon=schools.1") as page:
        page.route("**/items/*", changed(item))
        page.reload()
        drawn(page)
        page.locator("#feature .attributes[aria-busy=false]").wait_for()
        rows = page.locator("#feature tbody tr").count()
        checks.expect("two hundred attributes are all there", rows == 202, rows)
        box = page.evaluate("""() => {
            const panel = document.getElementById("feature").getBoundingClientRect();
            const scroll = document.querySelector("#feature .scroll");
            return [panel.bottom <= innerHeight, panel.right <= innerWidth, scroll.scrollWidth <= scroll.clientWidth,
                document.querySelector("#feature footer").getBoundingClientRect().bottom <= panel.bottom + 1];
        }""")
        checks.expect("ten kilobytes of text stay inside the panel, with its buttons in sight", all(box), box)
        pages.picture(page, "hostile-much")


def nothing(pages: Pages, checks: Checks) -> None:
    with pages.context(DESK) as context:
        page = watched(pages, context)
        page.route("**/collections?f=json", changed(lambda document: document.update(collections=[])))
        page.goto(f"{pages.server.url}/map?ngon=vi")
        drawn_or_told(page)
        said = page.locator("#messages").inner_text()
        checks.expect("a server without layers says how the first is loaded", "geoimport load" in said, said)
        pages.picture(page, "hostile-nothing")


def drawn_or_told(page: Page) -> None:
    page.wait_for_selector("html[data-map-state=ready], html[data-map-state=message]", state="attached")


def silent_server(pages: Pages, checks: Checks, name: str, answer: Callable[[Route], None]) -> None:
    """Each kind of request in turn; the sentence that is expected, and that a second attempt gets on."""
    allowed = ("503", "ERR_FAILED", "Failed to", "tile", "AJAXError", "ServerError")
    whole = {"the words": ("**/i18n/vi.json", "#no-dictionary"), "sectors": ("**/sectors", "#messages .message-card"),
             "collections": ("**/collections?f=json", "#messages .message-card"),
             "the style": ("**/styles/map?*", "#messages .message-card")}
    with pages.context(DESK) as context:
        page = watched(pages, context, allowed)
        for kind, (address, place) in whole.items():
            page.route(address, answer)
            page.goto(f"{pages.server.url}/map?ngon=vi")
            page.locator(place).wait_for(timeout=PATIENT)
            said = page.locator(place).inner_text()
            checks.expect(f"{name} for {kind}: a sentence says so", "Hãy tải lại" in said or "Thử lại" in said, said)
            page.unroute(address)
            if place != "#no-dictionary":
                page.locator(f"{place} .button.primary").click()
                drawn(page)
                checks.expect(f"{name} for {kind}: trying again helps", not page.locator(place).is_visible())
        parts(pages, page, checks, name, answer)


def parts(pages: Pages, page: Page, checks: Checks, name: str, answer: Callable[[Route], None]) -> None:
    """What fails while the map is there."""
    page.goto(f"{pages.server.url}/map?ngon=vi&lop=communes,schools")
    drawn(page)
    page.route("**/items/*", answer)
    page.evaluate("() => history.replaceState(null, '', location.href)")
    page.goto(page.url.replace("lop=", "chon=schools.1&lop="))
    page.locator("#feature .notice").wait_for(timeout=PATIENT)
    checks.expect(f"{name} for a feature: the panel says what it lacks",
                  "máy chủ" in page.locator("#feature .notice").inner_text())
    page.unroute("**/items/*")
    page.route(TILES, answer)
    page.evaluate("() => map.jumpTo({ zoom: 15, center: [108.2, 13.9] })")
    page.locator("#messages .message-banner").wait_for(timeout=PATIENT)
    checks.expect(f"{name} for tiles: a line says so and the page stays",
                  "Thử lại" in page.locator("#messages").inner_text() and page.locator("#layer-schools").is_enabled())
    pages.picture(page, f"hostile-tiles-{name.replace(' ', '-')}")
    page.unroute(TILES)
    page.evaluate("() => map.jumpTo({ zoom: 10, center: [108.9, 14.2] })")
    page.locator("#messages .message-banner").wait_for(state="detached", timeout=PATIENT)
    checks.expect(f"{name} for tiles: the line goes when tiles come", True)
