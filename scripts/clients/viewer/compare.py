"""Comparing two versions of a layer, and two ways to draw the map."""
from __future__ import annotations

from playwright.sync_api import Page

from checks import Checks
from viewer.own_server import OwnServer
from viewer.pages import PHONE, Pages, drawn, settled, tool

PLACE = "12.5/13.985/108.01"
EDITS = 12  # changes between the first version and the present one


def run(pages: Pages, checks: Checks) -> None:
    with OwnServer(pages.server, "compare") as server:
        change_schools(server)
        versions(server, pages, checks)
        faults(server, pages, checks)
        looks(server, pages, checks)
        phone(server, pages, checks)


def change_schools(server: OwnServer) -> None:
    """Five new schools, four that are not as they were (one of them elsewhere), three that are gone; around Pleiku."""
    def distance(item: tuple[int, dict]) -> float:
        longitude, latitude = item[1]["geometry"]["coordinates"]
        return abs(longitude - 108.01) + abs(latitude - 13.985)
    near = sorted(server.features("schools").items(), key=distance)
    ids = [number for number, _ in near]
    properties = near[0][1]["properties"]
    server.edit("schools", "", "POST", {"type": "FeatureCollection", "features": [{
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [107.985 + 0.01 * index, 13.995]},
        "properties": {**properties, "MA_TRUONG": f"MOI{index}", "TEN_TRUONG": f"Trường Tiểu học mới số {index + 1}",
                       "CAP_HOC": "Tiểu học"},
    } for index in range(5)]})
    for number in ids[:3]:
        server.edit("schools", f"/{number}", "PATCH", {"properties": {"SO_HS": 777, "SO_LOP": 21}})
    longitude, latitude = near[3][1]["geometry"]["coordinates"]
    server.edit("schools", f"/{ids[3]}", "PATCH",
                {"geometry": {"type": "Point", "coordinates": [longitude + 0.01, latitude - 0.006]}})
    for number in ids[4:7]:
        server.edit("schools", f"/{number}", "DELETE")


def opened(page: Page, server: OwnServer, query: str = "", language: str = "vi", place: str = PLACE) -> None:
    page.goto(f"{server.url}/map?ngon={language}{'&' if query else ''}{query}#ban-do={place}")
    drawn(page)


def versions(server: OwnServer, pages: Pages, checks: Checks) -> None:
    with pages.context() as context:
        page = context.new_page()
        pages.watch(page)
        opened(page, server, "lop=schools,roads,communes")
        tool(page, "compare")
        page.locator("#compare-collection").select_option("schools")
        page.locator("#compare-from").select_option("1")
        page.locator(".compare-chip[data-kind=added]").wait_for()
        counts = page.locator(".compare-chip b").all_inner_texts()
        checks.expect("numbers of added, changed and removed features are shown", counts == ["5", "4", "3"], counts)
        checks.expect("the versions are in the address", "sosanh=phienban:schools:1-" in page.url, page.url)
        rows = page.locator(".compare-table tr[data-change]").count()
        checks.expect("every change is a row of the table", rows == EDITS, rows)
        page.locator(".compare-side[data-side=left] canvas").wait_for()
        settled_sides(page)
        pages.picture(page, "compare-desk-vi")
        former(page, checks)
        divider(page, checks)
        details(page, checks)
        settled_sides(page)
        pages.picture(page, "compare-detail-vi")

        page.locator(".compare-chip[data-kind=added]").click()
        checks.expect("a kind of change can be hidden", page.locator(".compare-table tr[data-change]").count() == 7)
        address = page.url
        page.reload()
        drawn(page)
        page.locator(".compare-table tr[data-change]").first.wait_for()
        checks.expect("a reload compares the same", page.locator("#compare-from").input_value() == "1", page.url)
        page.locator(".compare-days summary").click()
        page.locator("#compare-from-day").fill("2020-01-31")
        wrong = page.locator("#compare-from-wrong")
        wrong.wait_for()
        checks.expect("a day before the first version is said, with the earliest", "sớm nhất" in wrong.inner_text())
        page.locator("#compare-to").select_option("1")
        page.get_by_text("cùng một phiên bản").wait_for()
        checks.expect("the same version on both sides is said", page.locator(".compare-side").count() in (0, 2))
        page.locator("#compare-collection").select_option("communes")
        page.get_by_text("mới có một phiên bản").wait_for()
        page.keyboard.press("Escape")
        page.locator("#tool").wait_for(state="hidden")
        left = page.evaluate(
            "() => Object.keys(map.getStyle().sources).filter((id) => id.startsWith('tool-compare')).length")
        checks.expect("closing takes back the second map, the marks and the address",
                      page.locator(".compare-side, .compare-divider").count() == 0 and left == 0
                      and "sosanh" not in page.url, (left, page.url))
        opened(page, server, address.split("?")[1].split("#")[0].replace("ngon=vi&", ""), "en")
        page.locator(".compare-table tr[data-change]").first.wait_for()
        settled_sides(page)
        pages.picture(page, "compare-desk-en")


