"""Everything by keys alone: the order of Tab, visible focus, the map, and what is under the crosshair."""
from __future__ import annotations

from playwright.sync_api import Page

from checks import Checks
from viewer.pages import Pages, settled

# Which part of the page the focus is in, and whether one sees it there.
WHERE = """() => {
    const node = document.activeElement;
    const parts = ["#search", ".panel-head", "#layers", "#toolbar", "#tool", "#dock", "#feature"];
    const part = parts.find((one) => node.closest(one))
        ?? (node.closest(".maplibregl-ctrl") ? "controls" : node.closest("#map") ? "#map" : null)
        ?? (node.className || node.tagName);
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        part, label: (node.ariaLabel || node.textContent || node.placeholder || node.id || "").trim().slice(0, 30),
        hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isSeen: box.width > 0 && (top === node || node.contains(top) || Boolean(top?.contains(node))),
    };
}"""
ORDER = ["#search", "#layers", "#map", "#toolbar"]
VIEW = "() => ({ zoom: map.getZoom(), ...map.getCenter() })"
MOST = 150  # presses of Tab from one end of the page to the other


def run(pages: Pages, checks: Checks) -> None:
    with pages.map("lop=communes,roads", place="11/13.97/108.0") as page:
        tab_order(page, checks)
        slash(page, checks)
        moving(page, checks)
        asking(pages, page, checks)
        tools(page, checks)


def tab_order(page: Page, checks: Checks) -> None:
    stops = walk(page)
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    order = [part for part in parts if part in ORDER]
    expected = [part for part in ORDER if part in parts]
    checks.expect("Tab goes from the search to the layers, the map and the tools", order == expected, parts)
    checks.expect("Tab reaches the layers, the map, its controls and the tools",
                  {"#layers", "#map", "controls", "#toolbar"} <= set(parts), parts)
    bare = [stop for stop in stops if not stop["hasRing"]]
    checks.expect("one sees where the focus is", not bare, bare[:5])
    hidden = [stop for stop in stops if not stop["isSeen"]]
    checks.expect("nothing has the focus while something else lies over it", not hidden, hidden[:5])
    skip = stops[0]
    checks.expect("the first stop leads to the data as tables", skip["part"] == "skip", skip)


def walk(page: Page) -> list[dict]:
    stops: list[dict] = []
    page.evaluate("() => document.activeElement.blur()")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop["part"] == "BODY" or (stops and stop == stops[0]):
            return stops
        stops.append(stop)
    return stops


def slash(page: Page, checks: Checks) -> None:
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("/")
    field = page.evaluate("() => [document.activeElement.id, document.activeElement.value]")
    checks.expect("/ begins a search", field == ["search-input", ""], field)
    page.keyboard.type("a/b")
    value = page.evaluate("() => document.activeElement.value")
    checks.expect("in a field / is a letter", value == "a/b", value)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def moving(page: Page, checks: Checks) -> None:
    canvas = page.locator(".maplibregl-canvas")
    canvas.focus()
    before = page.evaluate(VIEW)
    page.keyboard.press("ArrowRight")
    settled(page)
    right = page.evaluate(VIEW)
    checks.expect("arrows move the map", right["lng"] > before["lng"], (before, right))
    page.keyboard.press("ArrowLeft")
    settled(page)
    page.keyboard.press("+")
    settled(page)
    near = page.evaluate(VIEW)
    page.keyboard.press("-")
    settled(page)
    far = page.evaluate(VIEW)
    checks.expect("+ and - zoom", near["zoom"] > before["zoom"] > near["zoom"] - 1.5 and far["zoom"] < near["zoom"],
                  (before, near, far))


def asking(pages: Pages, page: Page, checks: Checks) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    crosshair = page.locator(".crosshair").evaluate("(node) => getComputedStyle(node).display")
    checks.expect("a crosshair shows where Enter asks", crosshair == "block", crosshair)
    page.keyboard.press("Enter")
    page.locator("#feature").wait_for()
    page.locator("#feature .attributes[aria-busy=false]").wait_for()
    pages.picture(page, "keyboard-asked")
    stops = walk(page)
    panel = [stop for stop in stops if stop["part"] == "#feature"]
    checks.expect("Tab reaches the answer", len(panel) >= 3 and all(stop["hasRing"] for stop in panel), panel)
    page.keyboard.press("Escape")
    page.locator("#feature").wait_for(state="hidden")
    focus = page.evaluate(WHERE)
    checks.expect("Esc closes the answer and goes back to the map", focus["part"] == "#map", focus)


def tools(page: Page, checks: Checks) -> None:
    """Each that is on the bar: Enter opens it, Tab goes into it, Esc closes it and comes back to its button."""
    for button in page.locator("#toolbar .tool-button:not(.more)").all():
        name = button.get_attribute("data-tool")
        button.focus()
        page.keyboard.press("Enter")
        try:
            page.locator("#tool:visible, #dock:visible").first.wait_for(timeout=10_000)
        except Exception:
            checks.skip(f"{name}: by keys", "it did not open")
            continue
        inside = page.evaluate("""() => [...document.querySelectorAll("#tool, #dock")].some((panel) => !panel.hidden
            && panel.querySelector("button, input, select, textarea, a[href]"))""")
        page.keyboard.press("Escape")
        page.locator("#tool").wait_for(state="hidden")
        focus = page.evaluate("() => document.activeElement.dataset.tool ?? document.activeElement.className")
        checks.expect(f"{name}: opened by Enter, closed by Esc, which goes back to its button",
                      inside and focus == name, (inside, focus))
