"""Adding data: files of every kind, read in the browser, and files that are wrong."""
from __future__ import annotations

import os
import pathlib

from playwright.sync_api import Locator, Page

from checks import Checks
from environment import HOME
from files_to_add import (CSV, EAST, GPX, KML, LATITUDE, LONGITUDE, NAME, NORTH, WRITTEN, ZONE, choose, collection,
                          drop, drop_large, packed, shapefile)
from viewer.pages import PHONE, Pages, settled, tool

SHARED = pathlib.Path(os.environ.get("GEOSECTOR_TESTDATA", HOME.parent / "shared" / "data"))
PLACE = "10/13.98/108.0"
EVIL = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>"


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(place=PLACE) as page:
        kinds(pages, page, checks)
    with pages.map(place=PLACE) as page:
        zones(pages, page, checks)
        encodings(page, checks)
    with pages.map(place=PLACE, language="en") as page:
        wrong(pages, page, checks)
        large(page, checks)
    with pages.map(place=PLACE, size=PHONE) as page:
        phone(pages, page, checks)


def kinds(pages: Pages, page: Page, checks: Checks) -> None:
    """Dropped anywhere, without the tool being open."""
    drop(page, {"tram.geojson": collection([(107.98, 13.98), (108.02, 13.99)], ten=EVIL, ghi_chu="dài " * 2500)})
    row = added(page, "tram")
    checks.expect("a dropped GeoJSON is on the map", positions(page, 1) == [[107.98, 13.98], [108.02, 13.99]])
    drop(page, {"duong.kml": KML, "vet.gpx": GPX, "diem.csv": CSV.encode(),
                "goi.zip": packed("KML trong zip.kml", KML)})
    for title in ("duong", "vet", "diem", "KML trong zip"):
        added(page, title)
    checks.expect("KML, GPX, CSV and a zip are added together", page.locator("li.added").count() == 5)
    checks.expect("a broken placemark does not take the others along",
                  added(page, "duong").locator(".number").inner_text() == "2"
                  and "Đối tượng 2 (dòng 6)" in added(page, "duong").inner_text(), added(page, "duong").inner_text())
    checks.expect("decimal commas and degrees, minutes, seconds are read",
                  near(positions(page, 4)[0], [108.03, 13.97]) and near(positions(page, 4)[1], [108.0083333, 13.975]),
                  positions(page, 4))

    page.evaluate("() => map.jumpTo({center: [107.98, 13.98], zoom: 13})")
    settled(page)
    click(page, 107.98, 13.98)
    card = page.locator("#added-feature")
    card.wait_for()
    checks.expect("a click shows attributes as text",
                  EVIL in card.inner_text() and page.evaluate("() => !window.broken"), card.inner_text()[:300])
    checks.expect("long texts begin short", len(card.inner_text()) < 2000, len(card.inner_text()))
    card.locator("text=Hiện toàn bộ").click()
    checks.expect("and can be read whole", "dài " * 2400 in card.inner_text())
    pages.picture(page, "add-data-click")
    card.locator("[data-action=others]").click()
    page.locator("#feature").wait_for()
    checks.expect("the panel of the server's features takes its place", not card.is_visible())
    page.locator("#feature .close").click()
    table(pages, page, row, checks)

    row.locator("input[type=checkbox]").uncheck()
    shown = page.evaluate("() => map.getLayoutProperty('tool-add-data-1-point', 'visibility')")
    checks.expect("a layer can be switched off", shown == "none", shown)
    page.locator("#tool .close").click()
    page.locator("#tool").wait_for(state="hidden")
    checks.expect("layers stay when the tool is closed", len(positions(page, 2)) == 2)
    tool(page, "add-data")
    row = added(page, "tram")
    row.locator(".more").click()
    row.locator("[data-action=remove]").click()
    checks.expect("a removed layer is gone from the map", page.evaluate("() => !map.getSource('tool-add-data-1')"))


