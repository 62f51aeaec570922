"""The search box: what it finds, how keys drive it, where a choice leads, and what it says when nothing comes."""
from __future__ import annotations

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, settled

OPTIONS = "#search-options [role=option]"
HOSTILE = "<img src=x onerror=alert(1)> zzqq"


def run(pages: Pages, checks: Checks) -> None:
    with pages.map() as page:
        _finds(pages, page, checks)
        _goes(pages, page, checks)
        _coordinates(pages, page, checks)
        _says_nothing_found(page, checks)
    with pages.map("lop=communes") as page:
        _ask(page, "cho pleiku")
        page.locator(OPTIONS, has_text="Chợ Pleiku").first.click()
        page.locator("#feature h2", has_text="Chợ Pleiku").wait_for()
        checks.expect("a layer that is off is switched on by a choice in it",
                      page.locator("#layer-markets").is_checked() and "markets" in page.url, page.url)
    with pages.map(allowed=("ERR_FAILED", "503")) as page:
        _fails(page, checks)
    for language in ("vi", "en"):
        with pages.map(size=PHONE, language=language) as page:
            _ask(page, "pleiku")
            pages.picture(page, f"search-phone-{language}")
            page.locator(OPTIONS).first.click()
            page.locator(".search-pin").wait_for()
            settled(page)
            pages.picture(page, f"search-phone-place-{language}")
    with pages.map(language="en", color_scheme="dark") as page:
        _ask(page, "truong tieu hoc")
        page.keyboard.press("ArrowDown")
        pages.picture(page, "search-dark-en")


def _ask(page: Page, words: str) -> None:
    page.locator("#search-input").fill(words)
    page.locator(".search-list").wait_for()
    page.locator(OPTIONS).first.wait_for()


def _finds(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("#map canvas").focus()
    page.keyboard.press("/")
    checks.expect("/ leads to the search box", page.evaluate("document.activeElement.id") == "search-input")
    page.keyboard.type("nguyen du")
    page.locator(OPTIONS).first.wait_for()
    checks.expect("words without tone marks find names with them",
                  page.locator(OPTIONS, has_text="Nguyễn Du").count() > 0, page.locator(OPTIONS).all_inner_texts())
    marks = page.locator(f"{OPTIONS} mark").all_inner_texts()
    checks.expect("what was asked for is marked in the names", "Nguyễn" in marks, marks)

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search?" in request.url else None)
    page.locator("#search-input").fill("")
    page.locator("#search-input").press_sequentially("tờ 12 thửa 34", delay=20)
    page.locator(OPTIONS, has_text="Tờ 12, thửa 34").first.wait_for()
    checks.expect("typing asks when it pauses, not with every letter", len(asked) <= 3, asked)
    checks.expect("a parcel is found by sheet and number",
                  page.locator(OPTIONS).first.inner_text().startswith("Tờ 12, thửa 34"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator("#search-input").get_attribute("aria-activedescendant")
    chosen = page.locator(f"#{active}").get_attribute("aria-selected")
    checks.expect("arrows go through the suggestions", (active, chosen) == ("search-option-1", "true"),
                  (active, chosen))
    checks.expect("the suggestion looked at is shown on the map", page.locator(".search-hint").count() == 1)
    pages.picture(page, "search-parcels")


def _goes(pages: Pages, page: Page, checks: Checks) -> None:
    page.keyboard.press("Enter")
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    settled(page)
    checks.expect("a choice opens the feature and the map goes there",
                  "chon=parcels." in page.url and page.evaluate("map.getZoom()") > 15, page.url)
    checks.expect("the list is closed then", page.locator(".search-list").is_hidden()
                  and page.locator("#search-input").get_attribute("aria-expanded") == "false")
    _ask(page, "huyện chư păh")
    text = page.locator(OPTIONS).first.inner_text()
    checks.expect("a former district is found with what lies there now", "đơn vị cũ, nay" in text, text)
    page.keyboard.press("Escape")
    checks.expect("Esc closes the list and keeps the words", page.locator(".search-list").is_hidden()
                  and page.locator("#search-input").input_value() == "huyện chư păh"
                  and page.locator("#feature").is_visible())
    page.keyboard.press("ArrowDown")
    page.locator(OPTIONS).first.click()
    page.locator(".search-pin").wait_for()
    settled(page)
    checks.expect("a unit gets a pin that says what it is", "Chư Păh" in page.locator(".pin-card").inner_text())
    pages.picture(page, "search-unit")
    _ask(page, "truong hoc")
    page.locator(OPTIONS).first.click()
    checks.expect("a layer can be gone to", page.locator(".search-pin").count() == 0)


def _coordinates(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("#search-input").fill("445983.83 1546367.08")
    page.keyboard.press("Enter")  # at once, as somebody who pasted it
    page.locator(".search-pin").wait_for()
    settled(page)
    centre = page.evaluate("(() => { const [x, y] = [document.querySelector('.search-pin')].map((pin) => "
                           "pin.getBoundingClientRect()).flatMap((box) => [box.x + box.width / 2, box.bottom]); "
                           "return map.unproject([x, y]).toArray(); })()")
    checks.expect("VN-2000 coordinates and Enter set a pin there",
                  abs(centre[0] - 108.0018) < 0.0002 and abs(centre[1] - 13.98198) < 0.0002, centre)
    pages.picture(page, "search-coordinates")
    page.locator(".pin-card button").click()
    checks.expect("the pin can be taken away", page.locator(".search-pin").count() == 0)


def _says_nothing_found(page: Page, checks: Checks) -> None:
    page.locator("#search-input").fill(HOSTILE)
    message = page.locator(".search-message p")
    message.wait_for()
    checks.expect("nothing found is said, with what might help", HOSTILE in message.inner_text()
                  and "tờ 12 thửa 34" in message.inner_text(), message.inner_text())
    checks.expect("what is typed stays text", page.locator(".search-list img").count() == 0)
    page.locator("#search-input").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    checks.expect("a second Esc clears the box", page.locator("#search-input").input_value() == "")


def _fails(page: Page, checks: Checks) -> None:
    page.route("**/search?*", lambda route: route.abort())
    page.locator("#search-input").fill("pleiku")
    page.locator(".search-message", has_text="không trả lời").wait_for()
    page.unroute("**/search?*")
    page.route("**/search?*", lambda route: route.fulfill(status=503, json={"detail": "busy"}))
    page.locator(".search-message button").click()
    page.locator(".search-message", has_text="đang bận").wait_for()
    page.unroute("**/search?*")
    page.locator(".search-message button").click()
    page.locator(OPTIONS).first.wait_for()
    checks.expect("a server that does not answer is said so, and can be tried again",
                  page.locator(OPTIONS).count() > 0)
