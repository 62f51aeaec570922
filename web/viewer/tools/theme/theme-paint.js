// The map layers of each kind of theme. Colours over a property are `step`, `match` or `case`, which QGIS reads, too.

import { coloursOf, strongColour } from "./palettes.js";
import { colourExpression } from "./theme-model.js";

export const sourceID = "tool-theme";
export const pointsID = "tool-theme-points";

export const largestRadius = 26; // CSS pixels of the greatest value's circle
const isShape = (type) => ["==", ["geometry-type"], type];
const rim = "#ffffff";
const plain = "#8b97a1"; // what only shows where things lie
const outlineFrom = 24; // CSS pixels across an average area, from where its edge does not fill it

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

/** Layers from the lowest to the topmost, without what depends on opacity. @returns {object[]} */
export function layersOf(theme) {
    const { state, geometry } = theme;
    const drawings = { mau: coloured, giatri: coloured, kyhieu: symbols, nhiet: heat, cum: clusters };
    const layers = drawings[state.kind](theme);
    const canLabel = state.hasLabels && state.property && state.kind !== "nhiet" && state.kind !== "cum";
    return canLabel ? [...layers, labels(theme, geometry)] : layers;
}

function coloured({ state, geometry, entries, outlineZoom }) {
    const tiles = { source: sourceID, "source-layer": state.collection };
    const colour = colourExpression(entries, state.property);
    const fill = {
        ...tiles, id: "tool-theme-fill", type: "fill", filter: isShape("Polygon"), paint: { "fill-color": colour },
    };
    const line = {
        ...tiles, id: "tool-theme-line", type: "line", filter: isShape("LineString"),
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": colour, "line-width": byZoom(7, 1.4, 12, 3.4, 17, 9) },
    };
    const circle = {
        ...tiles, id: "tool-theme-circle", type: "circle", filter: isShape("Point"),
        paint: {
            "circle-color": colour, "circle-radius": byZoom(7, 3.5, 12, 6, 17, 9),
            "circle-stroke-color": rim, "circle-stroke-width": 1.2,
        },
    };
    return {
        area: [fill, outline(tiles, outlineZoom)], line: [line], point: [circle],
        mixed: [fill, outline(tiles, outlineZoom), line, circle],
    }[geometry];
}

function outline(tiles, minzoom) {
    return {
        ...tiles, id: "tool-theme-outline", type: "line", minzoom, filter: isShape("Polygon"), isQuiet: true,
        layout: { "line-join": "round" }, paint: { "line-color": "#5c6670", "line-width": byZoom(7, 0.4, 14, 1) },
    };
}

/** Areas of circles in proportion; the small ones above the large ones. */
function symbols({ state, geometry, answer, outlineZoom }) {
    const tiles = { source: sourceID, "source-layer": state.collection };
    const value = ["get", state.property];
    const scale = largestRadius / Math.sqrt(Math.max(answer.maximum, Number.MIN_VALUE));
    const places = geometry === "point" ? state.collection : `${state.collection}_label`;
    const circles = {
        source: sourceID, "source-layer": places, id: "tool-theme-circle", type: "circle",
        filter: ["all", ["has", state.property], [">", value, 0]],
        layout: { "circle-sort-key": ["-", 0, value] },
        paint: {
            "circle-color": strongColour(state.palette), "circle-stroke-color": rim, "circle-stroke-width": 1,
            "circle-radius": ["*", scale, ["sqrt", value]],
        },
    };
    const ground = {
        ...tiles, id: "tool-theme-fill", type: "fill", isQuiet: true, filter: isShape("Polygon"),
        paint: { "fill-color": plain },
    };
    const line = {
        ...tiles, id: "tool-theme-line", type: "line", isQuiet: true, filter: isShape("LineString"),
        paint: { "line-color": plain, "line-width": byZoom(7, 0.8, 14, 2) },
    };
    return {
        area: [ground, outline(tiles, outlineZoom), circles], line: [line, circles], point: [circles],
        mixed: [ground, outline(tiles, outlineZoom), line, circles],
    }[geometry];
}

