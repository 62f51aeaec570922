"""The map says when it shows fewer features than there are, and goes to where it shows them all."""
from __future__ import annotations

import re

from checks import Checks
from viewer.pages import PHONE, Pages, settled

FAR = "8/13.98/108.4"
# What the counts cost: messages of the workers, against asking for each tile again and getting it from the cache.
COST = """async () => {
    const urls = Object.keys(map.getStyle().sources).map((id) => map.getSource(id)).filter(({tiles}) => tiles)
        .flatMap(({tiles: [template], tileSize, minzoom, maxzoom}) =>
            map.coveringTiles({tileSize, minzoom, maxzoom}).map(({canonical: {x, y, z}}) =>
                template.replace('{z}', z).replace('{x}', x).replace('{y}', y)));
    let start = performance.now();
    await Promise.all(urls.map(async (url) => {
        const answer = await fetch(url, {cache: 'force-cache'});
        answer.headers.get('GeoSector-Features');
        await answer.body?.cancel();
    }));
    const asking = performance.now() - start;
    const [here, there] = [new BroadcastChannel('cost'), new BroadcastChannel('cost')];
    start = performance.now();
    await new Promise((done) => {
        let count = 0;
        there.onmessage = () => { count += 1; if (count === urls.length) done(); };
        urls.forEach((url) => here.postMessage({url, counts: 'roads;matched=4036;kept=1618;merged=0;dropped=2418'}));
    });
    const telling = performance.now() - start;
    return {tiles: urls.length, asking: Math.round(asking), telling: Math.round(telling)};
}"""


def run(pages: Pages, checks: Checks) -> None:
    with pages.map("lop=schools,parcels,street-trees", place=FAR) as page:
        note = page.locator("[data-honest=schools]")
        note.wait_for()
        shown, total = numbers(note.inner_text())
        checks.expect("a layer of which something is left out says how much is shown", 0 < shown < total <= 1018,
                      note.inner_text())
        drawn = page.evaluate("""() => new Set(map.queryRenderedFeatures({layers: ['schools-circle']})
            .map(({id}) => id)).size""")
        checks.expect("what it says is not more than a third off what is drawn", drawn <= shown * 1.33, (shown, drawn))
        checks.expect("pooled parcels are told", page.locator("[data-honest=parcels]").is_visible())
        checks.expect("a layer that is not drawn at this scale says so",
                      "Chỉ hiện khi phóng to" in page.locator("[data-honest=street-trees]").inner_text())
        checks.expect("the line under the map sums up", "3 lớp" in page.locator(".honest-status").inner_text())
        cost = page.evaluate(COST)
        checks.expect(f"being told costs less than asking again: {cost}", cost["telling"] < cost["asking"], cost)
        pages.picture(page, "honest-desk-vi")

        page.get_by_role("button", name="Phóng to để hiện hết lớp Cây xanh").click()
        settled(page)
        page.locator("[data-honest=street-trees]").wait_for(state="hidden")
        trees = page.evaluate("() => map.queryRenderedFeatures({layers: ['street-trees-circle']}).length")
        checks.expect("its button goes to where all is shown", trees > 0, trees)
        page.locator(".honest-status").wait_for(state="hidden")
        checks.expect("where nothing is left out nothing is said",
                      page.locator("[data-honest]").filter(visible=True).count() == 0)
    with pages.map("lop=schools,roads", language="en", place=FAR) as page:
        page.locator("[data-honest=roads]").wait_for()
        pages.picture(page, "honest-desk-en")
    with pages.map("lop=schools,roads", size=PHONE, place=FAR) as page:
        page.locator(".honest-status").wait_for()
        pages.picture(page, "honest-phone-vi")
        page.locator("#layers-handle").click()
        page.locator("[data-honest=roads]").wait_for()
        pages.picture(page, "honest-phone-list-vi")


def numbers(text: str) -> tuple[int, int]:
    found = [int(number.replace(".", "")) for number in re.findall(r"\d[\d.]*", text)]
    return found[0], found[1]

