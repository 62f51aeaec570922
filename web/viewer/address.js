// The address bar: ?lop=roads,schools&chon=roads.12&ngon=vi#ban-do=12.4/13.98123/108.00180
// Unknown parameters stay as they are; a value that makes no sense is ignored.

/**
 * @typedef {{zoom: number, latitude: number, longitude: number}} View
 * @typedef {{collection: string, id: string}} Selection
 * @typedef {{view: View|null, layers: string[]|null, selection: Selection|null}} AddressState
 */

/** @returns {AddressState} */
export function readAddress(url = new URL(location.href)) {
    const layers = url.searchParams.get("lop");
    return {
        view: parseView(url.hash),
        layers: layers === null ? null : layers.split(",").filter(Boolean),
        selection: parseSelection(url.searchParams.get("chon") ?? ""),
    };
}

function parseView(hash) {
    const match = /(?:^#|&)ban-do=([^&]*)/.exec(hash);
    if (!match) return null;
    const parts = match[1].split("/").map(Number);
    const [zoom, latitude, longitude] = parts;
    const sensible = parts.length >= 3 && parts.every(Number.isFinite)
        && zoom >= 0 && zoom <= 24 && Math.abs(latitude) <= 85.06 && Math.abs(longitude) <= 180;
    return sensible ? { zoom, latitude, longitude } : null;
}

function parseSelection(text) {
    const match = /^([a-z][a-z0-9_-]*)\.(\d{1,16})$/.exec(text);
    return match ? { collection: match[1], id: match[2] } : null;
}

/**
 * The address of a state. `layers: null` means the usual ones and leaves `lop` out.
 * @param {AddressState & {language?: string}} state
 */
export function writeAddress(state, url = new URL(location.href)) {
    const query = url.searchParams;
    setOrDelete(query, "lop", state.layers?.join(",") ?? null);
    setOrDelete(query, "chon", state.selection ? `${state.selection.collection}.${state.selection.id}` : null);
    if (state.language) query.set("ngon", state.language);
    url.search = query.toString().replaceAll("%2C", ",");
    if (state.view) {
        const { zoom, latitude, longitude } = state.view;
        url.hash = `ban-do=${Number(zoom.toFixed(2))}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
    }
    return url;
}

function setOrDelete(query, name, value) {
    if (value === null) query.delete(name);
    else query.set(name, value);
}
