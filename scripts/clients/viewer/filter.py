"""Filters: conditions and communes decide what the map shows, the layer says so, and the address keeps it."""
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import PHONE, Pages, settled, tool
from viewer.print_screen import pictured

PLEIKU = "13/13.98/108.0"
MARK = "[data-filter-mark=schools]"


def run(pages: Pages, checks: Checks) -> None:
    items = "/collections/schools/items?resultType=hits&filter="
    primary = pages.server.json(items + "CAP_HOC%3D'Ti%E1%BB%83u%20h%E1%BB%8Dc'")["numberMatched"]
    by_conditions(pages, checks, primary)
    by_area(pages, checks)
    by_text(pages, checks, primary)
    by_address(pages, checks, primary)
    by_tiles(pages, checks)


def by_conditions(pages: Pages, checks: Checks, primary: int) -> None:
    with pages.map(place=PLEIKU) as page:
        page.locator("[data-menu=schools]").click()
        page.locator(".layer-menu >> text=Lọc").click()
        checks.expect("a layer's menu opens its filter", page.locator("#filter-layer").input_value() == "schools")
        page.locator(".condition-head select").select_option("CAP_HOC")
        page.locator(".ticks label", has_text="Tiểu học").first.click()
        counted(page, f"{primary} trên 1.018")
        pages.picture(page, "filter-conditions-vi")
        page.locator("[data-action=apply]").click()
        marked(page, f"{primary} trên 1.018")
        settled(page)
        kinds = drawn_kinds(page)
        checks.expect("the map shows what the server matches, and only that", kinds == ["Tiểu học"], kinds)
        checks.expect("the address keeps the filter", "CAP_HOC" in address(page), page.url)

        page.locator("#tool .add").click()
        row = page.locator(".condition").nth(1)
        row.locator("select").first.select_option("TEN_TRUONG")
        row.locator("input[type=text]").fill("xa chu")
        page.locator("[data-joint=AND][aria-pressed=true]").wait_for()
        checks.expect("text is found without tone marks", number(page) not in (0, primary), number(page))
        row.locator(".operator select").select_option("empty")
        counted(page, "0 trên")
        page.locator("[data-joint=OR]").click()
        counted(page, f"{primary} trên")
        row.locator("select").first.select_option("SO_HS")
        row.locator("input").nth(0).fill("500")
        row.locator("input").nth(1).fill("100")
        page.locator("[data-action=apply]").click()
        wrong = row.locator(".wrong")
        wrong.wait_for()
        checks.expect("a range the wrong way round is said at the field", "lớn hơn" in wrong.inner_text(),
                      wrong.inner_text())
        row.locator("input").nth(1).fill("600")
        page.locator("[data-joint=AND]").click()
        page.locator("[data-action=apply]").click()
        page.locator(MARK, has_not_text=f"{primary} trên").filter(has_text="trên").wait_for()
        page.locator("[data-action=zoom]").click()
        settled(page)
        seen = page.evaluate("""() => new Set(map.queryRenderedFeatures({ layers: ['tool-filter-schools-circle'] })
            .map((feature) => feature.id)).size""")
        checks.expect("from far away all matches are seen", seen == number(page), (seen, number(page)))
        pages.picture(page, "filter-both-vi")

        page.locator(f"{MARK} .icon-button").click()
        page.locator(MARK).wait_for(state="hidden")
        settled(page)
        checks.expect("clearing shows all again", len(drawn_kinds(page)) > 1 and "loc=" not in page.url, page.url)
        page.go_back()
        page.locator(MARK).wait_for()
        checks.expect("Back brings the filter back", "SO_HS" in address(page), page.url)