function heat({ state, field, answer }) {
    const ramp = coloursOf(state.palette, 7, state.isReversed);
    const steps = ramp.flatMap((colour, index) => [0.06 + (index * 0.94) / (ramp.length - 1), colour]);
    const share = ["/", ["max", 0, ["get", state.property]], Math.max(answer?.maximum ?? 1, Number.MIN_VALUE)];
    return [{
        source: pointsID, id: "tool-theme-heat", type: "heatmap", paint: {
            "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0, 0, 0, 0)", ...steps],
            "heatmap-weight": field ? ["case", ["has", state.property], share, 0] : 1,
            "heatmap-radius": byZoom(5, 6, 9, 20, 13, 34, 17, 60),
            "heatmap-intensity": byZoom(5, 0.4, 9, 0.8, 14, 1.6),
        },
    }];
}

/** What the bubbles add up; clusters have it as `total`. */
export const clusterProperties = (property) => (
    property ? { total: ["+", ["case", ["has", property], ["get", property], 0]] } : { total: ["+", 1] });

function clusters({ state, field, answer, matched, locale }) {
    const whole = Math.max(field ? answer.sum ?? 1 : matched ?? 1, 1);
    const colour = strongColour(state.palette);
    const total = ["coalesce", ["get", "total"], 0];
    // A fifth of everything in one place is as large as it gets; less is in proportion, down to what can be read.
    const radius = ["max", 13, ["min", 36, ["*", 36 / Math.sqrt(whole / 5), ["sqrt", ["max", 0, total]]]]];
    return [
        {
            source: pointsID, id: "tool-theme-cluster", isBubble: true, type: "circle", filter: ["has", "point_count"],
            paint: {
                "circle-color": colour, "circle-radius": radius, "circle-stroke-color": rim, "circle-stroke-width": 2,
            },
        },
        {
            source: pointsID, id: "tool-theme-circle", type: "circle", filter: ["!", ["has", "point_count"]],
            paint: {
                "circle-color": colour, "circle-radius": 6, "circle-stroke-color": rim, "circle-stroke-width": 1.5,
            },
        },
        {
            source: pointsID, id: "tool-theme-count", isBubble: true, type: "symbol", filter: ["has", "point_count"],
            layout: {
                "text-field": ["number-format", total, { locale, "max-fraction-digits": 0 }],
                "text-font": ["Noto Sans Bold"], "text-size": 12, "text-allow-overlap": true,
            },
            paint: { "text-color": "#17222c", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
        },
    ];
}

function labels({ state, field, outlineZoom, locale }, geometry) {
    const value = ["get", state.property];
    const isCounted = field.type === "number" && field.isAmount;
    const isBeside = geometry === "point" && state.kind !== "kyhieu";
    const text = isCounted ? ["number-format", value, { locale, "max-fraction-digits": 2 }] : ["to-string", value];
    return {
        source: sourceID, "source-layer": geometry === "point" ? state.collection : `${state.collection}_label`,
        id: "tool-theme-label", type: "symbol", filter: ["has", state.property], isQuiet: true,
        ...(geometry === "area" ? { minzoom: outlineZoom } : {}),
        layout: {
            "text-field": text, "text-font": ["Noto Sans Regular"], "text-size": byZoom(8, 11, 14, 13),
            ...(isBeside ? { "text-anchor": "top", "text-offset": [0, 0.7] } : {}),
        },
        paint: { "text-color": "#17222c", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
    };
}

/** The zoom from which an average area is wide enough for an edge of its own. */
export function outlineZoomOf(bounds, count) {
    if (!bounds || !count) return 12;
    const [west, south, east, north] = bounds;
    const across = Math.sqrt(((east - west) * (north - south)) / count); // degrees
    const zoom = Math.log2((outlineFrom * 360) / (512 * across));
    return Math.max(0, Math.min(16, Math.floor(zoom * 2) / 2));
}
