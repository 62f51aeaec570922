"""Coordinates: read-outs in WGS 84 and VN-2000, going to some, and plots by the lists of their corners."""
from __future__ import annotations

import json
import pathlib
import re

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, settled, tool

PLEIKU = "15/13.98198/108.00180"
# Four corners of a parcel of the demo data, as a land certificate has them in EPSG:9218.
CERTIFICATE = "STT\tX (m)\tY (m)\tCạnh\n1\t1543193,605\t447293,059\t89,29\n2\t1543281,367\t447309,525\t40,31\n" \
    "3\t1543289,680\t447270,082\n4\t1543210,255\t447213,305\n1\t1543193,605\t447293,059\n"
ROWS = "#tool .place-table tbody tr"


def run(pages: Pages, checks: Checks) -> None:
    with pages.map("lop=communes,roads", place=PLEIKU) as page:
        _status(page, checks)
        tool(page, "place")
        _reads_out(pages, page, checks)
        _goes(pages, page, checks)
        _corners(pages, page, checks)
    with pages.map("lop=communes,parcels", place=PLEIKU) as page:
        _agrees_with_server(pages, page, checks)
    with pages.map("lop=communes,roads", PHONE, place=PLEIKU, allowed=("ERR_FAILED",)) as page:
        _fails(page, checks)
        page.locator("[data-view=corners]").click()
        _paste(page, CERTIFICATE)
        settled(page)
        pages.picture(page, "place-phone-corners")
    with pages.map("lop=communes,roads", language="en", place=PLEIKU, color_scheme="dark") as page:
        tool(page, "place")
        page.locator(".place-readout").wait_for()
        settled(page)
        pages.picture(page, "place-dark-en")
    with pages.map("lop=communes", PHONE, language="en", place=PLEIKU) as page:
        pages.picture(page, "place-phone-status-en")


def _status(page: Page, checks: Checks) -> None:
    page.mouse.move(720, 450)
    page.locator("#position .metres", has_text="X 15").wait_for()
    text = page.locator("#position").inner_text()
    checks.expect("the line below tells degrees and VN-2000 of the place's zone",
                  "108°30′" in text and "° B" in text and re.search(r"X 1546\d{3}\s+Y 44\d{4}", text) is not None, text)
    page.evaluate("map.jumpTo({center: [109.22, 13.77]})")
    page.mouse.move(721, 451)
    page.locator("#position .metres", has_text="108°15′").wait_for()
    checks.expect("in the east of the province it is the other zone", True)
    page.evaluate("map.jumpTo({center: [108.001804351, 13.981975373]})")


def _reads_out(pages: Pages, page: Page, checks: Checks) -> None:
    readout = page.locator("#tool .place-readout")
    readout.wait_for()
    values = readout.locator("b").all_inner_texts()
    # The golden point of EPSG:6960: VN-2000 (13.983, 108.000).
    near = abs(_number(values[0]) - 1_546_367.08) < 0.1 and abs(_number(values[1]) - 445_983.83) < 0.1
    checks.expect("the middle of the map is read out in VN-2000, north first", near, values)
    text = readout.inner_text()
    checks.expect("with its meridian and EPSG code", "108°30′ (EPSG:9218)" in text, text)
    checks.expect("degrees, minutes and seconds stand below", "13°58′55" in text, text)
    settled(page)
    pages.picture(page, "place-point")
    page.locator("#place-point-plane").select_option("9217")
    east = _number(readout.locator("b").nth(1).inner_text())
    checks.expect("another zone can be chosen", abs(east - 445_983.83 - 27_000) < 100, east)
    page.locator("#place-point-plane").select_option("")

    page.locator("[data-mode=pick]").click()
    page.mouse.click(640, 500)
    readout.wait_for()
    place = page.evaluate("map.unproject([640, 500]).toArray()")
    shown = [float(part.replace(",", ".")) for part in re.findall(r"\d+,\d{7}", readout.inner_text())]
    checks.expect("a picked point is read out", abs(shown[0] - place[1]) < 1e-6 and abs(shown[1] - place[0]) < 1e-6,
                  (shown, place))
    checks.expect("a pick does not ask what lies there", page.locator("#feature").is_hidden())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    readout.locator("button").first.click()
    page.locator("#toast.is-shown", has_text="EPSG:9218").wait_for()
    checks.expect("coordinates can be copied", "EPSG:9218" in page.evaluate("navigator.clipboard.readText()"))