def table(pages: Pages, page: Page, row: Locator, checks: Checks) -> None:
    row.locator(".more").click()
    row.locator("input[type=color]").fill("#00ff00")
    colour = page.evaluate("() => map.getPaintProperty('tool-add-data-1-point', 'circle-color')")
    checks.expect("a colour can be chosen", colour == "#00ff00", colour)
    row.locator("[data-action=table]").click()
    sheet = page.locator("#added-table")
    sheet.locator("th button").first.click()
    pages.picture(page, "add-data-table")
    sheet.locator("input[type=search]").fill("khong co dau nao")
    checks.expect("the table can be searched", "0 / 2" in sheet.inner_text(), sheet.inner_text()[:200])
    sheet.locator("input[type=search]").fill("dai")
    checks.expect("without tone marks", "2 / 2" in sheet.inner_text(), sheet.inner_text()[:200])
    sheet.locator("tbody button").first.click()
    checks.expect("a row leads to its feature", page.locator("#added-feature").is_visible())
    page.keyboard.press("Escape")
    checks.expect("Esc closes what lies on top", sheet.is_visible() and not page.locator("#added-feature").is_visible())
    page.keyboard.press("Escape")
    checks.expect("then what lies below", not sheet.is_visible() and page.locator("#tool").is_visible())


def zones(pages: Pages, page: Page, checks: Checks) -> None:
    """Metres without a name: the zone is asked for."""
    tool(page, "add-data")
    text = f"STT;X (m);Y (m);Tên\n1;{NORTH};{EAST};Mốc 1\n2;{NORTH + 100};{EAST};Mốc 2\n3;không rõ;;Mốc 3\n"
    choose(page, {"moc.csv": text.encode("utf-8-sig")})
    form = page.locator(".added-question")
    form.wait_for()
    checks.expect("the likely zone of the place is offered first", form.locator("select").input_value() == "EPSG:9218",
                  form.locator("select").input_value())
    pages.picture(page, "add-data-zone")
    form.locator("button").click()
    form.wait_for(state="detached")
    found = positions(page, 1)[0]
    checks.expect("VN-2000 with X to the north lies where PROJ puts it",
                  near(found, [LONGITUDE, LATITUDE], 2e-7), found)
    row = added(page, "moc")
    checks.expect("a row without numbers is told with its line", "Dòng 4" in row.inner_text(), row.inner_text())
    row.locator(".more").click()
    pages.picture(page, "add-data-system")
    row.locator("select").first.select_option("EPSG:9217")
    row.locator("text=Do người dùng chọn").wait_for()
    moved = positions(page, 1)[0]
    checks.expect("another zone can be chosen later", abs(moved[0] - LONGITUDE + 0.25) < 0.001, moved)
    choose(page, {"la.csv": "a,b\n108,14\n".encode()})
    asked = added(page, "la").locator(".added-question")
    asked.locator("select").nth(0).select_option("a")
    asked.locator("select").nth(1).select_option("b")
    asked.locator("button").click()
    asked.wait_for(state="detached")
    checks.expect("columns of other names can be chosen", positions(page, 2) == [[108, 14]], positions(page, 2))
    checks.expect("a .prj of VN-2000 is understood", shapefile_with_prj(page))
    real_files(page, checks)


def shapefile_with_prj(page: Page) -> bool:
    choose(page, {**shapefile("ranh", [(EAST, NORTH)], ["Xã Ia Ly".encode()]), "ranh.prj": ZONE})
    added(page, "ranh")
    return near(positions(page, 3)[0], [LONGITUDE, LATITUDE], 2e-7)


def real_files(page: Page, checks: Checks) -> None:
    """Communes of the province, as people have them."""
    paths = sorted((SHARED / "vn").glob("gialai_xa_2025.*"))
    if not paths:
        checks.skip("a real shapefile is shown", f"no {SHARED}")
        return
    page.locator("#added-files").set_input_files(paths)
    count = added(page, "gialai_xa_2025").locator(".number").inner_text()
    checks.expect("a real shapefile is shown", count == "135", count)
    settled(page)


def encodings(page: Page, checks: Checks) -> None:
    """Names of the same place as old programs wrote them."""
    for name, raw in WRITTEN.items():
        choose(page, shapefile(f"bang-{name}", [(108.0, 14.0), (108.1, 14.0)], [raw, raw]))
        row = added(page, f"bang-{name}")
        row.locator(".more").click()
        found = row.locator("select").last.input_value()
        row.locator("[data-action=table]").click()
        text = page.locator("#added-table tbody").inner_text()
        checks.expect(f"text in {name} is read", found == name and text.count(NAME) == 2, (found, text))
    row.locator("select").last.select_option("tcvn3")
    page.locator("#added-table tbody", has_not_text=NAME).wait_for()
    row.locator("select").last.select_option("windows-1258")
    page.locator("#added-table tbody", has_text=NAME).wait_for()
    checks.expect("another encoding can be chosen", True)


