// What a map service can draw, from its capabilities: WMS 1.1.1 (01-068r3) and 1.3.0 (06-042), WMTS 1.0 (07-057r7).

import { rootOf } from "./xml.js";

const mercator = /(:|^)(3857|900913|102100|102113)$/;
const mercatorHalf = 20_037_508.342789244; // metres
const scaleAtTop = 559_082_264.0287178; // of a tile of 256 pixels that holds the world, OGC 07-057r7, annex E.4
const mostLayers = 1000;

/** `key` of words.json says why nothing can be drawn. */
export class ServiceFault extends Error {
    constructor(key, values = {}) {
        super(key);
        this.key = key;
        this.values = values;
    }
}

/**
 * @typedef {{name: string, title: string, depth: number, bounds: number[]|null, request: object}} ServiceChoice
 *   `request`: what tile-addresses.js needs
 * @param {string} text @param {"wms"|"wmts"} type @returns {ServiceChoice[]}
 */
export function choicesIn(text, type) {
    const root = rootOf(text);
    if (!root) throw new ServiceFault("serviceNotXML");
    if (/Exception/.test(root.localName)) throw new ServiceFault("serviceSays", { message: messageIn(text) });
    const choices = type === "wms" ? wmsChoices(root) : wmtsChoices(root);
    if (choices.length === 0) throw new ServiceFault("serviceWithoutLayers");
    return choices.slice(0, mostLayers);
}

/** Of an exception report or of a sentence, short enough for a line. */
export function messageIn(report) {
    return (rootOf(report)?.textContent ?? report).replace(/\s+/g, " ").trim().slice(0, 200);
}

function wmsChoices(root) {
    const version = root.getAttribute("version")?.startsWith("1.1") ? "1.1.1" : "1.3.0";
    const found = [];
    const visit = (layer, depth, inherited) => {
        const systems = [...inherited.systems, ...children(layer, "CRS"), ...children(layer, "SRS")
            .flatMap((node) => node.textContent.trim().split(/\s+/).map((textContent) => ({ textContent })))];
        const own = { systems, bounds: wmsBounds(layer) ?? inherited.bounds };
        const name = text(layer, "Name");
        const system = systems.map(({ textContent }) => textContent.trim()).find((code) => mercator.test(code));
        if (name && system) {
            const request = { kind: "wms", version, name, system };
            found.push({ name, title: text(layer, "Title") || name, depth, bounds: own.bounds, request });
        }
        for (const child of children(layer, "Layer")) visit(child, depth + 1, own);
    };
    const [capability] = children(root, "Capability");
    for (const layer of capability ? children(capability, "Layer") : []) visit(layer, 0, { systems: [], bounds: null });
    return found;
}

function wmsBounds(layer) {
    const [box] = children(layer, "EX_GeographicBoundingBox");
    const [old] = children(layer, "LatLonBoundingBox");
    const sides = ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"];
    if (box) return sensible(sides.map((name) => Number(text(box, name))));
    return sensible(["minx", "miny", "maxx", "maxy"].map((name) => Number(old?.getAttribute(name) ?? Number.NaN)));
}

function wmtsChoices(root) {
    const [contents] = children(root, "Contents");
    const sets = new Map((contents ? children(contents, "TileMatrixSet") : [])
        .map((node) => [text(node, "Identifier"), matricesByZoom(node)]).filter(([, matrices]) => matrices));
    return (contents ? children(contents, "Layer") : []).flatMap((layer) => {
        const links = children(layer, "TileMatrixSetLink").map((link) => text(link, "TileMatrixSet"));
        const set = links.find((link) => sets.has(link));
        const name = text(layer, "Identifier");
        const formats = children(layer, "Format").map(({ textContent }) => textContent.trim());
        const format = formats.find((one) => /png/.test(one)) ?? formats.find((one) => /jpe?g|webp/.test(one));
        if (!set || !name || !format) return [];
        const styles = children(layer, "Style");
        const style = text(styles.find((node) => node.getAttribute("isDefault") === "true") ?? styles[0], "Identifier");
        return [{ name, title: text(layer, "Title") || name, depth: 0, bounds: wmtsBounds(layer),
            request: { kind: "wmts", name, style, set, format, matrices: sets.get(set) } }];
    });
}

/** Names of the matrices that are the usual zooms of Web Mercator, by zoom; null when none is. */
function matricesByZoom(set) {
    if (!mercator.test(text(set, "SupportedCRS"))) return null;
    const found = {};
    for (const matrix of children(set, "TileMatrix")) {
        const zoom = Math.log2(scaleAtTop / Number(text(matrix, "ScaleDenominator")));
        const [left, top] = text(matrix, "TopLeftCorner").split(/\s+/).map(Number);
        const isUsual = Math.abs(zoom - Math.round(zoom)) < 0.001 && Number(text(matrix, "TileWidth")) === 256
            && Math.abs(left + mercatorHalf) < 1 && Math.abs(top - mercatorHalf) < 1;
        if (isUsual) found[Math.round(zoom)] = text(matrix, "Identifier");
    }
    return Object.keys(found).length > 0 ? found : null;
}

function wmtsBounds(layer) {
    const [box] = children(layer, "WGS84BoundingBox");
    if (!box) return null;
    return sensible(["LowerCorner", "UpperCorner"].flatMap((name) => text(box, name).split(/\s+/).map(Number)));
}

function sensible([west, south, east, north]) {
    const isOnEarth = west >= -180.1 && east <= 180.1 && south >= -90 && north <= 90;
    return isOnEarth && west < east && south < north ? [west, south, east, north] : null;
}

function children(node, name) {
    return [...node.children].filter(({ localName }) => localName === name);
}

function text(node, name) {
    return node ? children(node, name)[0]?.textContent.trim() ?? "" : "";
}
