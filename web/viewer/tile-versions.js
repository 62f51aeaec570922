// Which version of its tiles each source shows. Tile addresses name it (`v`), so that a browser may keep a tile for
// ever; after a change the next requests name the next version, and what is on the map already stays there.

export class TileVersions {
    constructor() {
        this.current = new Map();
    }

    /** @param {string} template a tile address of a TileJSON document */
    note(template) {
        const url = new URL(template, location.href);
        const version = url.searchParams.get("v");
        if (version) this.current.set(key(url), version);
    }

    /** @param {string} address of one tile; comes back with the version that is known last */
    apply(address) {
        const url = new URL(address, location.href);
        const version = url.searchParams.has("v") ? this.current.get(key(url)) : undefined;
        if (!version || version === url.searchParams.get("v")) return url.href;
        return url.href.replace(/([?&]v=)[^&]*/, `$1${version}`);
    }
}

/** The address without its tile and its version. */
function key(url) {
    const rest = [...url.searchParams].filter(([name]) => name !== "v").map((pair) => pair.join("="));
    return `${url.origin}${url.pathname.replace(/(\/[^/]+){3}$/, "")}?${rest.join("&")}`;
}