def wrong(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "add-data")
    whole = collection([(108, 14), (108.1, 14)])
    choose(page, {
        "cut.geojson": whole[:-60], "plan.dwg": b"AC1027", "table.xlsx": b"PK", "broken.zip": b"PK\3\4nothing",
        "lonely.dbf": b"x" * 80,
        "entities.kml": b'<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark/></kml>',
    })
    added(page, "cut")
    row = added(page, "cut").inner_text()
    checks.expect("the good part of a cut file is shown",
                  len(positions(page, 1)) == 1 and "Feature 2 (line" in row, row)
    told = page.locator(".files .added-warning").inner_text()
    for name, sentence in (("plan.dwg", "GeoJSON, KML"), ("table.xlsx", "CSV UTF-8"),
                           ("broken.zip", "Download or zip it again"), ("lonely.dbf", "Drop .shp and .dbf together")):
        line = next((line for line in told.splitlines() if line.startswith(name)), "")
        checks.expect(f"{name} is refused with what would work", sentence in line, told)
    checks.expect("entities are not read", "ENTITY" in added(page, "entities").inner_text())
    pages.picture(page, "add-data-wrong")
    drop_large(page, 200)
    text = page.locator(".files .added-warning", has_text="200 MB").inner_text()
    checks.expect("200 MB are refused with the bound and who can help", "50 MB" in text and "geoimport" in text, text)


def large(page: Page, checks: Checks) -> None:
    """50,000 features; meanwhile the page draws frames."""
    gap = page.evaluate("""() => new Promise((done) => {
        const features = Array.from({ length: 51000 }, (_, n) => ({ type: "Feature",
            properties: { so: n, ten: `Điểm ${n}` },
            geometry: { type: "Point", coordinates: [107.5 + (n % 300) / 200, 13.5 + n / 60000] } }));
        const file = new File([JSON.stringify({ type: "FeatureCollection", features })], "lon.geojson");
        const transfer = new DataTransfer();
        transfer.items.add(file);
        let [last, longest] = [performance.now(), 0];
        const watch = setInterval(() => {
            const now = performance.now();
            [last, longest] = [now, Math.max(longest, now - last)];
        }, 5);
        const look = new MutationObserver(() => {
            const row = [...document.querySelectorAll("li.added")].find((one) => one.textContent.includes("lon"));
            if (!row) return;
            clearInterval(watch);
            look.disconnect();
            done(longest);
        });
        look.observe(document.body, { childList: true, subtree: true });
        const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
        document.querySelector("#map").dispatchEvent(drop);
    })""")
    row = added(page, "lon")
    checks.expect("50,000 features are shown, and what is more is told", "50,000" in row.locator(".number").inner_text()
                  and "first 50,000" in row.inner_text(), row.inner_text())
    checks.expect("the page answers meanwhile", gap < 1500, f"{gap:.0f} ms without an answer")
    print(f"          longest wait while reading 50,000 features: {gap:.0f} ms", flush=True)
    settled(page)


def phone(pages: Pages, page: Page, checks: Checks) -> None:
    tool(page, "add-data")
    pages.picture(page, "add-data-phone")
    choose(page, {"tram.geojson": collection([(107.98, 13.98)], ten="Trạm y tế")})
    added(page, "tram").locator(".more").click()
    pages.picture(page, "add-data-phone-layer")
    page.locator("#tool .close").click()
    settled(page)
    click(page, 107.98, 13.98)
    page.locator("#added-feature").wait_for()
    pages.picture(page, "add-data-phone-click")
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    checks.expect("nothing is wider than a phone", wide <= 390, wide)


def added(page: Page, title: str) -> Locator:
    """The line of a layer, when it is there and nothing is being read."""
    row = page.locator("li.added").filter(has=page.get_by_text(title, exact=True)).first
    row.wait_for()
    page.locator(".reading").wait_for(state="hidden")
    return row


def positions(page: Page, number: int) -> list:
    return page.evaluate("""(id) => (map.getStyle().sources[id]?.data.features ?? [])
        .map((one) => one.geometry.coordinates)""", f"tool-add-data-{number}")


def click(page: Page, longitude: float, latitude: float) -> None:
    x, y = page.evaluate("(place) => { const { x, y } = map.project(place); return [x, y]; }", [longitude, latitude])
    page.mouse.click(x, y)


def near(found: list[float], wanted: list[float], tolerance: float = 1e-6) -> bool:
    return all(abs(one - other) < tolerance for one, other in zip(found, wanted))
