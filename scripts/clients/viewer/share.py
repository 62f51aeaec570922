"""Sharing: the link, its QR code as a telephone reads it, a frame for other pages, a picture."""
from __future__ import annotations

import io
from urllib.parse import unquote

import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, settled, tool

HOST = """<!DOCTYPE html><meta charset="utf-8"><title>Trang của sở</title>{frame}"""


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(query="lop=communes,roads&dm=roads:0.4", place="12/13.98123/108.00180",
                   permissions=["clipboard-read", "clipboard-write", "geolocation"]) as page:
        tool(page, "share")
        settled(page)
        page.locator(".share-code[data-text]").wait_for()
        link = page.locator("#share-link").input_value()
        checks.expect("the link is that of the map", link == unquote(page.url) and "dm=roads:0.4" in link, link)
        page.locator(".share-line .button").click()
        page.get_by_text("Đã chép").wait_for()
        copied = page.evaluate("() => navigator.clipboard.readText()")
        checks.expect("the link can be copied", copied == link, copied)
        checks.expect("a telephone reads the code", scanned(page) == link, scanned(page))
        pages.picture(page, "share-vi")

        page.locator("#layer-roads").uncheck()
        page.locator("#share-link").evaluate(
            "(node) => new Promise((done) => { const look = () => node.value.includes('lop=communes&') ? done()"
            " : requestAnimationFrame(look); look(); })")
        page.locator(".share-code[data-text*='lop=communes&']").wait_for()
        link = page.locator("#share-link").input_value()
        checks.expect("link and code follow the map", scanned(page) == link == unquote(page.url), page.url)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Tải mã QR").click()
        with Image.open(waiting.value.path()) as image:
            found = zxingcpp.read_barcodes(image.convert("L"))
        checks.expect("the code can be saved", [code.text for code in found] == [link], found)

        page.get_by_role("button", name="Hết bề ngang").click()
        frame = page.locator("#share-embed").input_value()
        checks.expect("the frame has its size and hides panels", 'width="100%"' in frame and "nhung=1" in frame, frame)
        _frame(pages, checks, page, frame)

        page.locator("#share-title").fill("Đường <b>giao thông</b>")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Tải ảnh PNG").click()
        path = pages.picture(page, "share-picture").with_name("share-saved.png")
        waiting.value.save_as(path)
        with Image.open(path) as image:
            middle = image.crop((image.width // 4, image.height // 4, image.width // 2, image.height // 2))
            checks.expect("a picture of the map is saved, with room for its words",
                          image.width == 1440 and image.height > 930 and len(middle.getcolors(1 << 20) or []) > 50,
                          image.size)
    with pages.map(language="en", size=PHONE) as page:
        tool(page, "share")
        page.locator(".share-code[data-text]").wait_for()
        settled(page)
        pages.picture(page, "share-phone-en")
    with pages.map(query="ghi=" + "a" * 1500) as page:
        tool(page, "share")
        page.get_by_text("quá dài cho một mã QR").wait_for()
        checks.expect("a link too long for a code says so", page.locator(".share-code").is_hidden())


def scanned(page: Page) -> str:
    """What is read from the screen."""
    with Image.open(io.BytesIO(page.locator(".share-codes").screenshot())) as image:
        return next((code.text for code in zxingcpp.read_barcodes(image.convert("L"))), "")


def _frame(pages: Pages, checks: Checks, page: Page, frame: str) -> None:
    """On a page of the same site; for others the server must be told: frame_ancestors."""
    host = page.context.new_page()
    pages.watch(host)
    host.route("**/trang-cua-so", lambda route: route.fulfill(
        content_type="text/html; charset=utf-8", body=HOST.format(frame=frame)))
    host.goto(f"{pages.server.url}/trang-cua-so")
    inner = host.frame_locator("iframe")
    inner.locator("html[data-map-state=ready]").wait_for(state="attached")
    checks.expect("the frame shows the map without panels",
                  inner.locator("#layers").is_hidden() and inner.locator("#toolbar").is_hidden())
    pages.picture(host, "share-frame")
    host.close()
