"""Measuring: the figures of the ellipsoid, and lengths, areas and circles drawn by mouse, by keys and by finger."""
from __future__ import annotations

import re

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, settled, tool

PLACE = "11/13.98/108.0"

# PROJ's geodesic functions (Karney 2013); the first of each are GeographicLib's own published examples.
DISTANCES = [  # from, to, metres, azimuth
    ([174.81, -41.32], [-5.50, 40.96], 19959679.267354, 161.067669986),
    ([0, 0], [179.5, 0.5], 19936288.578965, None),
    ([0, 0], [180, 0], 20003931.458625, None),
    ([0, 90], [0, -90], 20003931.458625, None),
    ([108, 14], [108.0000001, 14], 0.0108034, 90),
    ([108, 14], [108, 14], 0, None),
]
ANTARCTICA = [[-58, -63.1], [-74, -72.9], [-102, -71.9], [-102, -74.9], [-131, -74.3], [-163, -77.5], [163, -77.4],
              [172, -71.7], [140, -65.9], [113, -65.7], [88, -66.6], [59, -66.9], [25, -69.8], [-4, -70.0],
              [-14, -71.0], [-33, -77.3], [-46, -77.9], [-61, -74.7]]
AREAS = [  # ring, m²
    (ANTARCTICA, 13662703680020.1),
    ([[107.5, 13], [109.2, 13], [109.2, 14.7], [107.5, 14.7]], 34566340912.605),
]


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(place=PLACE) as page:
        figures(page, checks)
        by_mouse(pages, page, checks)
        kept(pages, page, checks)
    with pages.map(place=PLACE, language="en") as page:
        by_keys(pages, page, checks)
    with pages.map(place=PLACE, size=PHONE) as page:
        by_finger(pages, page, checks)


def figures(page: Page, checks: Checks) -> None:
    """The module itself, against numbers of others."""
    found = page.evaluate("""async ([distances, areas]) => {
        const geodesy = await import(`${document.body.dataset.assets}/viewer/geodesy.js`);
        return {
            distances: distances.map(([from, to]) => [geodesy.geodesicDistance(from, to), geodesy.azimuth(from, to)]),
            areas: areas.map(([ring]) => geodesy.geodesicArea(ring)),
            there: geodesy.destination([108, 14], 30, 1000),
            back: geodesy.geodesicDistance([108, 14], geodesy.destination([108, 14], 30, 1000)),
        };
    }""", [DISTANCES, AREAS])
    for (start, end, metres, azimuth), (length, bearing) in zip(DISTANCES, found["distances"]):
        checks.expect(f"the distance {start} – {end} is PROJ's to half a millimetre",
                      abs(length - metres) < 5e-4, length)
        if azimuth is not None:
            checks.expect(f"the azimuth {start} – {end} is PROJ's", abs(bearing - azimuth) < 1e-4, bearing)
    for (_, area), measured in zip(AREAS, found["areas"]):
        checks.expect(f"an area of {area:.0f} m² is PROJ's to 1e-9", abs(measured / area - 1) < 1e-9, measured)
    checks.expect("a kilometre away is a kilometre away", abs(found["back"] - 1000) < 1e-6, found)


def by_mouse(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "measure")
    page.get_by_label("Bắt dính").uncheck()
    page.mouse.click(600, 300)
    page.mouse.move(800, 300)
    live = page.locator(".measure-figure")
    live.wait_for()
    pages.picture(page, "measure-live-vi")
    checks.expect("the length is shown while the line is drawn", live.inner_text().endswith(" km"), live.inner_text())
    checks.expect("a press on the map asks for nothing else", page.locator("#feature").is_hidden())
    page.mouse.click(800, 300)
    page.mouse.click(900, 500)
    page.keyboard.press("Backspace")
    page.mouse.dblclick(800, 500)
    line = page.locator(".measure-item[data-kind=line]")
    line.wait_for()
    wanted = lengths(page, [(600, 300), (800, 300), (800, 500)])
    line.locator("summary").click()
    shown = [kilometres(cell) for cell in line.locator("tbody td:nth-of-type(1)").all_inner_texts()]
    checks.expect("each segment has its length", close(shown, wanted), (shown, wanted))
    azimuths = line.locator("tbody td:nth-of-type(2)").all_inner_texts()
    checks.expect("each segment has its azimuth", azimuths[0] == "90,0°", azimuths)
    total = kilometres(line.locator("dd").first.inner_text())
    checks.expect("the whole is the sum", close([total], [sum(wanted)]), (total, wanted))

    page.mouse.move(800, 500)
    page.mouse.down()
    page.mouse.move(850, 520, steps=4)
    page.mouse.move(950, 500, steps=4)
    page.mouse.up()
    moved = kilometres(line.locator("dd").first.inner_text())
    wanted = sum(lengths(page, [(600, 300), (800, 300), (950, 500)]))
    checks.expect("a corner can be dragged", close([moved], [wanted]), (moved, wanted))
    page.keyboard.press("Control+z")
    checks.expect("and taken back", kilometres(line.locator("dd").first.inner_text()) == total, line.inner_text())

    page.locator("[data-measure=polygon]").click()
    for x, y in ((500, 400), (700, 420), (680, 620)):
        page.mouse.click(x, y)
    page.mouse.click(520, 600)
    page.mouse.click(500, 400)
    area = page.locator(".measure-item[data-kind=polygon]")
    area.wait_for()
    text = area.inner_text()
    checks.expect("an area has its perimeter", "Chu vi" in text and "km²" in text, text)
    page.locator("#measure-area").select_option("ha")
    text = area.inner_text()
    checks.expect("an area can be read in hectares", re.search(r"\d ha", text) is not None, text)
    page.locator("#measure-area").select_option("auto")

    page.locator("[data-measure=circle]").click()
    page.mouse.click(860, 660)
    page.mouse.click(930, 660)
    circle = page.locator(".measure-item[data-kind=circle]")
    circle.wait_for()
    radius = kilometres(circle.locator("dd").first.inner_text())
    checks.expect("a circle has its radius", close([radius], lengths(page, [(860, 660), (930, 660)])), radius)


