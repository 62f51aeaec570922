// What a theme is, and how the address keeps it:
// ?chude=parcels:DIEN_TICH:mau:quantile:5:YlGnBu, then what is not usual:
// :dao (colours reversed) :nhan (labels) :moc100_200 (breaks of one's own)

import { groupOf, roomOf } from "./palettes.js";

/**
 * @typedef {{collection: string, property: string, kind: string, method: string, count: number, palette: string,
 *   isReversed: boolean, hasLabels: boolean, breaks: number[]}} ThemeState
 *   `property` is empty where features are only counted; `breaks` are those between the classes of method "manual".
 */

const longest = 800; // characters of an address that anybody means
const fewest = 3;

/** By their names in the address. `counts`: what can be chosen; without it the number is that of the chart's bars. */
export const kinds = {
    mau: { needs: "number", palettes: ["sequential", "diverging"], palette: "YlGnBu", count: 5, most: 9 },
    giatri: { needs: "any", palettes: ["qualitative"], palette: "OkabeIto", count: 7, most: 12 },
    kyhieu: { needs: "number", palettes: ["sequential"], palette: "OrRd", count: 6 },
    nhiet: { needs: "points", palettes: ["sequential"], palette: "YlOrRd", count: 6 },
    cum: { needs: "points", palettes: ["sequential"], palette: "Blues", count: 6 },
};

export const methods = ["quantile", "equal", "jenks", "manual"];

/** What can be chosen, [] where nothing can. */
export function countsOf(kind) {
    const { most = 0 } = kinds[kind];
    return Array.from({ length: Math.max(0, most - fewest + 1) }, (_, index) => index + fewest);
}

/** A theme of this kind as it begins. */
export function usualState(collection, property, kind) {
    const { palette, count } = kinds[kind];
    const method = { mau: "quantile", giatri: "values" }[kind] ?? "equal";
    return { collection, property, kind, method, count, palette, isReversed: false, hasLabels: false, breaks: [] };
}

/** Null for what makes no sense. Whether the collection has the property, its schema says. */
export function parseTheme(text, catalogue) {
    if (!text || text.length > longest) return null;
    let parts;
    try {
        parts = text.split(":").map(decodeURIComponent);
    } catch {
        return null;
    }
    const [collection, property = "", kind, method, count, palette, ...options] = parts;
    if (!catalogue.collections.has(collection) || !Object.hasOwn(kinds, kind ?? "")) return null;
    const state = usualState(collection, property, kind);
    if (kinds[kind].needs !== "points" && property === "") return null;
    if (kinds[kind].palettes.includes(groupOf(palette))) state.palette = palette;
    state.isReversed = options.includes("dao");
    state.hasLabels = options.includes("nhan");
    if (kind === "mau" && methods.includes(method)) state.method = method;
    if (countsOf(kind).includes(Number(count))) state.count = Number(count);
    if (state.method === "manual") {
        state.breaks = parseBreaks(options.find((option) => option.startsWith("moc")) ?? "");
        if (state.breaks.length === 0) state.method = "quantile";
        else state.count = state.breaks.length + 1;
    }
    return withRoom(state);
}

/** Ascending numbers, as many as there may be; [] for anything else. */
function parseBreaks(text) {
    const breaks = text.slice(3).split("_").map((part) => (part === "" ? NaN : Number(part)));
    const isAscending = breaks.every((value, index) => index === 0 || value > breaks[index - 1]);
    const isSensible = isAscending && breaks.every(Number.isFinite) && countsOf("mau").includes(breaks.length + 1);
    return isSensible ? breaks : [];
}

/** Values need a colour each: a palette with too few gives way. */
export function withRoom(state) {
    if (state.kind !== "giatri" || roomOf(state.palette) >= state.count) return state;
    return { ...state, palette: roomOf("Tol") >= state.count ? "Tol" : "Paired" };
}

export function themeText({ collection, property, kind, method, count, palette, isReversed, hasLabels, breaks }) {
    const options = [isReversed && "dao", hasLabels && "nhan", method === "manual" && `moc${breaks.join("_")}`];
    const parts = [collection, property, kind, method, count, palette, ...options.filter(Boolean)];
    return parts.map(encodeURIComponent).join(":");
}
