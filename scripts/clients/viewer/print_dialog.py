"""The print dialog: a sheet at once, a large one as a job, a series, and what is told when something is wrong."""
from __future__ import annotations

import json
import subprocess

from PIL import Image
from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, drawn, settled, tool

PLACE = "14/13.98123/108.00180"
LAYERS = "lop=communes,roads,schools"


def opened(page: Page) -> None:
    tool(page, "print")
    page.locator(".print-form").wait_for()
    settled(page)


def previewed(page: Page) -> None:
    """The small picture is of what the form says now."""
    page.locator(".print-preview:not(.is-drawing):not(.is-old) img:visible").wait_for()


def pressed(page: Page, field: str, value: str) -> None:
    page.locator(f"[data-field={field}] [data-value={value}]").click()


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(query=LAYERS, place=PLACE) as page:
        orders: list[dict] = []
        page.on("request", lambda request: orders.append(request.post_data_json)
                if request.method == "POST" and request.url.endswith("/print") else None)
        opened(page)
        page.locator("#print-title").fill("Trường học quanh Pleiku")
        page.locator("#print-subtitle").fill("Số liệu minh họa")
        page.locator("#print-scale").select_option("10000")
        page.get_by_role("button", name="Xem cả khung").click()
        settled(page)
        previewed(page)
        pages.picture(page, "print-vi")
        _frame(checks, page)
        checks.expect("nothing is left out", page.locator(".print-honest").is_hidden())
        order, path = _printed(page, orders)
        checks.expect("the layers that are on are printed, on the basemap",
                      [layer for layer in order["layers"] if isinstance(layer, str)] == ["communes", "roads", "schools"]
                      and {"collection": "communes", "style": "basemap"} in order["layers"], order)
        text = _text(path)
        checks.expect("the sheet has its title and scale",
                      "Trường học quanh Pleiku" in text and "10 000" in text, text[:300])
        pressed(page, "orientation", "portrait")
        pressed(page, "format", "png")
        previewed(page)
        _frame(checks, page)
        pages.picture(page, "print-portrait")
        _, path = _printed(page, orders)
        with Image.open(path) as image:
            checks.expect("a PNG is of its paper", image.size == (1654, 2339), image.size)
        page.locator(".print-sheet").click()
        page.locator("dialog.print-large").wait_for()
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
        checks.expect("the preview opens large, and Esc closes only it", page.locator("#tool").is_visible())
        page.locator("#print-scale").select_option("other")
        page.locator("#print-other").fill("12")
        page.locator(".print-foot button").click()
        checks.expect("a scale that is none is explained at its field", page.locator("#print-scale-wrong").is_visible()
                      and page.evaluate("() => document.activeElement.id") == "print-other")
        page.locator("#print-other").fill("1:15.000")
        order, _ = _printed(page, orders)
        checks.expect("any scale can be written", order["scale"] == 15000, order["scale"])
        _job(pages, checks, page)
    _series(pages, checks)
    _wrong(pages, checks)
    with pages.map(size=PHONE, language="en", place=PLACE) as page:
        opened(page)
        previewed(page)
        pages.picture(page, "print-phone-en")


def _frame(checks: Checks, page: Page) -> None:
    """At 1:10,000 on A4 the map of the sheet is as high as the picture says, and the frame as the sheet."""
    box = page.locator(".print-frame").bounding_box()
    metres = page.evaluate("""(box) => [0, 1].map((side) => {
        const at = (x, y) => map.unproject([x, y]);
        const corner = side ? at(box.x, box.y + box.height) : at(box.x + box.width, box.y);
        return at(box.x, box.y).distanceTo(corner);
    })""", box)
    is_landscape = metres[0] > metres[1]
    wide = 2025 if is_landscape else 1790  # millimetres of A4 less margins, frame and legend, times 10
    checks.expect(f"the frame on the map is as wide as the sheet's map ({'landscape' if is_landscape else 'portrait'})",
                  abs(metres[0] - wide) < 20, metres)


def _printed(page: Page, orders: list[dict]) -> tuple[dict, str]:
    with page.expect_download() as waiting:
        page.locator(".print-foot button").click()
    path = waiting.value.path()
    return next(order for order in reversed(orders) if order["dpi"] == 200), str(path)


