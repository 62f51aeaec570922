"""WCAG 2.2 A and AA by axe-core, and the size of what one presses, on the map, its tools and the pages."""
from __future__ import annotations

import pathlib
import subprocess

import axe_playwright_python
from playwright.sync_api import Page

from checks import Checks
from environment import HOME, WORK
from viewer.own_server import OwnServer
from viewer.pages import DESK, PHONE, Pages, settled, tool

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TOOLS = HOME / "web" / "viewer" / "tools"
QUIET = {"table"}  # a layer's menu opens them
PAGES = {
    "landing page": "/", "collections": "/collections", "collection": "/collections/schools",
    "items": "/collections/schools/items", "feature": "/collections/schools/items/1", "search": "/search?q=pleiku",
    "styles": "/styles", "api": "/api", "catalogue": "/catalog", "print": "/print",
    "export": "/collections/schools/export", "error": "/khong-co",
}

RUN = """async ([tags, part]) => {
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
    const { violations } = await axe.run(part, options);
    return violations.map(({ id, nodes }) => `${id}: ` + nodes.slice(0, 3).map(({ target, any }) =>
        `${target.join(" ")} ${any[0]?.message ?? ""}`).join(" | "));
}"""

# WCAG 2.2, 2.5.8, which this release of axe-core does not know: 24 by 24 pixels, or as much room around the middle.
SMALL = """(least) => {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]";
    const isLine = (node) => node.tagName === "A" && getComputedStyle(node).display === "inline";
    const isReached = (node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !there || node.contains(there) || there.contains(node); // null below the fold
    };
    const targets = [...document.querySelectorAll(wanted)]
        .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && isReached(node))
        .map((node) => ({ node, pressed: node.labels?.[0]?.contains(node) ? node.labels[0] : node }))
        .map(({ node, pressed }) => ({ node, box: pressed.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.right > 0 && box.bottom > 0);
    const distance = (x, y, { left, right, top, bottom }) =>
        Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    return targets.filter(({ node, box }) => {
        if (box.width >= least && box.height >= least) return false;
        if (isLine(node)) return false;
        if (least > 24 && !node.closest(".status")) {
            return box.height < least && !["checkbox", "radio", "range"].includes(node.type);
        }
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        return targets.some((other) => other.node !== node && distance(x, y, other.box) < 12);
    }).map(({ node, box }) => `${node.tagName.toLowerCase()}#${node.id}.${node.className.baseVal ?? node.className} `
        + `${Math.round(box.width)}x${Math.round(box.height)} `
        + (node.textContent || node.ariaLabel || "").trim().slice(0, 20));
}"""


def run(pages: Pages, checks: Checks) -> None:
    map_page(pages, checks)
    tools(pages, checks)
    documents(pages, checks)
    signing_in(pages, checks)


def hold(page: Page, checks: Checks, name: str, least: int = 24, part: str = "html") -> None:
    found = violations(page, part)
    checks.expect(f"{name}: WCAG A and AA hold", not found, found[:6])
    small = page.evaluate(SMALL, least)
    checks.expect(f"{name}: what one presses has {least} pixels", not small, small[:6])


def violations(page: Page, part: str = "html") -> list[str]:
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)  # a script element would need the page's leave
    return page.evaluate(RUN, [TAGS, part])


def map_page(pages: Pages, checks: Checks) -> None:
    for language, scheme in (("vi", "light"), ("en", "dark")):
        with pages.map("chon=schools.1", language=language, color_scheme=scheme) as page:
            page.locator("#feature .attributes[aria-busy=false]").wait_for()
            page.locator("[data-menu=schools]").click()
            pages.picture(page, f"accessibility-{scheme}")
            hold(page, checks, f"map in {language}, {scheme}")
    for scheme in ("light", "dark"):
        with pages.map(size=PHONE, color_scheme=scheme) as page:
            page.locator("#layers-handle").tap()
            page.locator("[data-menu=schools]").tap()
            pages.picture(page, f"accessibility-phone-{scheme}")
            hold(page, checks, f"map on a phone, {scheme}", 44)
            page.locator("#layers-handle").tap()
            page.locator("#toolbar .more").tap()
            pages.picture(page, f"accessibility-phone-tools-{scheme}")
            hold(page, checks, f"list of tools on a phone, {scheme}", 44)


def tools(pages: Pages, checks: Checks) -> None:
    """In the dark on a desk, where contrast is hardest, and in the light on a phone, where room is."""
    there = sorted(folder.parent.name for folder in TOOLS.glob("*/words.json"))
    for size, scheme, name in ((DESK, "dark", "desk"), (PHONE, "light", "phone")):
        with pages.map(size=size, color_scheme=scheme) as page:
            for each in there:
                open_tool(page, each)
                settled(page)
                pages.picture(page, f"accessibility-{each}-{name}")
                hold(page, checks, f"{each} on a {name}, {scheme}", part=f"section[data-tool={each}]")
                page.locator(f"[data-tool={each}] > .tool-head .close").click()


def open_tool(page: Page, name: str) -> None:
    if name not in QUIET:
        tool(page, name)
        return
    handle = page.locator("#layers-handle")
    if handle.get_attribute("aria-expanded") == "false":
        handle.click()
    page.locator("[data-menu=schools]").click()
    page.locator("[data-menu=schools][aria-expanded=true]").wait_for()
    page.locator(".layer:has([data-menu=schools]) .menu-button").first.click()
    page.locator("#tool, #dock").filter(visible=True).first.wait_for()


def documents(pages: Pages, checks: Checks) -> None:
    with pages.context(DESK) as context:
        page = context.new_page()
        pages.watch(page, allowed=("404",))
        for name, path in PAGES.items():
            page.emulate_media(color_scheme="light")
            page.goto(f"{pages.server.url}{path}{'&' if '?' in path else '?'}lang=vi&f=html")
            drawn_maps(page)
            hold(page, checks, name)
            page.emulate_media(color_scheme="dark")
            found = violations(page)
            checks.expect(f"{name}: WCAG A and AA hold in the dark", not found, found[:4])
            pages.picture(page, f"page-{name.replace(' ', '-')}-dark")


def signing_in(pages: Pages, checks: Checks) -> None:
    """The demo server keeps no accounts; one that does has the form."""
    for old in WORK.glob("sign-in-accounts*"):
        old.unlink()
    own = OwnServer(pages.server, "sign-in")
    own.config.write_text("", encoding="utf-8")
    subprocess.run([own.programs / "tileserver", "init", "--admin", "lan", "--store", own.store],
                   check=True, capture_output=True, env=own.environment)
    with own, pages.context(DESK) as context:
        page = context.new_page()
        pages.watch(page, allowed=("40",))
        page.goto(f"{own.url}/login?lang=vi")
        hold(page, checks, "sign-in")
        page.locator("#login").fill("lan")
        page.locator("#password").fill("không phải mật khẩu này")
        page.keyboard.press("Enter")
        page.locator(".refusal").wait_for()
        hold(page, checks, "refused sign-in")
        pages.picture(page, "page-sign-in")


def drawn_maps(page: Page) -> None:
    if page.locator("figure.page-map").count() > 0:
        page.locator("figure.page-map[data-state=drawn]").first.wait_for()
