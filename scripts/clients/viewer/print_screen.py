"""What is on the screen is on paper: a theme, a filter, opacities, notes; also from a dark map."""
from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PICTURES, Pages, settled, tool

PLACE = "11.5/13.98/108.0"
QUERY = ("lop=crop-areas,communes,schools&chude=crop-areas:CAY_TRONG:giatri:values:7:OkabeIto&dm=communes:0.4"
         "&loc=schools:CAP_HOC%3D'Ti%E1%BB%83u%20h%E1%BB%8Dc'")


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(query=QUERY, place=PLACE, color_scheme="dark") as page:
        page.locator("#theme-card .theme-legend").wait_for()
        notes(page)
        orders: list[dict] = []
        page.on("request", lambda request: orders.append(request.post_data_json)
                if request.method == "POST" and request.url.endswith("/print") else None)
        tool(page, "print")
        page.locator(".print-form").wait_for()
        page.locator("#print-title").fill("Cây trồng và trường tiểu học")
        pictured(page)
        pages.picture(page, "print-screen-vi")
        said = page.locator(".print-honest").inner_text()
        checks.expect("only what paper shows otherwise is said", "nền sáng" in said and "ghi chú" not in said, said)
        path = printed(page)
        sheet = PICTURES / "print-screen.pdf"
        sheet.write_bytes(path.read_bytes())
        text = subprocess.run(["pdftotext", sheet, "-"], capture_output=True, text=True, check=True).stdout
        checks.expect("notes are on paper", "Khu vực khảo sát" in text, text[:500])
        classes = page.evaluate(
            "() => map.getLayer('tool-theme-fill').metadata['geosector:legend'].map(({ vi }) => vi)")
        known = sum(name in text for name in classes)
        checks.expect("the legend explains classes of the theme", len(classes) > 3 and known >= len(classes) - 1,
                      (classes, text[:800]))
        subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", sheet, sheet.with_suffix("")], check=True)
        with Image.open(sheet.with_suffix(".png")) as image:
            colours = {colour: count for count, colour in image.convert("RGB").getcolors(1 << 24)}
        checks.expect("paper is white, though the map is dark", max(colours, key=colours.get) > (230, 230, 220),
                      max(colours, key=colours.get))
        style = orders[-1]["style"]
        layers = {layer["id"]: layer for layer in style["layers"]}
        checks.expect("a filter goes along", any("match" in str(layer.get("filter")) for name, layer in layers.items()
                                                 if "schools" in name), sorted(layers))
        faded = [layer["paint"] for layer in layers.values() if layer.get("source-layer") == "communes"
                 and layer["type"] == "line" and not (layer.get("metadata") or {}).get("geosector:basemap")]
        checks.expect("opacities go along", bool(faded) and all("line-opacity" in paint for paint in faded), faded)


def notes(page: Page) -> None:
    tool(page, "notes")
    for kind, title, points in (("text", "Khu vực khảo sát", [(800, 300)]),
                                ("arrow", "Xem đây", [(700, 450), (640, 380)]),
                                ("polygon", "Ô điều tra", [(820, 500), (920, 510), (900, 600), (820, 500)])):
        page.locator(f"[data-kind={kind}]").click()
        page.get_by_label("Bắt dính").set_checked(False)
        for x, y in points:
            page.mouse.click(x, y)
        page.locator("#note-title").fill(title)
        page.locator("[data-note=done]").click()


def pictured(page: Page) -> None:
    page.locator(".print-preview:not(.is-drawing):not(.is-old) img:visible").wait_for()
    settled(page)


def printed(page: Page) -> Path:
    with page.expect_download() as waiting:
        page.locator(".print-foot button").click()
    return Path(waiting.value.path())
