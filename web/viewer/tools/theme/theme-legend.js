// The legend of a theme: in its panel every line highlights its class; on the map's card it only tells.

import { element, svgElement } from "../../dom.js";
import { coloursOf, strongColour } from "./palettes.js";
import { largestRadius } from "./theme-paint.js";

/** @param {{onChoose?: (entry) => void, chosen?: object}} options without `onChoose` a plain list */
export function themeLegend(theme, app, words, { onChoose = null, chosen = null } = {}) {
    const { kind } = theme.state;
    if (kind === "nhiet") return heatLegend(theme, app, words);
    if (kind === "cum") return clusterLegend(theme, words);
    const lines = element("ul", { class: "theme-legend" }, theme.entries.map((entry) =>
        element("li", {}, line(entry, theme, app, words, onChoose, chosen))));
    if (kind !== "kyhieu") return lines;
    return element("div", {}, sizes(theme, app, words), onChoose ? lines : null);
}

function line(entry, theme, app, words, onChoose, chosen) {
    const label = labelOf(entry, theme, words);
    const parts = [
        swatch(entry, theme.geometry), element("span", { class: "label" }, label),
        entry.count === null ? null : element("span", { class: "number quiet" }, app.formatter.count(entry.count)),
    ];
    if (!onChoose) return element("div", { class: "theme-line" }, ...parts);
    return element("button", {
        type: "button", class: "theme-line", "aria-pressed": String(entry === chosen),
        title: words("highlight", { label }), onclick: () => onChoose(entry === chosen ? null : entry),
    }, ...parts);
}

export function labelOf(entry, { state }, words) {
    return entry.kind === "missing" && state.kind === "kyhieu" ? words("noDataHidden") : entry.label;
}

export function swatch({ colour, kind }, geometry) {
    const dashes = kind === "missing" ? "2 2" : null;
    const common = { fill: colour, stroke: "#5c6670", "stroke-width": 1, "stroke-dasharray": dashes };
    const stroke = { fill: "none", stroke: colour, "stroke-width": 4, "stroke-linecap": "round" };
    const shape = {
        line: () => svgElement("path", { d: "M1 12C7 12 8 4 14 4h9", ...stroke }),
        point: () => svgElement("circle", { cx: 12, cy: 8, r: 6, ...common }),
    }[geometry] ?? (() => svgElement("rect", { x: 1.5, y: 1.5, width: 21, height: 13, rx: 2, ...common }));
    return svgElement("svg", { viewBox: "0 0 24 16", class: "swatch", "aria-hidden": "true" }, shape());
}

/** Colours side by side, as wide as there is room. */
export function colourBar(colours, name) {
    const size = `0 0 ${colours.length * 10} 10`;
    return svgElement("svg", { viewBox: size, class: name, "aria-hidden": "true", preserveAspectRatio: "none" },
        ...colours.map((fill, index) => svgElement("rect", { x: index * 10, y: 0, width: 10.2, height: 10, fill })));
}

/** Three circles as large as on the map, the greatest one around the others. */
function sizes({ answer, field, state }, app, words) {
    const values = [1, 0.4, 0.1].map((share) => roundValue(answer.maximum * share, share === 1));
    const height = 2 * largestRadius + 4;
    const circles = values.map((value) => {
        const radius = largestRadius * Math.sqrt(value / answer.maximum);
        return { value, radius, top: height - 2 - 2 * radius };
    }).filter(({ radius }) => radius > 0);
    const drawing = svgElement("svg", { viewBox: `0 0 220 ${height + 6}`, class: "theme-sizes", role: "img",
        "aria-label": circles.map(({ value }) => app.formatter.value(value, field.name, field.unit)).join(", ") },
        ...circles.flatMap(({ value, radius, top }, index) => {
            const y = Math.max(top, 8) + index * 0.01;
            return [
                svgElement("circle", { cx: 30, cy: top + radius, r: radius, fill: strongColour(state.palette),
                    "fill-opacity": 0.55, stroke: "#ffffff" }),
                svgElement("path", { d: `M30 ${top}H72`, stroke: "currentcolor", "stroke-width": 1, opacity: 0.6 }),
                svgElement("text", { x: 78, y: y + 4, fill: "currentcolor", "font-size": 12 },
                    app.formatter.value(value, field.name, field.unit)),
            ];
        }));
    return element("div", { class: "theme-note" }, drawing, element("p", { class: "quiet" }, words("sizeNote"),
        answer.minimum <= 0 ? ` ${words("negative")}` : ""));
}

/** One figure, as legends of sizes have them; the greatest value as it is. */
function roundValue(value, isExact) {
    if (isExact || !(value > 0)) return value;
    const step = 10 ** Math.floor(Math.log10(value));
    return Math.round(value / step) * step;
}

function heatLegend({ state, field, matched }, app, words) {
    const ramp = coloursOf(state.palette, 7, state.isReversed);
    const values = { count: app.formatter.count(matched), title: field?.title ?? "" };
    return element("div", { class: "theme-note" }, colourBar(ramp, "theme-ramp"),
        element("p", { class: "theme-ends" }, element("span", {}, words("less")), element("span", {}, words("more"))),
        element("p", { class: "quiet" }, words(field ? "heatWeighted" : "heatNote", values)));
}

function clusterLegend({ state, field }, words) {
    const colour = strongColour(state.palette);
    const glyph = (r) => svgElement("svg", { viewBox: "0 0 28 28", class: "theme-bubble", "aria-hidden": "true" },
        svgElement("circle", { cx: 14, cy: 14, r, fill: colour, stroke: "#ffffff", "stroke-width": 2 }));
    return element("div", { class: "theme-note" },
        element("p", {}, glyph(12), words("cluster")), element("p", {}, glyph(6), words("single")),
        element("p", { class: "quiet" }, words(field ? "clusterSum" : "clusterNote", { title: field?.title ?? "" })));
}
