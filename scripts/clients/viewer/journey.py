"""A planner's morning: every tool of the map once, in one page that is not loaded anew but where that is tried."""
from __future__ import annotations

import json
import re
import subprocess
from urllib.parse import unquote

from playwright.sync_api import Page

from checks import Checks
from viewer.own_server import OwnServer
from viewer.pages import PHONE, SMALL, Pages, drawn, settled, tool
from viewer.place import distance
from viewer.share import scanned

PLACE = "12.5/13.98123/108.00180"
OPTIONS = "[role=option]"
OWN_LAYERS = """() => map.getStyle().layers.filter(({ id }) => id.startsWith('tool-')).map(({ id }) => id)"""
FILE = {"type": "FeatureCollection", "features": [{
    "type": "Feature", "properties": {"ten": "<b>Trạm</b>"},
    "geometry": {"type": "Point", "coordinates": [108.0, 13.97]},
}]}
SCHOOL = {"MA_TRUONG": "HT1", "TEN_TRUONG": "Trường Tiểu học Hành Trình", "CAP_HOC": "Tiểu học", "SO_HS": 412}


def run(pages: Pages, checks: Checks) -> None:
    with OwnServer(pages.server, "journey") as server, pages.context(
            permissions=["clipboard-read", "clipboard-write", "geolocation"]) as context:
        page = context.new_page()
        pages.watch(page)
        page.goto(f"{server.url}/map?ngon=vi&lop=communes,roads,schools#ban-do={PLACE}")
        drawn(page)
        for part in (_searches, _asks, _layers, _places, _measures, _notes, _filters, _reads_table, _themes, _adds,
                     _changes_background, _saves, _shares, _prints):
            part(pages, page, checks)
        _hears(server, pages, page, checks)
        _reloads(pages, page, checks)
        page.locator("a[data-language=en]").click()
        drawn(page)
        for size, name in ((SMALL, "small"), (PHONE, "phone")):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            settled(page)
            pages.picture(page, f"journey-{name}-en")
        checks.expect("the same map is there in English", "planning-zones" in page.url
                      and page.locator("html").get_attribute("lang") == "en", page.url)


def _searches(pages: Pages, page: Page, checks: Checks) -> None:
    page.keyboard.press("/")
    page.keyboard.type("cho pleiku")
    page.locator(OPTIONS, has_text="Chợ Pleiku").first.click()
    page.locator("#feature h2", has_text="Chợ Pleiku").wait_for()
    checks.expect("search without tone marks opens what was found, and its layer",
                  page.locator("#layer-markets").is_checked(), page.url)
    pages.picture(page, "journey-search")
    page.keyboard.press("Escape")


def _asks(pages: Pages, page: Page, checks: Checks) -> None:
    _stand_back(page)
    page.mouse.click(700, 420)
    page.locator("#feature h2").wait_for()
    text = page.locator("#feature").inner_text()
    checks.expect("a click tells what lies there", "đối tượng tại đây" in text and "TEN_DUONG" in text, text[:200])
    page.locator("#feature .icon-button[aria-label='Đóng']").click()


def _stand_back(page: Page) -> None:
    page.evaluate("() => map.jumpTo({ center: [108.0018, 13.98123], zoom: 12.5 })")
    settled(page)


