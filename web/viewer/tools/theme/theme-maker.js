// Asks for everything that a theme needs, and puts it together.

import { fetchJSON } from "../../api.js";
import { countMatches } from "../../items.js";
import { describe, numbersOf } from "./fields.js";
import { cql } from "./theme-data.js";
import { entriesOf } from "./theme-model.js";
import { outlineZoomOf } from "./theme-paint.js";
import { countsOf, kinds } from "./theme-state.js";

const atOnce = 3; // requests for sums: the server has others to serve

/**
 * @typedef {{state: object, described: object, field: object|null, geometry: string, filter: string|null,
 *   answer: object|null, entries: import("./theme-model.js").Entry[], matched: number|null, points: object|null,
 *   tileFilter: string, tilesURL: string, isInTiles: boolean, isEmpty: boolean, summable: object[],
 *   canHighlight: boolean, outlineZoom: number, locale: string}} DrawnTheme
 * @param {import("./theme-data.js").ThemeData} data
 * @returns {Promise<DrawnTheme|null>} null when the layer has no such property, or cannot be drawn so
 */
export async function resolveTheme(state, app, data, words) {
    const { collection, kind, property } = state;
    const described = describe(await app.api.schema(collection));
    const field = described.fields.find(({ name }) => name === property) ?? null;
    if (!isPossible(kind, property, field, described.geometry)) return null;
    const filter = (await app.filters?.query(collection)) || null;
    const isOfPoints = kinds[kind].needs === "points";
    const hasPlaces = described.geometry !== "point" && (kind === "kyhieu" || state.hasLabels);
    const tileFilter = app.filters?.tileFilter(collection) ?? "";
    const tilesURL = data.tilesURL(collection, hasPlaces, tileFilter);
    const [answer, matched, tiles, points] = await Promise.all([
        field ? classesOf(state, filter, data) : null,
        field ? null : countMatches(data.base, collection, filter),
        isOfPoints ? null : fetchJSON(tilesURL),
        isOfPoints ? data.points(collection, property, filter) : null,
    ]);
    const { bounds, count } = app.catalogue.collections.get(collection);
    const entries = entriesOf(state, field, answer, app, words);
    const layer = tiles?.vector_layers?.find(({ id }) => id === collection);
    return {
        state, described, field, geometry: described.geometry, filter, answer, entries, points,
        matched: answer?.matched ?? matched ?? points?.features.length ?? null,
        tileFilter, tilesURL,
        isInTiles: !layer || Object.hasOwn(layer.fields ?? {}, property),
        isEmpty: field !== null && answer.classes.length === 0,
        summable: numbersOf(described.fields).filter(({ isAmount }) => isAmount),
        canHighlight: kind !== "cum",
        outlineZoom: outlineZoomOf(bounds, count), locale: app.dictionary.language === "en" ? "en-GB" : "vi-VN",
    };
}

function isPossible(kind, property, field, geometry) {
    const { needs } = kinds[kind];
    if (needs === "points" && geometry !== "point") return false;
    if (field === null) return needs === "points" && property === "";
    return needs === "any" || field.type === "number";
}

async function classesOf(state, filter, data) {
    const { collection, property, kind, method, count, breaks } = state;
    const question = { collection, property, filter };
    if (method === "manual") return manualClasses(question, breaks, data);
    if (kind === "giatri") return data.classes({ ...question, method: "values", count });
    return data.classes({ ...question, method: countsOf(kind).length > 0 ? method : "equal", count });
}

/** Breaks of one's own, counted by the server, class by class. Breaks beyond the values divide nothing. */
async function manualClasses({ collection, property, filter }, breaks, data) {
    const answer = await data.classes({ collection, property, filter, method: "equal", count: 2 });
    if (answer.classes.length === 0) return answer;
    const { minimum, maximum } = answer;
    const limits = [minimum, ...breaks.filter((value) => value > minimum && value < maximum), maximum];
    const name = cql.name(property);
    const ranges = limits.slice(1).map((to, index) => ({ from: limits[index], to }));
    const classes = await inTurns(ranges, async ({ from, to }, index) => {
        const end = index === ranges.length - 1 ? "<=" : "<";
        const own = `${name} >= ${cql.value(from)} AND ${name} ${end} ${cql.value(to)}`;
        return { from, to, count: (await data.measure(collection, property, cql.both(filter, own))).count };
    });
    return { ...answer, classes };
}

/** What a property adds up to in each entry of a theme, asked for once. @returns {Promise<(number|null)[]>} */
export async function sumsOf(data, theme, field) {
    theme.sums ??= new Map();
    if (!theme.sums.has(field.name)) {
        const { state, entries, filter } = theme;
        theme.sums.set(field.name, await inTurns(entries, async (entry) =>
            (await data.measure(state.collection, field.name, cql.both(filter, entry.filter))).sum));
    }
    return theme.sums.get(field.name);
}

/** A few at a time, the answers in order. */
async function inTurns(items, ask) {
    const answers = new Array(items.length);
    const queue = items.entries();
    const work = async () => {
        for (const [index, item] of queue) answers[index] = await ask(item, index);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return answers;
}
