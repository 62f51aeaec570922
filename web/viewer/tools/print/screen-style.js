// The map as it is on the screen, as a style that /print draws (docs/print.md): themes, filters, opacities, order, and
// what people drew or added, on the light map: paper is white.

import { opacities } from "../../layer-look.js";

const drawnTypes = new Set(["background", "fill", "line", "circle", "symbol"]);
/** Tools whose layers are of the map, not of its handling. */
const printed = ["tool-notes", "tool-measure", "tool-add-data", "tool-theme", "tool-filter"];
const filterPrefix = "tool-filter-";
const headsID = "tool-notes-heads";
const headSide = 22; // CSS pixels along an arrow head, as on the screen
const mostCharacters = 1_500_000; // of matches that are drawn beside the tiles; without them tiles draw those they have
const metresPerDegree = 111_320; // along a meridian, near enough for an arrow head

/**
 * @param {import("../../main.js").App} app
 * @param {object} light the style of the server for white paper
 * @param {number} metresPerPixel of the sheet, a pixel being 1/96 inch
 */
export function screenStyle({ map }, light, metresPerPixel) {
    const { layers, sources } = map.getStyle();
    const ofLight = new Map(light.layers.map((layer) => [layer.id, layer]));
    const matches = Object.entries(sources).filter(([id, { data }]) => id.startsWith(filterPrefix) && data);
    const hasMatches = matches.reduce((sum, [, { data }]) => sum + JSON.stringify(data).length, 0) <= mostCharacters;
    const shown = layers.filter(({ id, layout }) => {
        if (layout?.visibility === "none") return false;
        if (!id.startsWith("tool-")) return ofLight.has(id);
        return isPrinted(id) && (hasMatches || !id.startsWith(filterPrefix));
    });
    const style = shown.flatMap((layer) => onPaper(layer, ofLight, hasMatches));
    const used = new Set(style.map(({ source }) => source));
    return {
        version: 8, layers: style,
        sources: Object.fromEntries(Object.entries(sources).filter(([id]) => used.has(id)).map(([id, source]) => [
            id, source.type === "geojson" ? { type: "geojson", data: withHeads(source.data, metresPerPixel) }
                : { type: "vector" },
        ])),
    };
}

const isPrinted = (id) => printed.some((prefix) => id.startsWith(prefix));

/** @returns {object[]} none for what no server draws */
function onPaper(layer, ofLight, hasMatches) {
    if (layer.id === headsID) return heads(layer);
    if (layer.type === "heatmap") return [dots(layer)];
    if (!drawnTypes.has(layer.type)) return [];
    const light = ofLight.get(layer.id.startsWith(filterPrefix) ? layer.id.slice(filterPrefix.length) : layer.id);
    const paint = { ...(light ?? layer).paint };
    for (const name of opacities[layer.type] ?? []) if (layer.paint?.[name] !== undefined) paint[name] = layer.paint[name];
    const filter = hasMatches ? layer.filter : withoutNear(layer.filter);
    return [{ ...layer, paint, ...(filter ? { filter } : {}) }];
}

/** See LayerFilters: far away something else would draw the matches. */
function withoutNear(filter) {
    const near = filter?.[0] === "all" ? filter.at(-1) : null;
    return near?.[0] === ">=" && near[1]?.[0] === "zoom" ? filter.slice(0, -1) : filter;
}

/** Heat is drawn by graphics cards; paper shows what is hot. */
function dots({ id, source, paint }) {
    return {
        id, type: "circle", source,
        paint: { "circle-color": paint["heatmap-color"].at(-1), "circle-opacity": 0.35, "circle-radius": 4 },
    };
}

// MARK: Arrow heads: pictures that the map has made itself, shapes on paper

function heads({ source }) {
    const filter = ["==", ["get", "role"], "head"];
    return [
        { id: headsID, type: "fill", source, filter, paint: { "fill-color": ["get", "colour"] } },
        { id: `${headsID}-rim`, type: "line", source, filter, paint: { "line-color": "#ffffff", "line-width": 1.2 } },
    ];
}

function withHeads(data, metresPerPixel) {
    if (!data.features?.some(({ properties }) => properties?.role === "head")) return data;
    return {
        ...data,
        features: data.features.map((feature) => (feature.properties?.role === "head"
            ? { ...feature, geometry: head(feature, metresPerPixel) } : feature)),
    };
}

/** Its tip at the point. */
function head({ geometry: { coordinates: [longitude, latitude] }, properties: { bearing } }, metresPerPixel) {
    const radians = (degrees) => (degrees * Math.PI) / 180;
    const [sine, cosine] = [Math.sin(radians(bearing)), Math.cos(radians(bearing))];
    const side = headSide * metresPerPixel;
    const corner = ([right, back]) => {
        const east = (right * cosine - back * sine) * side;
        const north = (-right * sine - back * cosine) * side;
        return [longitude + east / metresPerDegree / Math.cos(radians(latitude)), latitude + north / metresPerDegree];
    };
    const outline = [[0, 0], [0.5, 0.9], [0, 0.65], [-0.5, 0.9]].map(corner);
    return { type: "Polygon", coordinates: [[...outline, outline[0]]] };
}

/** Whether something is on the map beside the layers as the server has them. */
export function hasOwnParts({ look, map, permalink, visibility }) {
    const sources = Object.entries(map.getStyle().sources);
    const has = (tool) => sources.some(([id, { data }]) => id.startsWith(`tool-${tool}`) && data?.features?.length > 0);
    return [...look.opacity.keys()].some((id) => visibility.has(id)) || permalink.get("loc") !== null
        || permalink.get("chude") !== null || ["notes", "measure", "add-data"].some(has);
}

/** What paper shows otherwise, as keys of words. */
export function otherwise({ map, mapStyle }) {
    const { layers: all, sources } = map.getStyle();
    const layers = all.filter(({ layout }) => layout?.visibility !== "none");
    return [
        layers.some(({ source }) => sources[source]?.url?.includes("filter=")) && "filters",
        mapStyle.shown === "toi" && "dark",
        layers.some(({ type }) => type === "heatmap") && "heat",
        layers.some(({ id }) => id === "tool-theme-cluster") && "clusters",
        layers.some(({ id, type }) => id.startsWith("tool-add-data") && type === "raster") && "services",
    ].filter(Boolean);
}
