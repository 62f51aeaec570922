"""Notes: drawn, described, kept over a reload, taken out as files and in again, also hostile ones."""
from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import DESK, PHONE, Pages, drawn, settled, tool

PLACE = "11/13.98/108.0"
KML = "{http://www.opengis.net/kml/2.2}"
HOSTILE = '<img src=x onerror="document.title=1">&\u0001'


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(place=PLACE) as page:
        draws(pages, page, checks)
        kept = keeps(pages, page, checks)
        exported = files(pages, page, checks, kept)
    with pages.map(place=PLACE, language="en", color_scheme="dark") as page:
        imports(pages, page, checks, exported)
    with pages.map(place=PLACE, size=PHONE) as page:
        by_finger(pages, page, checks)
    refused(pages, checks)


def draws(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "notes")
    pages.picture(page, "notes-empty-vi")
    presses = {
        "point": [(600, 250)], "text": [(800, 200)], "arrow": [(700, 250), (780, 330)],
        "line": [(500, 600), (560, 660), (640, 640), (640, 640)], "rectangle": [(800, 400), (900, 480)],
        "circle": [(560, 450), (620, 450)], "polygon": [(700, 550), (820, 560), (800, 680), (700, 650), (700, 550)],
    }
    for colour, (kind, points) in enumerate(presses.items()):
        page.locator(f"[data-kind={kind}]").click()
        page.get_by_label("Bắt dính").set_checked(False)
        for x, y in points:
            page.mouse.click(x, y)
        page.locator("#note-title").fill({"text": "Khu vực khảo sát"}.get(kind, f"Ghi chú {kind}"))
        page.locator("#note-description").fill("Kiểm tra thực địa trước ngày 30/6.")
        page.locator(".note-colours label").nth(colour % 6).click()
        if kind == "circle":
            page.mouse.move(620, 450)
            page.mouse.down()
            page.mouse.move(640, 450, steps=3)
            page.mouse.move(650, 450, steps=3)
            page.mouse.up()
        if kind == "polygon":
            pages.picture(page, "notes-form-vi")
        page.locator("[data-note=done]").click()
    titles = page.locator(".note-title").all_inner_texts()
    checks.expect("every kind of note can be drawn", len(titles) == 7, titles)
    settled(page)
    pages.picture(page, "notes-list-vi")
    radius = page.evaluate("""async () => {
        const { geodesicDistance } = await import(`${document.body.dataset.assets}/viewer/geodesy.js`);
        const { notesAsGeoJSON } = await import(`${document.body.dataset.assets}/viewer/tools/notes/store.js`);
        const circle = notesAsGeoJSON().features.find((note) => note.properties.kind === "circle");
        const [one, other] = [[560, 450], [650, 450]].map((point) => map.unproject(point).toArray());
        return geodesicDistance(...circle.properties.points) / geodesicDistance(one, other);
    }""")
    checks.expect("a circle can be made wider by its edge", abs(radius - 1) < 1e-3, radius)

    page.mouse.click(600, 250)
    checks.expect("a press on a note opens it", page.locator("#note-title").input_value() == "Ghi chú point")
    page.locator("[data-note=remove]").click()
    checks.expect("a note can be deleted", page.locator(".note-title").count() == 6)
    page.locator("[data-note=restore]").click()
    checks.expect("and taken back", page.locator(".note-title").count() == 7)
    page.locator("[data-kind=line]").click()
    page.mouse.click(600, 700)
    page.keyboard.press("Escape")
    checks.expect("Escape ends the drawing and not the tool", page.locator(".note-title").count() == 7)


def keeps(pages: Pages, page: Page, checks: Checks) -> dict:
    stored = notes(page)
    page.reload()
    drawn(page)
    settled(page)
    shown = page.evaluate("() => map.queryRenderedFeatures({layers: map.getLayersOrder().filter((id) => "
                          "id.startsWith('tool-notes'))}).map((f) => f.properties.id)")
    checks.expect("notes are on the map after a reload, without the tool", len(set(shown)) == 7, shown)
    checks.expect("and nothing of them is lost", notes(page) == stored)
    tool(page, "notes")
    page.get_by_label("Hiện ghi chú").uncheck()
    settled(page)
    hidden = page.evaluate("() => map.queryRenderedFeatures({layers: ['tool-notes-line', 'tool-notes-points']}).length")
    checks.expect("they can be hidden", hidden == 0, hidden)
    page.get_by_label("Hiện ghi chú").check()
    return stored


