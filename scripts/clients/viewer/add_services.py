"""Services of other offices beside our data, through our server."""
from __future__ import annotations

import re

from playwright.sync_api import Page

from checks import Checks
from environment import WORK
from server import RequestLog, Server
from viewer.pages import PHONE, Pages, drawn, settled, tool

PLACE = "10/13.98/108.0"
SERVICES = """
- {{id: tinh, type: wms, url: "{url}/wms", title_vi: Bản đồ tỉnh, attribution: "Sở NN&MT <b>Gia Lai</b>"}}
- {{id: o-anh, type: wmts, url: "{url}/wmts", title_vi: Ô ảnh quốc gia, attribution: Cục ĐĐBĐ}}
- {{id: nen, type: xyz, url: "{url}/styles/map/{{z}}/{{x}}/{{y}}.png", title_vi: Nền xám}}
- {{id: hong, type: wms, url: "http://127.0.0.1:9/wms", title_vi: Đang hỏng}}
"""


def run(pages: Pages, checks: Checks) -> None:
    # The other office's server is a second one of ours.
    (WORK / "external-services.yaml").write_text(SERVICES.format(url=pages.server.url), encoding="utf-8")
    config = WORK / "external.yaml"
    config.write_text(f"external_services: {WORK}/external-services.yaml\n", encoding="utf-8")
    with Server("--config", str(config)) as server, pages.context() as context:
        page = context.new_page()
        pages.watch(page, allowed=("502", "Bad Gateway"))
        page.goto(f"{server.url}/map?ngon=vi#ban-do={PLACE}")
        drawn(page)
        services(pages, page, checks, server.requests())
    with pages.map(place=PLACE, size=PHONE, language="en") as page:
        none(pages, page, checks)


def services(pages: Pages, page: Page, checks: Checks, requests: RequestLog) -> None:
    tool(page, "add-data")
    page.locator("[data-part=services]").click()
    page.locator("[data-service=tinh]").click()
    page.locator("[data-layer=communes]").wait_for()
    pages.picture(page, "add-data-services")
    page.locator("[data-layer=communes]").click()
    settled(page)
    maps = [query for query in requests.queries("/external/tinh") if query["REQUEST"] == "GetMap"]
    checks.expect("a WMS layer is asked for in Web Mercator", {query["CRS"] for query in maps} == {"EPSG:3857"}, maps)
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
    answered = [path for path, status in requests.statuses() if status == 200]
    checks.expect("WMTS and tiles are answered", any("GetTile" in path for path in answered)
                  and any(re.search(r"/external/nen/\d+/\d+/\d+$", path) for path in answered), answered[-3:])
    pages.picture(page, "add-data-tiles")
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
    tool(page, "add-data")
    page.locator("[data-part=services]").click()
    page.locator("text=administrator").first.wait_for()
    text = page.locator(".services").inner_text()
    checks.expect("an empty list of services says so and whom to ask", "No external map service" in text, text)
    pages.picture(page, "add-data-no-services")