def _text(path: str) -> str:
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def _job(pages: Pages, checks: Checks, page: Page) -> None:
    pressed(page, "paper", "A2")
    pressed(page, "format", "pdf")
    checks.expect("large paper is drawn as a preview only when asked",
                  page.get_by_role("button", name="Vẽ ảnh xem trước").is_visible())
    page.locator(".print-foot button").click()
    job = page.locator(".print-job")
    job.get_by_role("link", name="Tải về").wait_for()
    pages.picture(page, "print-job")
    with page.expect_download() as waiting:
        job.get_by_role("link", name="Tải về").click()
    page.reload()
    drawn(page)
    opened(page)
    job.get_by_role("link", name="Tải về").wait_for()
    checks.expect("a large sheet is still there when the page is loaded again", job.count() == 1, job.count())
    checks.expect("a large sheet is a job whose file can be fetched",
                  waiting.value.path().read_bytes().startswith(b"%PDF"), waiting.value.suggested_filename)
    job.get_by_role("button", name="Xóa tệp").click()
    job.wait_for(state="detached")


def _series(pages: Pages, checks: Checks) -> None:
    with pages.map(query="lop=communes,roads", place="9/13.9/108.2") as page:
        opened(page)
        pressed(page, "isSeries", "true")
        page.locator(".print-names input").first.wait_for()
        page.locator(".print-foot button").click()
        checks.expect("pages must be chosen", "ít nhất một tên" in page.locator("#print-series-wrong").inner_text())
        page.locator("#print-pages").fill("pleiku")
        checks.expect("communes are found by name, without tone marks",
                      "Pleiku" in page.locator(".print-names").inner_text(), page.locator(".print-names").inner_text())
        page.locator(".print-names input").first.check()
        previewed(page)
        page.locator("#print-pages").fill("quy nhon")
        page.locator("#print-all").check()
        pages.picture(page, "print-series-vi")
        page.locator(".print-foot button").click()
        job = page.locator(".print-job")
        job.get_by_role("link", name="Tải về").wait_for()
        with page.expect_download() as waiting:
            job.get_by_role("link", name="Tải về").click()
        text = _text(str(waiting.value.path()))
        checks.expect("a series has a page for each",
                      "Pleiku" in text and "Quy Nhơn" in text and "1/" in text, text[:200])
        page.locator("#print-pages").fill("")
        page.locator("#print-all").check()
        page.locator(".print-foot button").click()
        second = page.locator(".print-job").first
        second.get_by_role("button", name="Hủy").click()
        page.get_by_text("Đã hủy bản in").first.wait_for()
        checks.expect("a job can be cancelled", page.locator(".print-job").count() == 1)


def _wrong(pages: Pages, checks: Checks) -> None:
    problem = {"status": 503, "title": "Busy", "detail": "work_waiting"}
    with pages.map(place=PLACE, allowed=("503", "400", "ERR_FAILED")) as page:
        page.route("**/print", lambda route: route.fulfill(
            status=503, headers={"Retry-After": "7"}, content_type="application/problem+json",
            body=json.dumps(problem)))
        tool(page, "print")
        page.get_by_text("thử lại sau 7 giây").wait_for()
        page.unroute("**/print")
        page.locator("#tool").get_by_role("button", name="Thử lại").click()
        page.locator(".print-form").wait_for()
        page.route("**/print", lambda route: route.abort())
        page.locator("#print-title").fill("Bản đồ")
        page.locator(".print-foot button").click()
        page.locator(".print-said").get_by_text("không trả lời").wait_for()
        page.unroute("**/print")
        page.locator("#print-title").fill("Chữ \U0001F980\ue000")
        page.locator(".print-foot button").click()
        page.locator("#print-title-wrong").get_by_text("phông").wait_for()
        checks.expect("errors are told, what was entered stays, and the field is named",
                      page.locator("#print-title").input_value().startswith("Chữ"))
        page.keyboard.press("Escape")
        checks.expect("the frame goes with the panel", page.locator(".print-frame").count() == 0)
        page.reload()
        drawn(page)