def by_area(pages: Pages, checks: Checks) -> None:
    with pages.map(place="11/14.1/107.95") as page:
        tool(page, "filter")
        page.locator("#filter-layer").select_option("roads")
        page.locator(".area summary").click()
        page.locator("#area-search").fill("bien ho")
        page.locator(".communes label:visible", has_text="Xã Biển Hồ").click()
        page.locator(".area summary", has_text="1 xã").wait_for()
        by_outline = number(page)
        checks.expect("features in a commune are counted", by_outline > 0, by_outline)
        page.locator("#area-district").fill("chu pah")
        page.locator(".districts button", has_text="Huyện Chư Păh").click()
        page.locator(".area [role=status]", has_text="nay nằm trên địa bàn").wait_for()
        checks.expect("a former district becomes the communes of today",
                      page.locator(".communes input[value='23722']").is_checked())
        counted(page, "trên 12.526")
        pages.picture(page, "filter-area-vi")
        page.locator("[data-action=apply]").click()
        page.locator("[data-filter-mark=roads]", has_text="trên 12.526").wait_for()
        settled(page)
        pages.picture(page, "filter-area-map-vi")
        named = address(page)
        checks.expect("the address names the communes", "roads@" in named and "23722" in named, named)
        page.locator(".communes").scroll_into_view_if_needed()
        page.locator("#area-search").fill("")
        for whole in page.locator(".communes .whole input").all():
            whole.check()
        way = page.locator(".area .segments button", has_text="Theo ranh giới")
        if way.count():
            way.click()
        page.locator(".area > .wrong").wait_for()
        checks.expect("too many outlines for one question are explained",
                      "Chọn ít xã hơn" in page.locator(".area > .wrong").inner_text())


def by_text(pages: Pages, checks: Checks, primary: int) -> None:
    with pages.map(language="en", allowed=("400",)) as page:
        tool(page, "filter")
        page.locator("#filter-layer").select_option("schools")
        page.locator("[data-way=true]").click()
        page.locator("#filter-text").fill("SO_HS > 300 AND CAP_HOCC = 'THCS'")
        wrong = page.locator("#filter-text-wrong")
        wrong.wait_for()
        checks.expect("what the server refuses is explained at the field",
                      "Did you mean CAP_HOC" in wrong.inner_text() and "Character 17" in wrong.inner_text(),
                      wrong.inner_text())
        pages.picture(page, "filter-text-en")
        page.locator("#filter-text").fill("\"CAP_HOC\" IN ('Tiểu học')")
        counted(page, f"{primary} of 1,018")
        page.locator("[data-way=false]").click()
        page.locator(".ticks input:checked").wait_for()
        checks.expect("text that conditions can say becomes conditions",
                      page.locator(".ticks input:checked").count() == 1)


def by_address(pages: Pages, checks: Checks, primary: int) -> None:
    good = "loc=schools:CAP_HOC%3D'Ti%E1%BB%83u%20h%E1%BB%8Dc'"
    hostile = "~nothing:1%3D1~%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E~roads@ma.%27"
    with pages.map(good + hostile, place=PLEIKU) as page:
        marked(page, f"{primary} trên 1.018")
        settled(page)
        kinds = drawn_kinds(page)
        checks.expect("an address with a filter shows it, and ignores nonsense", kinds == ["Tiểu học"], kinds)
    long = "%20AND%20".join(["SO_TO%20%3E%200"] * 250)
    with pages.map(f"loc=parcels:{long}&lop=parcels", place="15/13.98/108.0") as page:
        mark = page.locator("[data-filter-mark=parcels].is-warning")
        mark.wait_for()
        said = mark.inner_text()
        checks.expect("too many matches of too long a condition are said honestly", "20.000" in said, said)
        pages.picture(page, "filter-too-many-vi")
    with pages.map("loc=schools:SO_HS%20%3E%20abc", allowed=("400",)) as page:
        page.locator(f"{MARK}.is-warning").wait_for()
        checks.expect("a filter that the server refuses is not passed off as one",
                      "chưa được lọc" in page.locator(MARK).inner_text())
    with pages.map("loc=schools@ma.23722", size=PHONE, color_scheme="dark") as page:
        tool(page, "filter")
        counted(page, "trên 1.018")
        pages.picture(page, "filter-phone-vi")
    with pages.map("lop=schools", allowed=("503",)) as page:
        page.route("**/collections/schools/items*", lambda route: route.fulfill(status=503, body="{}"))
        tool(page, "filter")
        page.locator(".filter-count .link").wait_for()
        page.unroute("**/collections/schools/items*")
        page.locator(".filter-count .link").click()
        counted(page, "1.018 trên 1.018")
        checks.expect("a server that was away is asked again", True)


