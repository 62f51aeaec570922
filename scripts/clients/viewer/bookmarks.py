"""Saved views: kept, shown again, renamed, deleted, taken to another browser."""
from __future__ import annotations

import json
from urllib.parse import unquote

from checks import Checks
from viewer.pages import PHONE, Pages, drawn, settled, tool

HOSTILE = {"format": "geosector-bookmarks", "version": 1, "bookmarks": [
    {"name": "<img src=x onerror=alert(1)>", "address": "?lop=roads#ban-do=12/13.9/108",
     "created": "2026-01-02T03:04:05Z"},
    {"name": "Script", "address": "javascript:alert(1)"}, {"name": 7, "address": "#x"}, None,
]}


def run(pages: Pages, checks: Checks) -> None:
    with pages.map(query="lop=communes,roads,schools&dm=roads:0.4", place="13.2/13.98123/108.00180") as page:
        tool(page, "bookmarks")
        page.get_by_role("button", name="Lưu", exact=True).click()
        checks.expect("a name is asked for", page.locator("#bookmark-wrong").is_visible())
        page.locator("#bookmark-name").fill("  Trường học   quanh Pleiku ")
        page.locator("#bookmark-name").press("Enter")
        row = page.locator(".bookmark").first
        row.wait_for()
        text = row.inner_text()
        checks.expect("a view is saved under its name", "Trường học quanh Pleiku" in text and "3 lớp" in text, text)

        page.evaluate("() => map.jumpTo({ center: [108.6, 13.7], zoom: 9 })")
        page.locator("#layer-roads").uncheck()
        settled(page)
        row.locator("a").click()
        settled(page)
        view = page.evaluate("() => [map.getZoom(), map.getCenter().lng]")
        checks.expect("it brings back the place", abs(view[0] - 13.2) < 0.01 and abs(view[1] - 108.0018) < 0.001, view)
        checks.expect("it brings back layers and opacity",
                      page.locator("#layer-roads").is_checked() and "dm=roads:0.4" in unquote(page.url), page.url)
        page.go_back()
        settled(page)
        checks.expect("Back returns", not page.locator("#layer-roads").is_checked(), page.url)

        page.get_by_role("button", name="Đổi tên “Trường học quanh Pleiku”").click()
        page.keyboard.type("Trường ở Pleiku")
        page.keyboard.press("Enter")
        checks.expect("it can be renamed by keys", "Trường ở Pleiku" in page.locator(".bookmark").first.inner_text())
        pages.picture(page, "bookmarks-vi")
        page.get_by_role("button", name="Xóa “Trường ở Pleiku”").click()
        checks.expect("it can be deleted", page.locator(".bookmark").count() == 0)
        page.get_by_role("button", name="Hoàn tác").click()
        checks.expect("and taken back", page.locator(".bookmark").count() == 1)

        with page.expect_download() as waiting:
            page.get_by_role("button", name="Xuất tệp").click()
        document = json.loads(waiting.value.path().read_text(encoding="utf-8"))
        checks.expect("a file has them", document["bookmarks"][0]["name"] == "Trường ở Pleiku"
                      and "ngon" not in document["bookmarks"][0]["address"], document)
        chooser = page.locator("#tool input[type=file]")
        chooser.set_input_files(
            {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(HOSTILE).encode()})
        page.get_by_text("Đã nhập 1 vị trí").wait_for()
        checks.expect("of a hostile file only what is a view is taken, as text",
                      page.locator(".bookmark").count() == 2 and page.locator(".bookmark img").count() == 0,
                      page.locator(".bookmarks").inner_text())
        chooser.set_input_files({"name": "<b>x</b>.json", "mimeType": "application/json", "buffer": b"[]"})
        page.get_by_text("không phải danh sách").wait_for()
        checks.expect("another file is refused with its name",
                      "<b>x</b>.json" in page.locator(".bookmarks-said").inner_text())
        page.reload()
        drawn(page)
        tool(page, "bookmarks")
        checks.expect("a reload keeps them", page.locator(".bookmark").count() == 2)
        page.keyboard.press("Escape")
        checks.expect("Esc closes the panel", page.locator("#tool").is_hidden())
    with pages.map(size=PHONE, language="en") as page:
        tool(page, "bookmarks")
        settled(page)
        pages.picture(page, "bookmarks-phone-en")
