// From a state and the server's answer to what is drawn: the entries of the legend, each with its colour, its condition
// for the map and its condition for the server.

import { coloursOf, noData, others, strongColour } from "./palettes.js";
import { cql } from "./theme-data.js";

/**
 * @typedef {{kind: "range"|"value"|"others"|"missing", colour: string, count: number|null, label: string,
 *   low?: number, high?: number, isLast?: boolean, value?: *, condition: Array, filter: string}} Entry
 *   `condition`: a MapLibre expression; `filter`: CQL2.
 */

/** @returns {Entry[]} */
export function entriesOf(state, field, answer, app, words) {
    if (!field) return [];
    const write = writer(field, answer, app.formatter);
    const entries = state.kind === "giatri"
        ? valueEntries(state, field, answer, write, words) : rangeEntries(state, field, answer.classes, write);
    if (answer.missing > 0) entries.push(missingEntry(field, answer.missing, words));
    return entries;
}

function rangeEntries(state, { name }, classes, write) {
    const colours = state.kind === "mau"
        ? coloursOf(state.palette, classes.length, state.isReversed) : classes.map(() => strongColour(state.palette));
    const column = cql.name(name);
    return classes.map(({ from, to, count }, index) => {
        const isLast = index === classes.length - 1;
        return {
            kind: "range", colour: colours[index], count, low: from, high: to, isLast,
            label: from === to ? write(from) : `${write(from)}\u00a0–\u00a0${write(to)}`,
            condition: ["all", ["has", name], [">=", ["get", name], from], [isLast ? "<=" : "<", ["get", name], to]],
            filter: `${column} >= ${cql.value(from)} AND ${column} ${isLast ? "<=" : "<"} ${cql.value(to)}`,
        };
    });
}

function valueEntries(state, field, { classes, others: rest }, write, words) {
    const { name, type } = field;
    const colours = coloursOf(state.palette, classes.length, state.isReversed);
    const column = cql.name(name);
    const literal = (value) => (type === "date" ? dateLiteral(value) : cql.value(value));
    const entries = classes.map(({ value, count }, index) => ({
        kind: "value", colour: colours[index], count, value, label: write(value),
        condition: ["==", ["get", name], value],
        filter: `${column} = ${literal(value)}`,
    }));
    if (!(rest?.count > 0)) return entries;
    const named = classes.map(({ value }) => value);
    entries.push({
        kind: "others", colour: others, count: rest.count, label: words("others", { count: write.count(rest.values) }),
        condition: ["all", ["has", name], ...named.map((value) => ["!=", ["get", name], value])],
        filter: [`${column} IS NOT NULL`, ...named.map((value) => `${column} <> ${literal(value)}`)].join(" AND "),
    });
    return entries;
}

function dateLiteral(value) {
    return /T/.test(value) ? `TIMESTAMP('${value}')` : `DATE('${value}')`;
}

/** An empty text says no more than none. */
function missingEntry({ name, type }, count, words) {
    const entry = { kind: "missing", colour: noData, count, label: words("noData") };
    if (type !== "text") return { ...entry, condition: ["!", ["has", name]], filter: `${cql.name(name)} IS NULL` };
    return {
        ...entry, condition: ["any", ["!", ["has", name]], ["==", ["get", name], ""]],
        filter: `${cql.name(name)} IS NULL OR ${cql.name(name)} = ''`,
    };
}

/** Limits of classes with four figures of a class's width: more would be noise. */
function writer(field, { minimum, maximum, classes = [] }, formatter) {
    const width = (maximum - minimum) / Math.max(1, classes.length);
    const digits = width > 0 ? Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(width)))) : 6;
    const write = (value) => formatter.value(
        typeof value === "number" && Number.isFinite(width) ? Number(value.toFixed(digits)) : value, field.name);
    write.count = (number) => formatter.count(number);
    return write;
}

/** Steps for numbers, matches for texts: what QGIS reads in a style, too. */
export function colourExpression(entries, property) {
    const drawn = entries.filter(({ kind }) => kind !== "missing");
    const get = ["get", property];
    if (drawn.length === 0) return noData;
    const [first, ...rest] = drawn;
    if (first.kind === "range") {
        const colour = rest.length === 0 ? first.colour
            : ["step", get, first.colour, ...rest.flatMap((entry) => [entry.low, entry.colour])];
        return ["case", ["has", property], colour, noData];
    }
    const values = drawn.filter(({ kind }) => kind === "value");
    if (values.every(({ value }) => typeof value === "string")) {
        const colours = values.flatMap(({ value, colour }) => [value, colour]);
        return ["case", ["has", property], ["match", get, ...colours, "", noData, others], noData];
    }
    const cases = values.flatMap(({ condition, colour }) => [condition, colour]);
    return ["case", ["!", ["has", property]], noData, ...cases, others];
}