def former(page: Page, checks: Checks) -> None:
    left = page.evaluate("""() => {
        const side = document.querySelector('.compare-side').map;
        const names = (layers) => side.queryRenderedFeatures({layers}).map(({properties}) => properties.TEN_TRUONG);
        return {tiles: names(['schools-circle']), former: names(['tool-compare-former-schools-circle'])};
    }""")
    checks.expect("the left side has what was changed or removed since, as it was", len(set(left["former"])) >= 6, left)
    new = [name for name in left["tiles"] if "mới số" in name]
    checks.expect("the left side does not have what was added since", left["tiles"] and not new, new)


def divider(page: Page, checks: Checks) -> None:
    slider = page.get_by_role("slider", name="Vạch chia hai bản đồ")
    before = int(slider.get_attribute("aria-valuenow") or 0)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    after = int(slider.get_attribute("aria-valuenow") or 0)
    checks.expect("arrow keys move the divider", after == before - 4, (before, after))
    page.keyboard.press("Home")
    panel = page.locator("#layers").bounding_box()
    box = slider.bounding_box()
    checks.expect("the divider does not go under a panel", box["x"] >= panel["x"] + panel["width"], box)
    page.mouse.move(box["x"] + box["width"] / 2, 450)
    page.mouse.down()
    page.mouse.move(720, 450, steps=4)
    page.mouse.up()
    place = slider.bounding_box()["x"] + 22
    clip = page.locator(".compare-side").evaluate("(node) => node.style.clipPath")
    checks.expect("the divider can be dragged, and cuts the map where it is", abs(place - 720) < 2 and "720px" in clip,
                  (place, clip))
    page.evaluate("() => map.panBy([60, 30], {animate: false})")
    apart = page.evaluate("""() => {
        const [one, other] = [map, document.querySelector('.compare-side').map].map((each) => each.getCenter());
        return [Math.abs(one.lng - other.lng), Math.abs(one.lat - other.lat), Math.abs(one.lng - 108.01)];
    }""")
    checks.expect("moving the map moves both", apart[0] < 1e-9 and apart[1] < 1e-9 and apart[2] > 1e-4, apart)


def details(page: Page, checks: Checks) -> None:
    row = page.locator(".compare-table tr[data-change]", has_text="Sĩ số").or_(
        page.locator(".compare-table tr[data-change]", has_text="SO_HS")).first
    row.get_by_role("button").click()
    detail = page.locator(".compare-detail")
    detail.wait_for()
    text = detail.inner_text()
    checks.expect("a chosen change shows values before and after", "777" in text and "Trước" in text, text)
    checks.expect("what is hidden of a former version is not on its side",
                  page.locator(".compare-name[aria-expanded=true]").count() == 1)
    gone = page.locator(".compare-table tr[data-change]", has_text="Đã xóa").first
    gone.get_by_role("button").click()
    settled(page)
    checks.expect("choosing a change goes there", page.evaluate("() => map.getZoom()") > 15,
                  page.evaluate("() => map.getZoom()"))


def settled_sides(page: Page) -> None:
    settled(page)
    page.wait_for_selector(".compare-side canvas", state="attached")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def faults(server: OwnServer, pages: Pages, checks: Checks) -> None:
    with pages.context() as context:
        page = context.new_page()
        pages.watch(page, ("503",))
        opened(page, server, "sosanh=phienban:khong-co:9-x<script>")
        page.locator("#compare-collection").wait_for()
        checks.expect("a senseless address is no fault", page.locator("#tool").is_visible())
        page.route("**/collections/schools/versions", lambda route: route.fulfill(status=503, json={"detail": "busy"}))
        page.locator("#compare-collection").select_option("schools")
        retry = page.locator(".compare-said").get_by_role("button", name="Thử lại")
        retry.wait_for()
        checks.expect("a busy server is said, and what to do",
                      "503" in page.locator(".compare-wrong").inner_text())
        page.unroute("**/collections/schools/versions")
        retry.click()
        page.locator(".compare-table tr[data-change]").first.wait_for()
        checks.expect("it can be tried again", page.locator("#compare-from").is_visible())


def looks(server: OwnServer, pages: Pages, checks: Checks) -> None:
    with pages.context() as context:
        page = context.new_page()
        pages.watch(page)
        opened(page, server, "lop=communes,roads")
        tool(page, "compare")
        page.get_by_role("button", name="Theo cách vẽ").click()
        page.locator(".compare-side[data-side=right] canvas").wait_for()
        page.locator(".compare-layers").get_by_label("Trường học").check()
        settled_sides(page)
        checks.expect("the right side has its own layers and colours, in the address",
                      "sosanh=nen:toi:roads,schools,communes" in page.url.replace("%3A", ":"), page.url)
        pages.picture(page, "compare-look-vi")


def phone(server: OwnServer, pages: Pages, checks: Checks) -> None:
    with pages.context(PHONE) as context:
        page = context.new_page()
        pages.watch(page)
        opened(page, server, "lop=schools,roads,communes&sosanh=phienban:schools:1-9")
        page.locator(".compare-table tr[data-change]").first.wait_for()
        settled_sides(page)
        grip = page.locator(".compare-grip").bounding_box()
        sheet = page.locator("#tool").bounding_box()
        checks.expect("on a phone the grip is above the sheet", grip["y"] + grip["height"] < sheet["y"], (grip, sheet))
        pages.picture(page, "compare-phone-vi")
