"""Thematic maps: classes of a whole layer on the map, in a legend, a chart and a table, kept in the address."""
from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import DESK, PHONE, Pages, drawn, settled, tool

PLANS = "chude=planning-zones:DT_HA:mau:quantile:5:YlGnBu"
CROPS = "chude=crop-areas:CAY_TRONG:giatri:values:7:OkabeIto"
HIDDEN = """(id) => map.getStyle().layers.filter((l) => !l.id.startsWith('tool-')
    && l.metadata?.['geosector:collection'] === id).every((l) => l.layout?.visibility === 'none')"""


def run(pages: Pages, checks: Checks) -> None:
    for part in (_areas, _address, _points, _honesty, _faults, _looks):
        part(pages, checks)


def _areas(pages: Pages, checks: Checks) -> None:
    count = _matched(pages, "planning-zones")
    with pages.map(place="12.2/13.965/108.02") as page:
        page.locator("[data-menu=planning-zones]").click()
        page.locator(".layer-menu >> text=Chuyên đề").click()
        page.locator("#theme-card .theme-legend").wait_for()
        settled(page)
        checks.expect("a layer's menu draws a theme of it", _layers(page) == ["tool-theme-fill", "tool-theme-outline"],
                      _layers(page))
        checks.expect("the theme is in the address", PLANS in page.url, page.url)
        checks.expect("the layer's own colours are hidden below", page.evaluate(HIDDEN, "planning-zones"))
        counts = _counts(page, "#tool .theme-legend")
        checks.expect("the legend counts the whole layer", sum(counts) == count, (counts, count))
        colour = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-color')")
        checks.expect("colours are a step over the property", colour[0] == "case" and colour[2][0] == "step", colour)
        pages.picture(page, "theme-desk-vi")

        page.locator("#theme-view-chart").click()
        bars = page.locator(".theme-chart path[fill='#edf8b1'], .theme-chart path[fill='#253494']")
        bars.first.wait_for()
        page.locator(".theme-chart").click(position={"x": 150, "y": 15})
        page.wait_for_selector(".theme-chart path[opacity], .theme-chart path[fill-opacity]", state="attached")
        opacity = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-opacity')")
        checks.expect("a bar highlights its class on the map", opacity[0] == "case", opacity)
        settled(page)
        pages.picture(page, "theme-chart")
        page.locator("#theme-view-legend").click()
        pressed = page.locator("#tool .theme-line[aria-pressed=true]")
        checks.expect("the legend says which", pressed.count() == 1, pressed.count())
        pressed.click()
        opacity = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-opacity')")
        checks.expect("a second press shows all again", isinstance(opacity, (int, float)), opacity)

        page.locator("#theme-view-table").click()
        page.locator("#theme-measure").select_option(label="Tổng DT_HA")
        page.locator(".theme-table tfoot td").nth(2).wait_for()
        total = pages.server.json("/collections/planning-zones/classes?property=DT_HA&method=equal&count=2")["sum"]
        shown = _number(page.locator(".theme-table tfoot td").nth(1).inner_text())
        checks.expect("the table adds up to the whole", abs(shown - total) < 0.1, (shown, total))
        pages.picture(page, "theme-table")
        page.locator("#theme-measure").select_option("")

        _choose(page, "method", "jenks")
        _choose(page, "classCount", "7")
        lows = [cell.split("–")[0] for cell in page.locator(".theme-table tbody th").all_inner_texts()]
        checks.expect("Jenks makes as many classes as asked for", len(lows) == 7, lows)
        _choose(page, "method", "manual")
        page.locator("#theme-break-0").fill("99999")
        page.locator("#theme-break-0").blur()
        wrong = page.locator(".theme-breaks + .hint + .wrong")
        checks.expect("a break out of order is told apart", "Mốc 1 phải" in wrong.inner_text(), wrong.inner_text())
        page.locator("#theme-break-0").fill("20")
        page.locator("#theme-break-0").blur()
        _still(page)
        checks.expect("breaks of one's own are kept", "manual:7" in page.url and "moc20_" in page.url, page.url)
        counted = [int(_number(text)) for text in page.locator(".theme-table tbody td:nth-child(2)").all_inner_texts()]
        below = _matched(pages, "planning-zones", filter="DT_HA < 20")
        checks.expect("and counted by the server", counted[0] == below and sum(counted) == count, (counted, below))

        page.locator("#theme-kind-giatri").click()
        _still(page)
        names = page.locator("#theme-card .theme-line .label").all_inner_texts()
        checks.expect("unique values come with the others",
                      "CHUC_NANG:giatri" in page.url and names[-1].startswith("Loại khác"), (page.url, names))
        colour = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-color')")
        checks.expect("their colours are a match", colour[0] == "case" and colour[2][0] == "match", colour[:2])
        page.locator("#theme-palette").click()
        settled(page)
        pages.picture(page, "theme-values")
        page.locator("#theme-kind-kyhieu").click()
        _still(page)
        places = page.evaluate("() => map.getLayer('tool-theme-circle')?.sourceLayer")
        checks.expect("symbols stand where names do", places == "planning-zones_label", places)
        settled(page)
        pages.picture(page, "theme-symbols")

        page.locator("#tool .close").click()
        checks.expect("it stays when the panel is closed",
                      page.locator("#theme-card").is_visible() and bool(_layers(page)))
        page.locator("#layer-planning-zones").uncheck()
        checks.expect("its tick hides it", not page.locator("#theme-card").is_visible())
        page.locator("#layer-planning-zones").check()
        page.locator("#theme-card .remove").click()
        settled(page)
        checks.expect("removing it brings the layer's own colours back", not _layers(page)
                      and not page.evaluate(HIDDEN, "planning-zones") and "chude" not in page.url, page.url)