def _layers(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("[data-menu=roads]").click()
    page.locator("#opacity-roads").focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    page.locator("#layer-markets").uncheck()
    checks.expect("layers are switched and faded, in the address",
                  "dm=roads:0.6" in unquote(page.url) and "markets" not in page.url, page.url)


def _places(pages: Pages, page: Page, checks: Checks) -> None:
    page.mouse.move(720, 450)
    page.locator("#position .metres", has_text="X 15").wait_for()
    tool(page, "place")
    page.locator("[data-view=go]").click()
    page.locator("#place-text").fill("445.983,83 1.546.367,08")
    page.keyboard.press("Enter")
    settled(page)
    off = distance(page, 108.001804351, 13.981975373)
    checks.expect("VN-2000 coordinates lead to their place within a metre", off < 1, off)
    pages.picture(page, "journey-place")
    page.keyboard.press("Escape")


def _measures(pages: Pages, page: Page, checks: Checks) -> None:
    _stand_back(page)
    tool(page, "measure")
    page.get_by_label("Bắt dính").uncheck()
    for x, y in ((600, 300), (800, 300)):
        page.mouse.click(x, y)
    page.mouse.dblclick(800, 500)
    line = page.locator(".measure-item[data-kind=line]")
    line.wait_for()
    checks.expect("a line is measured", re.search(r"\d,\d+ km", line.inner_text()) is not None, line.inner_text())
    page.locator("[data-measure=polygon]").click()
    for x, y in ((500, 400), (700, 420), (680, 620), (500, 400)):
        page.mouse.click(x, y)
    area = page.locator(".measure-item[data-kind=polygon]")
    area.wait_for()
    checks.expect("an area is measured", re.search(r"\d (ha|km²)", area.inner_text()) is not None, area.inner_text())
    pages.picture(page, "journey-measure")
    page.keyboard.press("Escape")


def _notes(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "notes")
    page.locator("[data-kind=text]").click()
    page.get_by_label("Bắt dính").set_checked(False)
    page.mouse.click(720, 300)
    page.locator("#note-title").fill("Khu vực khảo sát")
    page.locator("[data-note=done]").click()
    checks.expect("a note is written", page.locator(".note-title").all_inner_texts() == ["Khu vực khảo sát"])
    page.keyboard.press("Escape")


def _filters(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("[data-menu=schools]").click()
    page.locator("li.layer:has([data-menu=schools]) .layer-menu >> text=Lọc").click()
    page.locator(".condition-head select").select_option("CAP_HOC")
    page.locator(".ticks label", has_text="Tiểu học").first.click()
    page.locator("[data-action=apply]").click()
    page.locator("[data-filter-mark=schools]", has_text="trên 1.018").wait_for()
    settled(page)
    kinds = page.evaluate("""() => [...new Set(map.queryRenderedFeatures()
        .filter(({ layer }) => layer.metadata?.['geosector:collection'] === 'schools' && layer.type === 'circle')
        .map(({ properties }) => properties.CAP_HOC))]""")
    checks.expect("only what matches is on the map", kinds == ["Tiểu học"], kinds)
    pages.picture(page, "journey-filter")
    page.keyboard.press("Escape")


def _reads_table(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("li.layer:has([data-menu=schools]) .layer-menu >> text=Bảng thuộc tính").click()
    page.locator(".data-table tbody tr").first.wait_for()
    page.locator("th[data-column=SO_HS] button").click()
    page.locator("th[data-column=SO_HS][aria-sort=ascending]").wait_for()
    rows = page.locator(".data-table tbody tr").all_inner_texts()
    checks.expect("the table has what matches", all("Tiểu học" in row for row in rows), rows[:3])
    page.locator(".data-table tbody button").first.click()
    page.locator("#feature h2").wait_for()
    checks.expect("a row leads to its feature", "chon=schools." in page.url, page.url)
    settled(page)
    pages.picture(page, "journey-table")
    page.locator("#feature .icon-button[aria-label='Đóng']").click()
    page.locator("#dock .close").click()


def _themes(pages: Pages, page: Page, checks: Checks) -> None:
    _stand_back(page)
    page.locator("[data-menu=planning-zones]").click()
    page.locator("li.layer:has([data-menu=planning-zones]) .layer-menu >> text=Chuyên đề").click()
    page.locator("#theme-card .theme-legend").wait_for()
    page.locator("#theme-view-chart").click()
    page.locator(".theme-chart path").first.wait_for(state="attached")
    settled(page)
    checks.expect("a layer is coloured by its classes, with a chart", "tool-theme-fill" in page.evaluate(OWN_LAYERS))
    pages.picture(page, "journey-theme")
    page.keyboard.press("Escape")


def _adds(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "add-data")
    page.locator("#tool input[type=file]").first.set_input_files(
        {"name": "tram.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(FILE).encode()})
    page.locator("li.added", has_text="tram").wait_for()
    checks.expect("a file is on the map", any("add-data" in name for name in page.evaluate(OWN_LAYERS)))
    page.keyboard.press("Escape")


def _changes_background(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "basemap")
    page.locator(".basemap-choice:has(#basemap-dark)").click()
    page.wait_for_selector("#basemap-dark:checked", state="attached")
    settled(page)
    kept = page.evaluate(OWN_LAYERS)
    checks.expect("the background changes, and what was drawn stays",
                  "nen=toi" in page.url and all(any(part in name for name in kept) for part in (
                      "notes", "theme", "add-data", "filter")), kept)
    pages.picture(page, "journey-dark")
    page.locator(".basemap-choice:has(#basemap-light)").click()
    page.keyboard.press("Escape")


def _saves(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "bookmarks")
    page.locator("#bookmark-name").fill("Sáng nay")
    page.locator("#bookmark-name").press("Enter")
    checks.expect("the view is saved", "Sáng nay" in page.locator(".bookmark").first.inner_text())
    page.keyboard.press("Escape")


def _shares(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "share")
    page.locator(".share-code[data-text]").wait_for()
    link = page.locator("#share-link").input_value()
    checks.expect("a telephone reads the link of this map", scanned(page) == link and "chude=" in link, link)
    pages.picture(page, "journey-share")
    page.keyboard.press("Escape")


def _prints(pages: Pages, page: Page, checks: Checks) -> None:
    _stand_back(page)
    tool(page, "print")
    page.locator("#print-title").fill("Trường tiểu học và quy hoạch")
    page.locator(".print-preview:not(.is-drawing):not(.is-old) img:visible").wait_for()
    pages.picture(page, "journey-print")
    with page.expect_download() as waiting:
        page.locator(".print-foot button").click()
    text = subprocess.run(["pdftotext", waiting.value.path(), "-"], capture_output=True, text=True, check=True).stdout
    checks.expect("what is on the map is on paper", all(
        part in text for part in ("Trường tiểu học và quy hoạch", "Khu vực khảo sát", "VN-2000")), text[:300])
    page.keyboard.press("Escape")


def _hears(server: OwnServer, pages: Pages, page: Page, checks: Checks) -> None:
    server.edit("schools", "", "POST", {
        "type": "Feature", "properties": SCHOOL, "geometry": {"type": "Point", "coordinates": [108.0, 13.99]}})
    toast = page.locator("#toast.is-shown", has_text="Trường học")
    toast.wait_for()
    checks.expect("the open map says what changed", "1 thay đổi" in toast.inner_text(), toast.inner_text())
    page.locator("#toast").get_by_role("link", name="Xem thay đổi").click()
    page.locator(".compare-chip[data-kind=added]").wait_for()
    page.locator(".compare-side canvas").first.wait_for()
    checks.expect("and compares it", page.locator(".compare-chip b").all_inner_texts() == ["1", "0", "0"])
    pages.picture(page, "journey-compare")
    page.keyboard.press("Escape")


def _reloads(pages: Pages, page: Page, checks: Checks) -> None:
    before = unquote(page.url)
    page.reload()
    drawn(page)
    page.locator("#theme-card .theme-legend").wait_for()
    page.locator("[data-filter-mark=schools]").wait_for()
    kept = page.evaluate(OWN_LAYERS)
    checks.expect("a reload shows the same: place, layers, opacity, filter, theme, notes",
                  unquote(page.url) == before and any("notes" in name for name in kept), (before, page.url, kept))
