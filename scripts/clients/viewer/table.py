"""The table of a layer: pages, order, the way between a row and the map, and files of what is in it."""
from __future__ import annotations

import csv
import io
import json
import pathlib

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, drawn, settled


def run(pages: Pages, checks: Checks) -> None:
    reading(pages, checks)
    filtered(pages, checks)
    others(pages, checks)


def reading(pages: Pages, checks: Checks) -> None:
    with pages.map() as page:
        page.locator("[data-menu=schools]").click()
        page.locator(".layer-menu >> text=Bảng thuộc tính").click()
        ranged(page, "1–100 trên 1.018")
        checks.expect("a layer's menu opens its table", "bang=schools" in page.url, page.url)
        checks.expect("it is a real table of a hundred rows", page.locator(".data-table tbody tr").count() == 100)
        pages.picture(page, "table-vi")
        page.locator("[data-action=next]").click()
        ranged(page, "101–200 trên 1.018")
        page.locator("[data-action=previous]").click()
        ranged(page, "1–100")

        head = page.locator("th[data-column=SO_HS]")
        for order in ("ascending", "descending"):
            head.locator("button").click()
            page.locator(f"th[data-column=SO_HS][aria-sort={order}]").wait_for()
        most = amounts(page, "SO_HS")
        checks.expect("the server sorts by a title that is clicked",
                      most == sorted(most, reverse=True) and most[0] > 1000, most[:5])
        style = page.locator("th[data-column=SO_HS]").evaluate("(node) => getComputedStyle(node).textAlign")
        checks.expect("numbers stand at the right", style == "right", style)

        page.locator(".data-table tbody button").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#feature h2").wait_for()
        page.locator("tr[aria-current=true]").wait_for()
        settled(page)
        chosen = page.locator("tr[aria-current=true]").get_attribute("data-id")
        checks.expect("a row leads to its feature on the map", f"chon=schools.{chosen}" in page.url, page.url)
        seen = page.evaluate("""() => {
            const { x, y } = map.project(map.getSource('geosector-selection').serialize().data.geometry.coordinates);
            return document.elementFromPoint(x, y)?.tagName;
        }""")
        checks.expect("the feature is not hidden by the table", seen == "CANVAS", seen)
        pages.picture(page, "table-chosen-vi")

        page.locator("text=Cột >> visible=true").first.click()
        page.locator(".table-columns label", has_text="GHI_CHU").click()
        checks.expect("columns can be hidden", not page.locator("th[data-column=GHI_CHU]").is_visible())
        page.keyboard.press("Escape")

        content = saved(page, "csv").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
        first = [int(row["SO_HS"]) for row in rows[:100]]
        checks.expect("a CSV holds all rows, in the order and the columns of the table",
                      len(rows) == 1018 and first == most and "GHI_CHU" not in rows[0], (len(rows), list(rows[0])))
        page.reload()
        drawn(page)
        ranged(page, "1–100")
        checks.expect("a reload opens the table again", page.locator("#dock .data-table").is_visible())
        page.locator("#dock .close").click()
        checks.expect("a closed table leaves the address", "bang=" not in page.url, page.url)


def filtered(pages: Pages, checks: Checks) -> None:
    with pages.map("bang=schools&loc=schools:CAP_HOC%3D'THPT'") as page:
        page.locator(".table-filter").wait_for()
        page.locator(".table-range", has_not_text="1.018").filter(has_text="trên").wait_for()
        count = int(page.locator(".table-range").inner_text().split("trên ")[1])
        collection = json.loads(saved(page, "geojson"))
        kinds = {feature["properties"]["CAP_HOC"] for feature in collection["features"]}
        checks.expect("table and GeoJSON hold what is filtered",
                      len(collection["features"]) == count and kinds == {"THPT"}, (count, kinds))
        for name, start in (("xlsx", b"PK"), ("gpkg", b"SQLite format 3"), ("shp", b"PK")):
            checks.expect(f"a filtered layer can be had as {name}", saved(page, name).startswith(start))
        pages.picture(page, "table-export-vi")
        page.locator(".table-filter .icon-button").click()
        ranged(page, "1–100 trên 1.018")
        checks.expect("the filter can be cleared from the table", "loc=" not in page.url, page.url)


def others(pages: Pages, checks: Checks) -> None:
    with pages.map("bang=street-lights", language="en") as page:
        page.locator(".data-table").wait_for()
        page.locator(".table-layer").select_option("roads")
        page.locator(".table-range", has_text="of 12,526").wait_for()
        page.locator(".table-menu-place button", has_text="Download").click()
        page.locator("[data-format=gpkg]").click()
        page.locator(".export-job a").wait_for()
        pages.picture(page, "table-job-en")
        with page.expect_download() as download:
            page.locator(".export-job a").click()
        size = pathlib.Path(download.value.path()).stat().st_size
        checks.expect("a large file is a job with a link at its end", size > 1_000_000, size)
    with pages.map("bang=%3Cscript%3E") as page:
        page.locator("#dock").wait_for(state="hidden")
        settled(page)
        checks.expect("a table of nothing is not opened", not page.locator("#dock").is_visible())
    with pages.map("bang=schools", size=PHONE) as page:
        page.locator(".data-table").wait_for()
        pages.picture(page, "table-phone-vi")
        page.locator(".data-table tbody button").nth(2).click()
        page.locator("#feature h2").wait_for()
        checks.expect("on a phone the feature takes the table's place", not page.locator("#dock").is_visible())
        page.locator("#feature .close").click()
        page.locator(".data-table").wait_for()
    with pages.map(allowed=("503",)) as page:
        page.route("**/items*", lambda route: route.fulfill(status=503, body="{}"))
        page.locator("[data-menu=schools]").click()
        page.locator(".layer-menu >> text=Bảng thuộc tính").click()
        page.locator(".table-message button").wait_for()
        page.unroute("**/items*")
        page.locator(".table-message button").click()
        ranged(page, "1–100 trên 1.018")
        checks.expect("a server that was away is asked again for the table", True)


def ranged(page: Page, text: str) -> None:
    page.locator(".table-range", has_text=text).wait_for()


def amounts(page: Page, column: str) -> list[int]:
    texts = page.evaluate("""(name) => {
        const heads = [...document.querySelectorAll('.data-table thead th')];
        const index = heads.findIndex((th) => th.dataset.column === name);
        return [...document.querySelectorAll('.data-table tbody tr')].map((tr) => tr.cells[index].textContent);
    }""", column)
    return [int(text.replace(".", "")) for text in texts]


def saved(page: Page, name: str) -> bytes:
    menu = page.locator(".table-menu-place button[aria-expanded]").last
    if menu.get_attribute("aria-expanded") == "false":
        menu.click()
    with page.expect_download() as download:
        page.locator(f"[data-format={name}]").click()
    content = pathlib.Path(download.value.path()).read_bytes()
    page.locator(f"[data-format={name}]:enabled").wait_for()
    return content
