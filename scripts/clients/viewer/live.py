"""Open maps follow the server: what is published, a server that goes away and comes back, tabs out of sight."""
from __future__ import annotations

import re

from playwright.sync_api import Page

from checks import Checks
from viewer.own_server import OwnServer
from viewer.pages import Pages, drawn, settled

PLACE = "13/13.985/108.01"
GONE = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED", "Failed to fetch", "NetworkError")
COUNT_STREAMS = """
    window.streams = 0;
    const Plain = EventSource;
    window.EventSource = class extends Plain {
        constructor(...parts) {
            super(...parts);
            for (const name of ['ready', 'reset']) this.addEventListener(name, () => { window.streams += 1; });
        }
    };
"""
SCHOOL = {"MA_TRUONG": "TM1", "TEN_TRUONG": "Trường Tiểu học thử nghiệm", "CAP_HOC": "Tiểu học"}


def run(pages: Pages, checks: Checks) -> None:
    with OwnServer(pages.server, "live") as server:
        with pages.context() as context:
            page = context.new_page()
            pages.watch(page, GONE)
            page.add_init_script(COUNT_STREAMS)
            page.goto(f"{server.url}/map?ngon=vi&lop=schools,roads,communes#ban-do={PLACE}")
            drawn(page)
            listening(page, 1)
            published(server, page, pages, checks)
            away_and_back(server, page, pages, checks)
            out_of_sight(server, page, checks)


def listening(page: Page, count: int) -> None:
    """Until the stream of events has been opened so many times, and what it set off is done."""
    page.evaluate("""(count) => new Promise((done) => {
        const look = () => (window.streams >= count ? done() : requestAnimationFrame(look));
        look();
    })""", count)
    settled(page)


def add(server: OwnServer, count: int, name: str) -> None:
    server.edit("schools", "", "POST", {"type": "FeatureCollection", "features": [{
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [108.0 + 0.004 * index, 13.99]},
        "properties": {**SCHOOL, "MA_TRUONG": f"{name}{index}"},
    } for index in range(count)]})


def told(page: Page, text: str) -> str:
    toast = page.locator("#toast.is-shown", has_text=re.compile(text))
    toast.wait_for()
    return toast.inner_text()


def drawn_schools(page: Page) -> int:
    settled(page)
    return page.evaluate(
        "() => new Set(map.queryRenderedFeatures({layers: ['schools-circle']}).map(({id}) => id)).size")


def published(server: OwnServer, page: Page, pages: Pages, checks: Checks) -> None:
    before = drawn_schools(page)
    add(server, 12, "A")
    said = told(page, "12 thay đổi")
    checks.expect("an open map says which layer changed, and by how much",
                  "Lớp Trường học vừa cập nhật: 12 thay đổi" in said, said)
    checks.expect("the map draws it without a reload", drawn_schools(page) == before + 12, before)
    pages.picture(page, "live-toast-vi")
    page.locator("#toast").get_by_role("link", name="Xem thay đổi").click()
    page.locator(".compare-chip[data-kind=added]").wait_for()
    checks.expect("its link compares just that change", "sosanh=phienban:schools:1-2" in page.url
                  and page.locator(".compare-chip b").all_inner_texts() == ["12", "0", "0"], page.url)
    add(server, 1, "B")
    told(page, "1 thay đổi")
    page.locator(".compare-chip b", has_text="13").wait_for()
    checks.expect("an open comparison with the present goes on to the next version",
                  "schools:1-3" in page.url, page.url)
    page.keyboard.press("Escape")


def away_and_back(server: OwnServer, page: Page, pages: Pages, checks: Checks) -> None:
    before = drawn_schools(page)
    streams = page.evaluate("() => window.streams")
    server.stop()
    page.evaluate("() => map.jumpTo({center: [108.06, 14.03]})")
    page.locator(".message-banner").wait_for()
    pages.picture(page, "live-away-vi")
    checks.expect("a server that is away is said", page.locator(".message-banner").is_visible())
    server.roll_back("schools", 1)
    server.start()
    listening(page, streams + 1)
    said = told(page, "13 thay đổi")
    checks.expect("what was published while the server was away is told", "Trường học" in said, said)
    page.locator(".message-banner").wait_for(state="detached")
    missing = page.evaluate("""() => Object.values(map.style.tileManagers).flatMap((manager) =>
        manager._inViewTiles.getAllTiles()).filter(({state}) => state === 'errored').length""")
    checks.expect("tiles that were missing come by themselves", missing == 0, missing)
    page.evaluate("() => map.jumpTo({center: [108.01, 13.985]})")
    checks.expect("nothing is lost: the map has the present version", drawn_schools(page) == before - 13, before)


def out_of_sight(server: OwnServer, page: Page, checks: Checks) -> None:
    before = drawn_schools(page)
    set_hidden(page, True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    add(server, 2, "C")
    checks.expect("a page out of sight asks for nothing", not asked, asked)
    set_hidden(page, False)
    said = told(page, "2 thay đổi")
    checks.expect("in sight again it tells what it missed", "Trường học" in said, said)
    checks.expect("and draws it", drawn_schools(page) == before + 2, before)


def set_hidden(page: Page, is_hidden: bool) -> None:
    page.evaluate("""(hidden) => {
        Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
        document.dispatchEvent(new Event('visibilitychange'));
    }""", is_hidden)
