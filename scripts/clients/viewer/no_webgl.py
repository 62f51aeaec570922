"""The map in a browser without WebGL: pictures of the server, which one asks, zooms and finds again as the map."""
from __future__ import annotations

from contextlib import contextmanager
from collections.abc import Iterator

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import CHROMIUM, DESK, PATIENCE, PHONE, Pages, drawn

WITHOUT = ["--disable-gpu", "--disable-3d-apis"]
PLACE = "13/13.98/108.0"
VIEW = "() => ({ zoom: map.getZoom(), lng: map.getCenter().lng, lat: map.getCenter().lat })"


def run(pages: Pages, checks: Checks) -> None:
    with plain(pages) as page:
        checks.expect("a sentence says what is missing", "WebGL" in page.locator("#messages").inner_text(),
                      page.locator("#messages").inner_text())
        checks.expect("tools that need WebGL are not offered", not page.locator("#toolbar").is_visible())
        pages.picture(page, "no-webgl")
        layers(pages, page, checks)
        looking(page, checks)
        asking(pages, page, checks)
        searching(pages, page, checks)
    with plain(pages, size=PHONE) as page:
        pages.picture(page, "no-webgl-phone")
        page.locator("#messages .icon-button").tap()
        page.touchscreen.tap(195, 300)
        page.locator("#feature .attributes[aria-busy=false]").wait_for()
        pages.picture(page, "no-webgl-phone-asked")
    with pages.map(place=PLACE) as page:
        fetched = page.evaluate("() => performance.getEntriesByType('resource').filter(({ name }) => "
                                "/[/](plain-|ol[.])/.test(name)).length")
        checks.expect("with WebGL nothing of it is fetched", fetched == 0, fetched)


@contextmanager
def plain(pages: Pages, query: str = "", size: tuple[int, int] = DESK, language: str = "vi") -> Iterator[Page]:
    browser = pages._playwright.chromium.launch(executable_path=CHROMIUM, args=WITHOUT)
    try:
        phone = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale=language, **phone)
        page.set_default_timeout(PATIENCE)
        pages.watch(page, allowed=("WebGL",))
        page.goto(f"{pages.server.url}/map?ngon={language}{query}#ban-do={PLACE}")
        drawn(page)
        yield page
    finally:
        browser.close()


def layers(pages: Pages, page: Page, checks: Checks) -> None:
    with page.expect_response(lambda answer: "/map/tiles/WebMercatorQuad/" in answer.url) as tile:
        page.locator("#layer-schools").uncheck()
    asked = tile.value
    checks.expect("a layer that is off is left out of the pictures",
                  asked.status == 200 and "roads" in asked.url and "schools" not in asked.url, asked.url)
    checks.expect("the address keeps the layers", "lop=" in page.url, page.url)
    page.locator("[data-menu=communes]").click()
    checks.expect("the menu of a layer offers no tool", page.locator(".layer-menu button").count() == 2
                  and page.locator(".layer-menu a[href*='/items']").count() == 1)
    with page.expect_response(lambda answer: answer.url.endswith("collections=communes")):
        page.locator("#opacity-communes").press("ArrowLeft")
    checks.expect("a layer can be fainter than the others", "dm=communes:0.95" in page.url, page.url)
    page.locator("body:not(.is-loading)").wait_for()
    pages.picture(page, "no-webgl-some-layers")
    page.go_back()
    checks.expect("Back shows the layer again", page.locator("#layer-schools").is_checked())


def looking(page: Page, checks: Checks) -> None:
    before = page.evaluate(VIEW)
    page.mouse.move(900, 500)
    page.mouse.down()
    for x in (850, 800, 750, 700):
        page.mouse.move(x, 400)
        page.evaluate("() => new Promise(requestAnimationFrame)")  # a busy machine may see the last move only
    page.mouse.up()
    moved(page, before, "the map is moved by hand", checks)
    before = page.evaluate(VIEW)
    page.locator(".maplibregl-ctrl-zoom-in").click()
    moved(page, before, "a button zooms", checks)
    page.locator("#map").focus()
    for key, sentence in (("ArrowUp", "arrows move the map"), ("-", "- zooms out")):
        before = page.evaluate(VIEW)
        page.keyboard.press(key)
        moved(page, before, sentence, checks)


def moved(page: Page, before: dict, sentence: str, checks: Checks) -> None:
    """Looks when the map has come to rest somewhere else, or after five seconds."""
    page.evaluate("""(before) => new Promise((done) => {
        const isElsewhere = () => !map.map.getView().getAnimating() && (map.getZoom() !== before.zoom
            || map.getCenter().lng !== before.lng || map.getCenter().lat !== before.lat);
        const look = () => (isElsewhere() ? done() : requestAnimationFrame(look));
        look();
        setTimeout(done, 5000);
    })""", before)
    after = page.evaluate(VIEW)
    checks.expect(f"without WebGL {sentence}", after != before, (before, after))


def asking(pages: Pages, page: Page, checks: Checks) -> None:
    page.goto(f"{pages.server.url}/map?ngon=vi&lop=communes#ban-do={PLACE}")
    page.reload()
    drawn(page)
    page.mouse.click(900, 450)
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    checks.expect("a click says what is there", "chon=communes." in page.url, page.url)
    name = page.locator("#feature h2").inner_text()
    pages.picture(page, "no-webgl-asked")
    page.reload()
    drawn(page)
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    checks.expect("the address brings the answer back", page.locator("#feature h2").inner_text() == name, name)
    page.keyboard.press("Escape")
    is_open = page.locator("#feature").is_visible()
    checks.expect("Esc closes the answer", not is_open and "chon=" not in page.url, page.url)
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    checks.expect("Enter asks at the crosshair", "chon=communes." in page.url, page.url)


def searching(pages: Pages, page: Page, checks: Checks) -> None:
    page.locator("#search input[type=search]").fill("phuong pleiku")
    page.keyboard.press("Enter")
    page.locator(".results a").first.wait_for()
    page.locator(".results a[href*='/map']").first.click()
    drawn(page)
    checks.expect("a search leads back to the map", "/map" in page.url, page.url)
