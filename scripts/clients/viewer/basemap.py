"""The basemap: light, dark, none, as the system asks; what is drawn above it stays."""
from __future__ import annotations

import json

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import DESK, PHONE, Pages, drawn, settled, tool

GROUND = "() => map.getPaintProperty('background', 'background-color')"
GUESTS = """() => {
    map.addSource('tool-trial', { type: 'geojson', data: { type: 'Point', coordinates: map.getCenter().toArray() } });
    map.addLayer({ id: 'tool-trial', type: 'circle', source: 'tool-trial' }, 'communes-boundary');
    map.setFilter('schools-circle', ['==', ['id'], 1]);
}"""


def choose(page: Page, name: str) -> None:
    """A radio button that is seen as a card."""
    page.locator(f".basemap-choice:has(#basemap-{name})").click()
    page.wait_for_selector(f"#basemap-{name}:checked", state="attached")


def shown(page: Page, colour: str) -> bool:
    """Waits for the ground of the map."""
    return page.evaluate("""(colour) => new Promise((done) => {
        const look = () => map.getPaintProperty('background', 'background-color') === colour;
        if (look()) return done(true);
        const timer = setTimeout(() => done(false), 15000);
        map.on('styledata', () => { if (look()) { clearTimeout(timer); done(true); } });
    })""", colour)


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(query="dm=crop-areas:0.5") as page:
        light = page.evaluate(GROUND)
        page.locator("#layer-markets").uncheck()
        page.evaluate(GUESTS)
        settled(page)
        order = page.evaluate("() => map.getLayersOrder()")
        legend = page.locator("#layer-communes").locator("xpath=ancestor::li[1]").locator(".swatch rect").first
        ward = legend.get_attribute("fill")
        tool(page, "basemap")
        pages.picture(page, "basemap-vi")
        choose(page, "dark")
        dark = json.loads(page.request.get(f"{pages.server.url}/styles/map-dark?f=mapbox").text())
        checks.expect("the dark basemap is shown", shown(page, dark["layers"][0]["paint"]["background-color"]), light)
        settled(page)
        checks.expect("the choice is kept in the address", "nen=toi" in page.url, page.url)
        checks.expect("every layer is where it was, those of tools too",
                      page.evaluate("() => map.getLayersOrder()") == order, order[:5])
        checks.expect("a layer that was off stays off", page.evaluate(
            "() => map.getLayoutProperty('markets-circle', 'visibility')") == "none")
        checks.expect("what was filtered stays filtered", page.evaluate(
            "() => JSON.stringify(map.getFilter('schools-circle'))") == '["==",["id"],1]')
        faded = page.evaluate("() => map.getPaintProperty('crop-areas-fill', 'fill-opacity')")
        fields = next(layer for layer in dark["layers"] if layer["id"] == "crop-areas-fill")
        plain = fields["paint"].get("fill-opacity", 1)
        checks.expect("opacity stays, in proportion to the new style", faded != plain, (faded, plain))
        checks.expect("legends have the new colours", legend.get_attribute("fill") != ward, ward)
        pages.picture(page, "basemap-dark")

        choose(page, "none")
        checks.expect("without a basemap the ground is white", shown(page, "#ffffff"))
        settled(page)
        left = page.evaluate("() => map.getLayersOrder().filter((id) => id.startsWith('basemap'))")
        checks.expect("without a basemap none of it is drawn", not left, left)
        pages.picture(page, "basemap-none")
        page.reload()
        drawn(page)
        checks.expect("a reload shows the same basemap", page.evaluate(GROUND) == "#ffffff", page.url)
        tool(page, "basemap")
        choose(page, "system")
        checks.expect("as the system again, the address says nothing",
                      shown(page, light) and "nen=" not in page.url, page.url)
        page.emulate_media(color_scheme="dark")
        checks.expect("the map follows the system", shown(page, dark["layers"][0]["paint"]["background-color"]))
    with pages.map(query="nen=%3Cimg%20src%3Dx%3E") as page:
        checks.expect("a basemap that is none is ignored", page.evaluate(GROUND) == light)
    with pages.map(size=PHONE, language="en", color_scheme="dark") as page:
        tool(page, "basemap")
        settled(page)
        pages.picture(page, "basemap-phone-en")
    with pages.map(size=DESK, allowed=("ERR_FAILED",)) as page:
        page.route("**/styles/map-dark*", lambda route: route.abort())
        tool(page, "basemap")
        page.locator(".basemap-choice:has(#basemap-dark)").click()
        page.locator("#toast.is-shown").wait_for()
        checks.expect("a server that is away is told, and the map stays", page.evaluate(GROUND) == light,
                      page.locator("#toast").inner_text())