def files(pages: Pages, page: Page, checks: Checks, stored: dict) -> Path:
    with page.expect_download() as geojson:
        page.locator("[data-file=geojson]").click()
    checks.expect("notes come out as GeoJSON", json.loads(geojson.value.path().read_text()) == stored,
                  geojson.value.suggested_filename)
    exported = pages.picture(page, "notes-exported-vi").with_name("notes.geojson")
    geojson.value.save_as(exported)
    page.locator(".note-open").first.click()
    page.locator("#note-title").fill(HOSTILE)
    page.locator("[data-note=done]").click()
    checks.expect("a title is text and nothing else", page.locator("#tool img").count() == 0
                  and HOSTILE in page.locator(".note-title").first.text_content())
    with page.expect_download() as kml:
        page.locator("[data-file=kml]").click()
    document = ElementTree.parse(kml.value.path())
    names = [node.text for node in document.iter(f"{KML}name")]
    checks.expect("and as KML that any reader of XML can read", len(list(document.iter(f"{KML}Placemark"))) == 7
                  and HOSTILE.replace("\u0001", "") in names, names)
    return exported


def imports(pages: Pages, page: Page, checks: Checks, exported: Path) -> None:
    tool(page, "notes")
    take(page, exported)
    status = page.locator(".note-status")
    status.get_by_text("7 notes are imported").wait_for()
    before = notes(page)
    checks.expect("GeoJSON comes in as it went out", before == json.loads(exported.read_text()), before)
    take(page, exported)
    status.get_by_text("7 were here already").wait_for()
    checks.expect("a second time adds nothing", notes(page) == before)
    settled(page)
    pages.picture(page, "notes-imported-dark-en")
    crooked = {
        "type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [453564, 1538393]}, "properties": None},
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": "x"}, "properties": {"kind": "arrow"}},
            {"type": "Feature", "geometry": None, "properties": {"title": {"a": 1}}}, None, 5,
            {"type": "Feature", "id": 5, "properties": {"title": HOSTILE, "colour": "red;}", "kind": "circle"},
             "geometry": {"type": "MultiPoint", "coordinates": [[108, 14], [108.1, 14, 700]]}},
        ],
    }
    take(page, {"name": "là.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(crooked).encode()})
    status.get_by_text("2 notes are imported").wait_for()
    checks.expect("what is no note is left out and counted", "5 features" in status.inner_text(), status.inner_text())
    take(page, {"name": "hình.geojson", "mimeType": "application/geo+json", "buffer": b"PK\x03\x04"})
    status.get_by_text("is not GeoJSON").wait_for()
    checks.expect("another kind of file is refused by name", "hình.geojson" in status.inner_text(), status.inner_text())


def by_finger(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "notes")
    page.locator("[data-kind=polygon]").click()
    for x, y in ((90, 160), (250, 170), (230, 290), (110, 300)):
        page.touchscreen.tap(x, y)
    pages.picture(page, "notes-phone-drawing")
    page.locator("[data-draw=finish]").click()
    page.locator("#note-title").fill("Ruộng lúa")
    pages.picture(page, "notes-phone-form")
    page.locator("[data-note=done]").click()
    checks.expect("an area can be drawn by finger", page.locator(".note-title").all_inner_texts() == ["Ruộng lúa"])
    pages.picture(page, "notes-phone")


def refused(pages: Pages, checks: Checks) -> None:
    """A browser that keeps nothing, as some offices set it, and what another program left there."""
    with pages.context(DESK, "vi") as context:
        page = context.new_page()
        pages.watch(page)
        page.add_init_script("""
            Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };""")
        page.goto(f"{pages.server.url}/map?ngon=vi#ban-do={PLACE}")
        drawn(page)
        tool(page, "notes")
        page.locator("[data-kind=point]").click()
        page.mouse.click(600, 300)
        page.locator("[data-note=done]").click()
        fault = page.locator(".note-fault").inner_text()
        checks.expect("a full browser is told, and the note stays for now",
                      "xuất GeoJSON" in fault and page.locator(".note-title").count() == 1, fault)
        pages.picture(page, "notes-full-vi")
    with pages.context(DESK, "vi") as context:
        page = context.new_page()
        pages.watch(page)
        page.add_init_script("localStorage.setItem('geosector-notes:/', '{\"features\": 7')")
        page.goto(f"{pages.server.url}/map?ngon=vi#ban-do={PLACE}")
        drawn(page)
        tool(page, "notes")
        checks.expect("what cannot be read is put aside", page.evaluate(
            "() => localStorage.getItem('geosector-notes:/:unreadable')") == '{"features": 7'
            and page.locator(".note-fault").is_visible())


def take(page: Page, file: object) -> None:
    page.locator(".note-files input[type=file]").set_input_files(file)


def notes(page: Page) -> dict:
    return page.evaluate("""async () => (await import(
        `${document.body.dataset.assets}/viewer/tools/notes/store.js`)).notesAsGeoJSON()""")
