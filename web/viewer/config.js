// What the server wrote on the page: where it is mounted, the language, and where to look first.

/** @returns {{base: string, assets: string, language: "vi"|"en", initialBounds: number[]|null}} */
export function readConfig(body = document.body) {
    const { base = "", assets = "", lang = "vi", initialBounds = "" } = body.dataset;
    return {
        base: new URL(base || "/", location.href).href.replace(/\/$/, ""),
        assets: new URL(assets, location.href).href.replace(/\/$/, ""),
        language: lang === "en" ? "en" : "vi",
        initialBounds: parseBounds(initialBounds),
    };
}

/** "west,south,east,north" in degrees; null when absent or not four finite numbers. */
export function parseBounds(text) {
    const numbers = text.split(",").map((part) => Number.parseFloat(part));
    return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : null;
}
