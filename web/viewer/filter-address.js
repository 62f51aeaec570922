// Filters in the address: ?loc=schools@ma.23722.23728:SO_HS >= 300~roads@ranh.23722
// A collection, the communes it is in (by their code in the layer, or by their outline), and a condition in CQL2.

/** @typedef {{text: string, communes: string[], by: "code"|"outline"}} Filter */

const ways = { ma: "code", ranh: "outline" };
const longestText = 8000; // characters; longer ones nobody meant
const part = /^([a-z][a-z0-9_-]*)(?:@(ma|ranh)((?:\.[A-Za-z0-9-]{1,20})+))?(?::(.*))?$/s;

/** What makes no sense is left out. @returns {Map<string, Filter>} */
export function readFilters(address, isKnown) {
    const filters = new Map();
    for (const piece of (address ?? "").split("~")) {
        const match = part.exec(piece);
        if (!match || !isKnown(match[1])) continue;
        const text = unescaped(match[4] ?? "").trim();
        const communes = [...new Set((match[3] ?? "").split(".").filter(Boolean))];
        if (text.length > longestText || (text === "" && communes.length === 0)) continue;
        filters.set(match[1], { text, communes, by: ways[match[2]] ?? "code" });
    }
    return filters;
}

/** @param {Map<string, Filter>} filters @returns {string|null} */
export function writeFilters(filters) {
    const pieces = [...filters].map(([collection, { text, communes, by }]) => {
        const area = communes.length > 0 ? `@${by === "code" ? "ma" : "ranh"}.${communes.join(".")}` : "";
        return collection + area + (text ? `:${escaped(text)}` : "");
    });
    return pieces.join("~") || null;
}

/** The sign between two filters may also stand in a text. */
function escaped(text) {
    return text.replaceAll("%", "%25").replaceAll("~", "%7E");
}

function unescaped(text) {
    return text.replace(/%(25|7E)/gi, (sign) => (sign === "%25" ? "%" : "~"));
}
