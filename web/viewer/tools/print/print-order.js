// What is sent to /print (docs/print.md) for what is on the map and in the form.

export const usualScales = [
    500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000,
];
export const leastScale = 100;
export const mostScale = 20_000_000;
export const mostPages = 300;
export const longestTitle = 200; // characters

const quickPapers = ["A4", "A3"]; // others are jobs
const dotsPerInch = 200;
const mostPixels = 40_000_000; // of a PNG
const previewPixels = 1100; // along the longer side
const leastDots = 50;
const paperStyle = "map"; // paper is white
const groundStyle = "basemap";

/**
 * @typedef {{title: string, subtitle: string, paper: string, orientation: string, format: string, legend: boolean,
 *   grid: boolean, graticule: boolean, lang: string}} PrintState
 */

/**
 * @param {PrintState} state @param {object} content of `contentOf`
 * @param {object} extent center and scale, bbox or series
 * @param {{width: number, height: number}} paper millimetres
 */
export function orderOf(state, content, extent, paper) {
    const { title, subtitle, format, ...rest } = state;
    return {
        ...rest, ...content, ...extent, title, ...(subtitle ? { subtitle } : {}), format,
        dpi: format === "png" ? Math.min(dotsPerInch, mostDots(paper)) : dotsPerInch,
    };
}

/** The same as a small picture. */
export function pictureOf(order, paper) {
    const inches = Math.max(paper.width, paper.height) / 25.4;
    return { ...order, format: "png", dpi: Math.max(leastDots, Math.round(previewPixels / inches)) };
}

export function isQuick({ paper }) {
    return quickPapers.includes(paper);
}

function mostDots({ width, height }) {
    return Math.floor(Math.sqrt(mostPixels / ((width * height) / 25.4 ** 2)));
}

/**
 * What is drawn while nothing is on the map but layers as the server has them: the whole style when all of it is on,
 * else the basemap and the layers that are on, as the style draws them and in the order of the map. Null when nothing
 * is on.
 * @param {import("../../main.js").App} app @param {string[]} styles that the server has
 */
export function contentOf({ look, mapStyle, style, visibility }, styles) {
    const shown = look.order.filter((id) => visibility.has(id));
    const isUsual = look.order.every((id, index) => id === look.usualOrder[index]);
    const hasGround = mapStyle.shown !== "khong";
    if (isUsual && hasGround && shown.length === look.order.length) return { style: paperStyle };
    const ground = hasGround && styles.includes(groundStyle)
        ? groundOf(style).map((collection) => ({ collection, style: groundStyle })) : [];
    const layers = [...ground, ...shown];
    return layers.length > 0 ? { layers } : null;
}

/** Collections that the basemap is drawn from, the lowest first; their names are in layers of their own. */
function groundOf(style) {
    const layers = style.layers.filter((layer) => layer.metadata?.["geosector:basemap"] && layer["source-layer"]);
    return [...new Set(layers.map((layer) => layer["source-layer"].replace(/_label$/, "")))];
}
