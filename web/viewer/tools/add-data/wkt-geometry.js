// Well-known text (OGC 06-103r4, 7), with or without SRID and heights, as spreadsheets carry it.

const token = /\s*([A-Za-z]+|[(),;=]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const kinds = {
    POINT: "Point", MULTIPOINT: "MultiPoint", LINESTRING: "LineString", MULTILINESTRING: "MultiLineString",
    POLYGON: "Polygon", MULTIPOLYGON: "MultiPolygon",
};
const depths = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };

/** A GeoJSON geometry, null for an empty one, undefined when the text is none that can be drawn. */
export function geometryFromWKT(text) {
    const tokens = tokensOf(text.replace(/^\s*SRID\s*=\s*\d+\s*;/i, ""));
    const type = kinds[tokens?.[0]?.toUpperCase()];
    if (!type) return undefined;
    const reader = { tokens, at: /^(Z|M|ZM)$/i.test(tokens[1] ?? "") ? 2 : 1 };
    if (/^EMPTY$/i.test(tokens[reader.at] ?? "")) return null;
    try {
        const list = readList(reader);
        if (reader.at !== tokens.length) return undefined;
        return { type, coordinates: shaped(list, depths[type]) };
    } catch {
        return undefined;
    }
}

/** Null when something in the text is no token. */
function tokensOf(text) {
    const found = [];
    let end = 0;
    token.lastIndex = 0;
    for (let match = token.exec(text); match; match = token.exec(text)) {
        found.push(match[1]);
        end = token.lastIndex;
    }
    return text.slice(end).trim() === "" && found.length > 0 ? found : null;
}

/** "(" items ")", where an item is a list again or numbers. */
function readList(reader) {
    if (reader.tokens[reader.at] !== "(") throw new SyntaxError();
    const items = [];
    do {
        reader.at += 1;
        items.push(reader.tokens[reader.at] === "(" ? readList(reader) : readNumbers(reader));
    } while (reader.tokens[reader.at] === ",");
    if (reader.tokens[reader.at] !== ")") throw new SyntaxError();
    reader.at += 1;
    return items;
}

function readNumbers(reader) {
    const numbers = [];
    while (/^[\d.+-]/.test(reader.tokens[reader.at] ?? "")) {
        numbers.push(Number(reader.tokens[reader.at]));
        reader.at += 1;
    }
    if (numbers.length < 2) throw new SyntaxError();
    return numbers;
}

function shaped(list, depth) {
    if (depth === 0) return list[0];
    // A MULTIPOINT comes as (1 2, 3 4) and as ((1 2), (3 4)).
    return list.map((item) => {
        if (depth > 1) return shaped(item, depth - 1);
        return Array.isArray(item[0]) ? item[0] : item;
    });
}
