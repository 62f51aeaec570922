"""The list of layers: on and off, transparency, order, and the address that keeps them."""
from __future__ import annotations

from checks import Checks
from viewer.pages import DESK, PHONE, SMALL, Pages, drawn, settled


def run(pages: Pages, checks: Checks) -> None:
    with pages.map() as page:
        page.locator("#layer-schools").uncheck()
        settled(page)
        shown = page.evaluate("() => map.getStyle().layers.filter((l) => l.metadata?.['geosector:collection'] === "
                              "'schools' && l.layout?.visibility !== 'none').length")
        checks.expect("a layer can be switched off", shown == 0 and "lop=" in page.url, (shown, page.url))

        page.locator("[data-menu=crop-areas]").click()
        slider = page.locator("#opacity-crop-areas")
        slider.focus()
        for _ in range(10):
            page.keyboard.press("ArrowLeft")
        settled(page)
        checks.expect("opacity is kept in the address", "dm=crop-areas:0.5" in page.url, page.url)
        faded = page.evaluate("() => map.getPaintProperty(map.getStyle().layers.find((l) => l.type === 'fill' && "
                              "l.metadata?.['geosector:collection'] === 'crop-areas').id, 'fill-opacity')")
        checks.expect("opacity reaches the map", faded is not None and faded != 1, faded)
        pages.picture(page, "layers-opacity")

        before = page.evaluate("() => map.getLayersOrder()")
        page.locator("[data-menu=communes]").click()
        page.locator("[aria-label*='Xã'] >> text=Đưa lên").click()
        settled(page)
        after = page.evaluate("() => map.getLayersOrder()")
        checks.expect("a layer can be moved up", before != after and sorted(before) == sorted(after), after[:8])

        page.reload()
        drawn(page)
        kept = page.evaluate("() => map.getLayersOrder()")
        checks.expect("a reload shows the same", kept == after and not page.locator("#layer-schools").is_checked(),
                      page.url)
        page.go_back()
        settled(page)
    for size, name in ((DESK, "desk"), (SMALL, "small"), (PHONE, "phone")):
        for language in ("vi", "en"):
            with pages.map(size=size, language=language) as page:
                pages.picture(page, f"map-{name}-{language}")