def kept(pages: Pages, page: Page, checks: Checks) -> None:
    settled(page)
    pages.picture(page, "measure-list-vi")
    drawn = page.evaluate("() => map.queryRenderedFeatures({layers: ['tool-measure-segments', 'tool-measure-totals', "
                          "'tool-measure-areas']}).map((f) => f.properties.label)")
    checks.expect("the figures stand on the map", any("km²" in text for text in drawn) and len(drawn) > 3, drawn)
    page.mouse.click(600, 700)
    page.keyboard.press("Escape")
    checks.expect("Escape ends the drawing and not the tool",
                  page.locator("#tool").is_visible() and page.locator(".measure-item").count() == 3)
    page.keyboard.press("Escape")
    checks.expect("once more closes the tool, and nothing stays on the map", page.locator("#tool").is_hidden()
                  and page.evaluate("() => map.getLayersOrder().every((id) => !id.startsWith('tool-measure'))"))
    tool(page, "measure")
    checks.expect("measurements are there when it is opened again", page.locator(".measure-item").count() == 3)
    page.locator(".measure-item [data-action=remove]").first.click()
    checks.expect("one can be deleted", page.locator(".measure-item").count() == 2)
    page.locator("[data-all=copy]").click()
    page.locator("#toast").get_by_text("Đã sao chép").wait_for()
    page.locator("[data-all=clear]").click()
    checks.expect("all can be deleted", page.locator(".measure-item").count() == 0)


def by_keys(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "measure")
    page.get_by_label("Snap to").uncheck()
    page.locator("[data-measure=polygon]").press("Enter")
    for key in (None, "ArrowRight", "ArrowDown", "ArrowLeft"):
        if key:
            page.keyboard.press(key)
            settled(page)
        page.keyboard.press("Enter")
    checks.expect("the crosshair shows where Enter sets a point", page.locator(".crosshair").is_visible())
    page.keyboard.press("Enter")
    area = page.locator(".measure-item[data-kind=polygon]")
    area.wait_for()
    checks.expect("an area can be drawn by keys", area.locator("tbody tr").count() == 4, area.inner_text())
    told = page.locator("#tool [role=status].for-readers").inner_text()
    checks.expect("and is told", "Area" in told and "Perimeter" in told, told)
    pages.picture(page, "measure-keys-en")


def by_finger(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "measure")
    page.touchscreen.tap(120, 150)
    page.touchscreen.tap(260, 180)
    page.locator("[data-draw=finish]").wait_for()
    page.touchscreen.tap(200, 300)
    pages.picture(page, "measure-phone-live")
    page.locator("[data-draw=finish]").click()
    page.locator(".measure-item").wait_for()
    settled(page)
    checks.expect("a line can be drawn by finger", page.locator(".measure-item tbody tr").count() == 2,
                  page.locator(".measure-item").inner_text())
    pages.picture(page, "measure-phone")


def lengths(page: Page, points: list[tuple[int, int]]) -> list[float]:
    """Of the segments between points of the window, in kilometres."""
    metres = page.evaluate("""async (points) => {
        const { geodesicDistance } = await import(`${document.body.dataset.assets}/viewer/geodesy.js`);
        const line = points.map((point) => map.unproject(point).toArray());
        return line.slice(1).map((point, index) => geodesicDistance(line[index], point));
    }""", points)
    return [each / 1000 for each in metres]


def kilometres(text: str) -> float:
    number, unit = text.split()
    return float(number.replace(".", "").replace(",", ".")) / {"km": 1, "m": 1000}[unit]


def close(found: list[float], wanted: list[float]) -> bool:
    return len(found) == len(wanted) and all(abs(one - other) < 0.002 for one, other in zip(found, wanted))
