"""Services of other offices beside our data, through our server."""
from __future__ import annotations

import re

from playwright.sync_api import Page, Route

from checks import Checks
from viewer.pages import PHONE, Pages, settled, tool

EXTERNAL_IS_FAKE = True  # the answers of /external are made here; else the server's own are used
PLACE = "10/13.98/108.0"
SERVICES = {"services": [
    {"id": "tinh", "title": {"vi": "Bản đồ tỉnh", "en": "Map of the province"}, "type": "wms",
     "attribution": "Sở NN&MT <b>Gia Lai</b>"},
    {"id": "o-anh", "title": {"vi": "Ô ảnh quốc gia", "en": "National tiles"}, "type": "wmts",
     "attribution": "Cục ĐĐBĐ"},
    {"id": "nen", "title": {"vi": "Nền xám", "en": "Grey"}, "type": "xyz"},
    {"id": "hong", "title": {"vi": "Đang hỏng", "en": "Out of order"}, "type": "wms"},
]}


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(place=PLACE, allowed=("502", "Bad Gateway")) as page:
        services(pages, page, checks)
    with pages.map(place=PLACE, size=PHONE, language="en") as page:
        none(pages, page, checks)


def services(pages: Pages, page: Page, checks: Checks) -> None:
    asked: list[str] = []
    if EXTERNAL_IS_FAKE:
        page.route(re.compile("/external"), lambda route: external(route, pages.server.url, asked))
    tool(page, "add-data")
    page.locator("[data-part=services]").click()
    page.locator("[data-service=tinh]").click()
    page.locator("[data-layer=communes]").wait_for()
    pages.picture(page, "add-data-services")
    page.locator("[data-layer=communes]").click()
    settled(page)
    maps = [url for url in asked if "GetMap" in url]
    checks.expect("a WMS layer is asked for in Web Mercator", bool(maps) and "CRS=EPSG%3A3857" in maps[0], asked[:3])
    line = page.locator("#attribution").text_content() or ""
    checks.expect("its attribution is in the status line as text", "Sở NN&MT <b>Gia Lai</b>" in line, line)
    order = page.evaluate("() => map.getLayersOrder()")
    first = page.evaluate("() => map.getLayersOrder().findIndex("
                          "(id) => map.getLayer(id).metadata?.['geosector:collection'])")
    checks.expect("pictures lie below our data", order.index("tool-add-data-1") < first, order[:12])
    row = page.locator("li.added").first
    row.locator(".more").click()
    row.locator(".segments button").last.click()
    order = page.evaluate("() => map.getLayersOrder()")
    checks.expect("or above it", order.index("tool-add-data-1") > first, order)
    row.locator("input[type=range]").focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    faded = page.evaluate("() => map.getPaintProperty('tool-add-data-1', 'raster-opacity')")
    checks.expect("they can be made transparent", abs(faded - 0.6) < 1e-9, faded)
    settled(page)
    pages.picture(page, "add-data-wms")
    page.locator("[data-service=o-anh]").click()
    page.locator("li:has([data-service=o-anh]) [data-layer]").first.click()
    page.locator("[data-service=nen]").click()
    settled(page)
    checks.expect("WMTS and tiles are asked for", any("GetTile" in url for url in asked)
                  and any(re.search(r"/external/nen/\d+/\d+/\d+$", url) for url in asked), asked[-3:])
    page.locator("[data-service=hong]").click()
    told = page.locator("li:has([data-service=hong]) .added-warning")
    told.wait_for()
    checks.expect("a service out of order says so and can be tried again", "502" in told.inner_text()
                  and told.locator("xpath=..").get_by_role("button", name="Thử lại").is_visible(), told.inner_text())
    row = page.locator("li.added").last
    row.locator("[data-action=remove]").click()
    line = page.locator("#attribution").text_content() or ""
    checks.expect("a removed service takes its attribution along", "NN&MT" not in line, line)


def none(pages: Pages, page: Page, checks: Checks) -> None:
    if EXTERNAL_IS_FAKE:
        page.route(re.compile("/external"), lambda route: route.fulfill(json={"services": []}))
    tool(page, "add-data")
    page.locator("[data-part=services]").click()
    page.locator("text=administrator").first.wait_for()
    text = page.locator(".services").inner_text()
    checks.expect("an empty list of services says so and whom to ask", "No external map service" in text, text)
    pages.picture(page, "add-data-no-services")


def external(route: Route, server: str, asked: list[str]) -> None:
    """/external as the server answers it, with its own WMS and WMTS behind."""
    url = route.request.url
    asked.append(url)
    match = re.search(r"/external/([a-z-]+)(.*)", url)
    if not match:
        route.fulfill(json=SERVICES)
    elif match[1] == "hong":
        route.fulfill(status=502, json={"title": "Bad Gateway"})
    elif match[1] == "nen":
        route.fulfill(status=204)
    else:
        route.fulfill(response=route.fetch(url=f"{server}/{'wms' if match[1] == 'tinh' else 'wmts'}{match[2]}"))