def by_tiles(pages: Pages, checks: Checks) -> None:
    """More matches than the page can name one by one."""
    count = pages.server.json("/collections/parcels/items?resultType=hits&filter=LOAI_DAT%3D'ODT'")["numberMatched"]
    assert count > 20_000
    with pages.map("loc=parcels:LOAI_DAT%3D'ODT'&lop=parcels", place="15.5/13.98/108.0") as page:
        page.locator("[data-filter-mark=parcels]", has_text=f"{count:,}".replace(",", ".")).wait_for()
        settled(page)
        kinds = parcel_kinds(page)
        checks.expect("many matches are drawn from tiles of their own", kinds == ["ODT"], kinds)
        pages.picture(page, "filter-tiles-vi")
        page.evaluate("() => map.jumpTo({ zoom: 12 })")
        settled(page)
        checks.expect("far away, too", parcel_kinds(page) == ["ODT"], parcel_kinds(page))
        place = page.evaluate("""() => {
            const { geometry } = map.queryRenderedFeatures({ layers: ['tool-filter-parcels-fill'] })[0];
            const [ring] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates[0];
            const middle = [0, 1].map((axis) => (ring[0][axis] + ring[2][axis]) / 2);
            map.jumpTo({ center: middle, zoom: 18 });
            const { x, y } = map.project(middle);
            return { x, y };
        }""")
        settled(page)
        page.locator("#map canvas").first.click(position=place)
        page.locator("#feature", has_text="ODT").wait_for()
        page.locator("[data-filter-mark=parcels] .icon-button").click()
        page.locator("[data-filter-mark=parcels]").wait_for(state="hidden")
        settled(page)
        page.evaluate("() => map.jumpTo({ zoom: 15.5 })")
        settled(page)
        checks.expect("without the filter all are there again", len(parcel_kinds(page)) > 1, parcel_kinds(page))
    theme = "chude=parcels:DIEN_TICH:mau:quantile:5:YlGnBu"
    with pages.map(f"loc=parcels:LOAI_DAT%3D'ODT'&lop=parcels&{theme}", place="15.5/13.98/108.0") as page:
        page.locator("#theme-card .theme-legend").wait_for()
        settled(page)
        kinds = parcel_kinds(page)
        checks.expect("a theme is drawn of what matches", kinds == ["ODT"], kinds)
        pages.picture(page, "filter-tiles-theme-vi")
        with page.expect_response(lambda answer: answer.url.endswith("/print")) as preview:
            tool(page, "print")
        checks.expect("a filter of many matches keeps nobody from printing", preview.value.ok, preview.value.status)
        pictured(page)
        pages.picture(page, "filter-tiles-print-vi")
        said = page.locator(".print-honest").inner_text()
        checks.expect("the print dialog says that paper shows the whole layer", "20.000" in said, said)


def parcel_kinds(page: Page) -> list[str]:
    return page.evaluate("""() => [...new Set(map.queryRenderedFeatures()
        .filter(({ sourceLayer }) => sourceLayer === 'parcels').map(({ properties }) => properties.LOAI_DAT))]""")


def address(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("loc", [""])[0]


def counted(page: Page, text: str) -> None:
    page.locator(".filter-count", has_text=text).wait_for()


def number(page: Page) -> int:
    """What is counted when the counting is done."""
    page.locator(".filter-count", has_text="Đang đếm").wait_for(state="detached")
    return int(page.locator(".filter-count strong").inner_text().replace(".", ""))


def marked(page: Page, text: str) -> None:
    page.locator(MARK, has_text=text).wait_for()


def drawn_kinds(page: Page) -> list[str]:
    return page.evaluate("""() => [...new Set(map.queryRenderedFeatures()
        .filter(({ layer }) => layer.id.endsWith('schools-circle')).map((feature) => feature.properties.CAP_HOC))]""")