def _address(pages: Pages, checks: Checks) -> None:
    with pages.map(PLANS + ":dao&dm=planning-zones:0.5") as page:
        page.locator("#theme-card .theme-legend").wait_for()
        colour = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-color')[2][2]")
        checks.expect("an address brings its theme", colour == "#081d58", colour)
        opacity = page.evaluate("() => map.getPaintProperty('tool-theme-fill', 'fill-opacity')")
        checks.expect("with the opacity of the layer", abs(opacity - 0.44) < 0.01, opacity)
        _choose(page, "property", "TANG_CAO")
        page.go_back()
        page.wait_for_selector("#theme-card h3 >> text=DT_HA")
        chosen = page.locator("#theme-property").input_value()
        checks.expect("Back brings the theme before", chosen == "DT_HA", (chosen, page.url))
        page.reload()
        drawn(page)
        page.locator("#theme-card .theme-legend").wait_for()
        checks.expect("a reload keeps it", len(_layers(page)) == 2, _layers(page))
        settled(page)
        seen = page.evaluate("() => map.queryRenderedFeatures({ layers: ['tool-theme-fill'] }).length")
        checks.expect("and draws it", seen > 0, seen)
    hostile = ["__proto__:DT_HA:mau:quantile:5:YlGnBu", "planning-zones:__proto__:mau:quantile:5:YlGnBu",
               "planning-zones:<img src=x onerror=alert(1)>:mau", "planning-zones:DT_HA:constructor:jenks:5:x",
               "%E0%A4%A", "schools:TEN_TRUONG:mau:quantile:5:YlGnBu", "planning-zones:DT_HA:nhiet:equal:6:YlOrRd",
               ":::::", ""]
    with pages.map() as page:
        for text in hostile:
            page.evaluate("""(text) => {
                history.pushState(null, '', `?ngon=vi&chude=${text}`);
                dispatchEvent(new Event('popstate'));
            }""", quote(text))
            page.locator("#tool #theme-layer").wait_for()
            _still(page)
        checks.expect("nonsense in the address is no theme",
                      not _layers(page) and not page.locator("#theme-card").is_visible())


def _points(pages: Pages, checks: Checks) -> None:
    count = _matched(pages, "schools")
    with pages.map() as page:
        tool(page, "theme")
        page.locator("#theme-layer").select_option("schools")
        page.locator("#theme-card .theme-legend").wait_for()
        page.locator("#theme-labels").check()
        _still(page)
        checks.expect("points take a theme with labels",
                      _layers(page) == ["tool-theme-circle", "tool-theme-label"], _layers(page))
        page.locator("#theme-kind-nhiet").click()
        _still(page)
        settled(page)
        pages.picture(page, "theme-heat")
        checks.expect("a heat map has every point", _points_of(page) == count, _points_of(page))
        page.locator("#theme-kind-cum").click()
        _still(page)
        settled(page)
        totals = page.evaluate("""() => new Promise((done) => { const look = () => {
            const found = map.querySourceFeatures('tool-theme-points', { filter: ['has', 'point_count'] });
            found.length > 0 ? done(found[0].properties.point_count > 1) : map.once('idle', look); }; look(); })""")
        checks.expect("clusters gather points", totals)
        pages.picture(page, "theme-clusters")