def _goes(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("[data-view=go]").click()
    for typed, fault in (("1546367", "hai"), ("1546367 99", "Y (Đông) không thể là 99"), ("13 70 108 2", "Phút")):
        page.locator("#place-text").fill(typed)
        page.keyboard.press("Enter")
        wrong = page.locator("#place-text-wrong")
        wrong.wait_for()
        checks.expect(f"'{typed}' is refused with the reason", fault in wrong.inner_text(), wrong.inner_text())
    page.locator("#place-text").fill("445.983,83 1.546.367,08")
    understood = page.locator(".place-understood").inner_text()
    checks.expect("coordinates are understood in either order", "X (Bắc) 1546367,08" in understood
                  and "EPSG:9218" in understood, understood)
    page.keyboard.press("Enter")
    settled(page)
    checks.expect("the map goes there", distance(page, 108.001804351, 13.981975373) < 1, page.url)
    pages.picture(page, "place-go")
    page.locator("#place-text").fill("13°46'12\"B 109°13'12\"Đ")
    page.locator("#place-degrees").select_option("4756")
    page.keyboard.press("Enter")
    page.locator("#tool form button[type=submit]").click()
    settled(page)
    checks.expect("degrees of VN-2000 are moved to WGS 84", distance(page, 109.221797962, 13.768966138) < 1, page.url)


def _corners(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("[data-view=corners]").click()
    page.locator("#place-corners").fill("1 2 3")
    page.locator("#place-corners-wrong").wait_for()
    checks.expect("a table without coordinates is refused with what is needed",
                  "2.700.000" in page.locator("#place-corners-wrong").inner_text())
    _paste(page, CERTIFICATE)
    settled(page)
    rows = page.locator(ROWS).all_inner_texts()
    checks.expect("the table of a certificate is read, its closing corner left out", len(rows) == 4, rows)
    facts = page.locator(".place-facts").inner_text()
    areas = [_number(text) for text in re.findall(r"([\d.,]+) m²", facts)]
    checks.expect("areas on the plane and on the ellipsoid are those of the corners",
                  abs(areas[0] - _shoelace(CERTIFICATE)) < 0.1 and 0 < areas[1] - areas[0] < 2, areas)
    checks.expect("the zone is found by the place", "EPSG:9218" in page.locator(".place-plane").inner_text())
    drawn = page.evaluate("map.queryRenderedFeatures({layers: ['tool-place-plot-number']})"
                          ".map(({properties}) => properties.label)")
    checks.expect("numbered corners are on the map", sorted(set(drawn)) == ["1", "2", "3", "4"], drawn)
    pages.picture(page, "place-corners")

    for action, ending in (("asCSV", "csv"), ("asText", "txt"), ("asGeoJSON", "geojson")):
        with page.expect_download() as download:
            page.locator(f"[data-action={action}]").click()
        text = pathlib.Path(download.value.path()).read_text(encoding="utf-8-sig")
        if ending == "geojson":
            ring = json.loads(text)["features"][0]["geometry"]["coordinates"][0]
            checks.expect("GeoJSON has the ring in WGS 84", len(ring) == 5 and abs(ring[0][0] - 108.014) < 0.001, ring)
        else:
            page.locator("#place-file").set_input_files(
                files=[{"name": f"x.{ending}", "mimeType": "text/plain", "buffer": text.encode()}])
            page.locator(ROWS).nth(3).wait_for()
            again = page.locator(ROWS).all_inner_texts()
            checks.expect(f"the {ending} file is read back as it was", again == rows, text)
    page.locator("#place-corners").fill(CERTIFICATE.replace("3\t1543289,680\t447270,082", "3\t154328,680\t447270,082"))
    page.locator(".place-notice").wait_for()
    checks.expect("a line that is no corner is named", "dòng 4" in page.locator(".place-notice").inner_text(),
                  page.locator(".place-notice").inner_text())
    page.locator("[data-action=clear]").click()
    checks.expect("clearing takes the plot off the map",
                  page.evaluate("map.getLayersOrder().filter((id) => id.startsWith('tool-place-plot')).length") == 0)


def _agrees_with_server(pages: Pages, page: Page, checks: Checks) -> None:
    """The corners of a parcel, as the server has them in VN-2000 and as the browser makes them of WGS 84."""
    path = "/collections/parcels/items/1632"
    worst = 0.0
    for code in (9217, 9218, 3405, 3406):
        wgs84, plane = (pages.server.json(f"{path}?f=json{crs}")["geometry"]["coordinates"][0][0]
                        for crs in ("", f"&crs=EPSG:{code}"))
        made = page.evaluate("""async ([positions, code]) => {
            const { planeOf, VN2000 } = await import(document.body.dataset.assets + '/viewer/vn2000.js');
            const vn2000 = await VN2000.load();
            const plane = planeOf(code);
            return positions.map((one) => vn2000.toPlane(one, plane)).map(({east, north}) => [east, north]);
        }""", [wgs84, code])
        worst = max([worst, *(abs(a - b) for one, other in zip(made, plane) for a, b in zip(one, other))])
    checks.expect("the browser's VN-2000 is the server's to 1 cm", worst < 0.01, worst)

    page.evaluate("map.jumpTo({center: [108.013689, 13.953787], zoom: 17})")
    settled(page)
    place = page.evaluate("map.project([108.013689, 13.953787])")
    page.mouse.click(place["x"], place["y"])
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    tool(page, "place")
    page.locator("[data-view=corners]").click()
    page.get_by_role("button", name="Từ đối tượng").click()
    page.locator(ROWS).first.wait_for()
    stored = pages.server.json(f"{path}?f=json&crs=EPSG:9218")
    ring = stored["geometry"]["coordinates"][0][0][:-1]
    rows = [[_number(cell) for cell in row.split("\t")[1:3]] for row in page.locator(ROWS).all_inner_texts()]
    same = len(rows) == len(ring) and all(abs(x - north) < 0.006 and abs(y - east) < 0.006
                                          for (x, y), (east, north) in zip(rows, ring))
    checks.expect("the corners of a chosen feature are those that are stored", same, (rows, ring))
    area = _number(re.findall(r"([\d.,]+) m²", page.locator(".place-facts").inner_text())[0])
    checks.expect("and give its area", abs(area - stored["properties"]["DIEN_TICH"]) < 10, area)
    settled(page)
    pages.picture(page, "place-feature")


def _fails(page: Page, checks: Checks) -> None:
    page.route("**/vn2000-zones.json", lambda route: route.abort())
    page.reload()
    page.wait_for_selector("html[data-map-state=ready]", state="attached")
    tool(page, "place")
    page.locator("#tool [role=alert]").wait_for()
    page.unroute("**/vn2000-zones.json")
    page.locator("#tool .place-view button").click()
    page.locator("#tool [data-mode=pick]").wait_for()
    checks.expect("a library that does not come is said so, and can be tried again", True)


def _paste(page: Page, text: str) -> None:
    field = page.locator("#place-corners")
    field.fill("")
    field.focus()
    page.evaluate("(text) => document.execCommand('insertText', false, text)", text)
    page.locator(ROWS).first.wait_for()
    page.locator("[data-action=zoom]").click()


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _shoelace(table: str) -> float:
    points = [[float(part.replace(",", ".")) for part in line.split("\t")[1:3]] for line in table.splitlines()[1:-1]]
    pairs = zip(points, points[1:] + points[:1])
    return abs(sum((a[0] - points[0][0]) * (b[1] - points[0][1]) - (b[0] - points[0][0]) * (a[1] - points[0][1])
                   for a, b in pairs)) / 2


def distance(page: Page, lon: float, lat: float) -> float:
    """Metres from the point that the tool shows."""
    shown = page.evaluate("map.getSource('tool-place-point').serialize().data.features[0].geometry.coordinates")
    return max(abs(shown[0] - lon), abs(shown[1] - lat)) * 111_000
