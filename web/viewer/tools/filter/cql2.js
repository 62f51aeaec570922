// Conditions as CQL2 text, and back. What this module did not write it does not read: such a text is edited as text.

/**
 * @typedef {"text"|"number"|"day"|"instant"|"truth"} Kind
 * @typedef {{property: string, operator: "contains"|"equals"|"one-of"|"range"|"is"|"empty"|"filled", value?: string,
 *   values?: string[], from?: string, to?: string}} Condition `from` and `to`: a number, or a day as yyyy-mm-dd
 */

/** @param {Object} described of a queryable @returns {Kind|null} null for what no condition is made of here */
export function kindOf({ type, format = "" }) {
    if (format.startsWith("geometry")) return null;
    if (type === "integer" || type === "number") return "number";
    if (type === "boolean") return "truth";
    if (type !== "string") return null;
    return { date: "day", "date-time": "instant" }[format] ?? "text";
}

/** Whether everything is there that the condition needs. @param {Condition} condition */
export function isComplete({ operator, value, values, from, to }) {
    switch (operator) {
        case "contains": case "equals": return Boolean(value?.trim());
        case "one-of": return values.length > 0;
        case "range": return Boolean(from || to);
        default: return true;
    }
}

/** @param {Condition} condition @param {Kind} kind */
export function conditionText({ property, operator, value, values, from, to }, kind) {
    const name = `"${property.replaceAll('"', '""')}"`;
    switch (operator) {
        case "contains": return `${folded(name)} LIKE ${folded(text(`%${withoutWildcards(value.trim())}%`))}`;
        case "equals": return `${folded(name)} = ${folded(text(value.trim()))}`;
        case "one-of": return `${name} IN (${values.map(text).join(", ")})`;
        case "is": return `${name} = ${value === "true" ? "TRUE" : "FALSE"}`;
        case "empty": return `${name} IS NULL`;
        case "filled": return `${name} IS NOT NULL`;
        default: return rangeText(name, from && bound(from, kind, "start"), to && bound(to, kind, "end"));
    }
}

/** @param {"AND"|"OR"} joint @param {(property: string) => Kind} kind */
export function conditionsText(conditions, joint, kind) {
    return conditions.map((condition) => conditionText(condition, kind(condition.property))).join(` ${joint} `);
}

function rangeText(name, from, to) {
    if (from && to) return `${name} BETWEEN ${from} AND ${to}`;
    return from ? `${name} >= ${from}` : `${name} <= ${to}`;
}

function bound(value, kind, side) {
    if (kind === "day") return `DATE('${value}')`;
    if (kind === "number") return value;
    // A day of the reader's, wherever the server is.
    const time = new Date(`${value}T${side === "start" ? "00:00:00.000" : "23:59:59.999"}`);
    return `TIMESTAMP('${time.toISOString()}')`;
}

/** Without regard to tone marks and case, as the server folds them. */
function folded(expression) {
    return `ACCENTI(CASEI(${expression}))`;
}

function text(value) {
    return `'${value.normalize("NFC").replaceAll("'", "''")}'`;
}

function withoutWildcards(value) {
    return value.replace(/[\\%_]/g, "\\$&");
}

const name = String.raw`"((?:[^"]|"")+)"`;
const words = String.raw`'((?:[^']|'')*)'`;
const limit = String.raw`(-?[0-9.e+-]+|DATE\('[0-9-]+'\)|TIMESTAMP\('[0-9TZ:.-]+'\))`;
const sticky = (source) => new RegExp(source, "y");

const readers = [
    [sticky(String.raw`ACCENTI\(CASEI\(${name}\)\) LIKE ACCENTI\(CASEI\('%((?:[^']|'')*)%'\)\)`),
        ([property, value]) => ({ property, operator: "contains", value: value.replace(/\\([\\%_])/g, "$1") })],
    [sticky(String.raw`ACCENTI\(CASEI\(${name}\)\) = ACCENTI\(CASEI\(${words}\)\)`),
        ([property, value]) => ({ property, operator: "equals", value })],
    [sticky(String.raw`${name} IN \((${words}(?:, ${words})*)\)`),
        ([property, list]) => ({ property, operator: "one-of", values: [...list.matchAll(new RegExp(words, "g"))]
            .map((match) => match[1]) })],
    [sticky(`${name} = (TRUE|FALSE)`),
        ([property, value]) => ({ property, operator: "is", value: value.toLowerCase() })],
    [sticky(`${name} IS NULL`), ([property]) => ({ property, operator: "empty" })],
    [sticky(`${name} IS NOT NULL`), ([property]) => ({ property, operator: "filled" })],
    [sticky(`${name} BETWEEN ${limit} AND ${limit}`), ([property, from, to]) => range(property, from, to)],
    [sticky(`${name} >= ${limit}`), ([property, from]) => range(property, from, "")],
    [sticky(`${name} <= ${limit}`), ([property, to]) => range(property, "", to)],
];

/**
 * @param {(property: string) => Kind|null} kind
 * @returns {{conditions: Condition[], joint: "AND"|"OR"}|null} null when the text says more than these forms can
 */
export function readConditions(source, kind) {
    const conditions = [];
    let joint = "AND";
    let place = 0;
    while (place < source.length) {
        const found = readOne(source, place);
        if (!found || kind(found.condition.property) === null) return null;
        conditions.push(found.condition);
        place = found.end;
        const joined = / (AND|OR) /y;
        joined.lastIndex = place;
        const match = joined.exec(source);
        if (match) [joint, place] = [match[1], joined.lastIndex];
    }
    // The same words must come out again: mixed joints, a day in another time zone and the like do not.
    return conditionsText(conditions, joint, kind) === source ? { conditions, joint } : null;
}

function readOne(source, place) {
    for (const [pattern, make] of readers) {
        pattern.lastIndex = place;
        const match = pattern.exec(source);
        if (!match) continue;
        const condition = make(match.slice(1).map((part) => part ?? ""));
        const undoubled = (value) => value.replaceAll("''", "'");
        condition.property = condition.property.replaceAll('""', '"');
        if (condition.value) condition.value = undoubled(condition.value);
        if (condition.values) condition.values = condition.values.map(undoubled);
        return { condition, end: pattern.lastIndex };
    }
    return null;
}

function range(property, from, to) {
    return { property, operator: "range", from: plainBound(from), to: plainBound(to) };
}

function plainBound(limitText) {
    const match = /^(DATE|TIMESTAMP)\('([^']+)'\)$/.exec(limitText);
    if (!match) return limitText;
    if (match[1] === "DATE") return match[2];
    const time = new Date(match[2]);
    if (Number.isNaN(time.getTime())) return "";
    const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
    return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