def _honesty(pages: Pages, checks: Checks) -> None:
    parcels = "chude=parcels:DIEN_TICH:mau:quantile:5:YlOrRd&lop=parcels"
    with pages.map(parcels, place="11/13.975/108.0") as page:
        page.locator(".theme-partly").filter(has_text="Ở tỷ lệ này").wait_for()
        settled(page)
        pages.picture(page, "theme-parcels-far")
        page.evaluate("() => map.jumpTo({ zoom: 16.5 })")
        settled(page)
        page.locator(".theme-partly").filter(has_text="Ở tỷ lệ này").wait_for(state="hidden")
        checks.expect("joined features are told of, until none are", True)
        pages.picture(page, "theme-parcels-near")
        x, y = page.evaluate("() => { const p = map.project(map.getCenter()); return [p.x, p.y]; }")
        page.locator("#tool .close").click()
        page.mouse.click(x, y)
        page.locator("#feature .attributes").wait_for()
        checks.expect("a themed feature can be asked", page.locator("#feature .attributes").is_visible())


def _faults(pages: Pages, checks: Checks) -> None:
    with pages.map(PLANS, allowed=("503",)) as page:
        page.locator("#theme-card .theme-legend").wait_for()
        broken = re.compile(r"/classes\?.*jenks")
        page.route(broken, lambda route: route.fulfill(status=503, json={"detail": "busy"}))
        page.locator("#theme-method").select_option("jenks")
        problem = page.locator(".theme-problem")
        problem.wait_for()
        checks.expect("a busy server is said, and the map stays",
                      "503" in problem.inner_text() and len(_layers(page)) == 2, problem.inner_text())
        pages.picture(page, "theme-problem")
        page.unroute(broken)
        problem.locator("button").click()
        _still(page)
        checks.expect("trying again goes on", "jenks" in page.url and not problem.is_visible(), page.url)


def _looks(pages: Pages, checks: Checks) -> None:
    for size, name in ((DESK, "desk"), (PHONE, "phone")):
        with pages.map(CROPS, size=size, language="en") as page:
            page.locator("#tool .theme-legend").wait_for()
            settled(page)
            pages.picture(page, f"theme-{name}-en")
            if size == PHONE:
                page.locator("#tool .close").click()
                page.locator("#theme-card .fold").click()
                fits = page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
                checks.expect("on a phone the card fits", fits and page.locator("#theme-card").is_visible())
                pages.picture(page, "theme-card-phone")
    with pages.map(PLANS, size=PHONE) as page:
        page.locator("#tool .theme-legend").wait_for()
        settled(page)
        pages.picture(page, "theme-phone-vi")
    with pages.map(PLANS, color_scheme="dark") as page:
        page.locator("#tool .theme-legend").wait_for()
        page.locator("#theme-view-chart").click()
        page.locator(".theme-chart svg").wait_for()
        settled(page)
        pages.picture(page, "theme-dark")


def _matched(pages: Pages, collection: str, **query: str) -> int:
    asked = urlencode({"resultType": "hits", **query})
    return pages.server.json(f"/collections/{collection}/items?{asked}")["numberMatched"]


def _still(page: Page) -> None:
    page.wait_for_selector("#tool .tool-body[aria-busy=false]")


def _choose(page: Page, name: str, value: str) -> None:
    page.locator(f"#theme-{name}").select_option(value)
    _still(page)


def _layers(page: Page) -> list[str]:
    return page.evaluate("() => map.getLayersOrder().filter((id) => id.startsWith('tool-theme'))")


def _points_of(page: Page) -> int:
    return page.evaluate("async () => (await map.getSource('tool-theme-points').getData()).features.length")


def _counts(page: Page, where: str) -> list[int]:
    return [int(_number(text)) for text in page.locator(f"{where} .number").all_inner_texts()]


def _number(text: str) -> float:
    """As Vietnamese write it."""
    return float(text.strip().replace(".", "").replace(",", "."))
