// Large XML, some elements at a time: the page stays alive, and one broken element does not take the others along.

import { TextPlaces } from "./text-places.js";
import { rootOf } from "./xml.js";

const batchInCharacters = 200_000;
const usualPrefixes = {
    gx: "http://www.google.com/kml/ext/2.2", kml: "http://www.opengis.net/kml/2.2", atom: "http://www.w3.org/2005/Atom",
    xsi: "http://www.w3.org/2001/XMLSchema-instance", xlink: "http://www.w3.org/1999/xlink",
};

/** Entities are a way to make a small file huge, and to fetch other files: none is read, nor is what declares them. */
export function declaresEntities(text) {
    return /<!ENTITY/i.test(text);
}

/**
 * Elements of these local names, the outermost of each, one after the other.
 * @param {{text: string, names: string[], collector, pace, words}} parts
 * @param {(node: Element, place: () => string) => boolean} use answers whether more is wanted
 * @returns {Promise<number>} how many there were
 */
export async function eachElement({ text, names, collector, pace, words }, use) {
    const places = new TextPlaces(text);
    let wrap = null;
    let count = 0;
    let batch = [];
    const read = () => parsed(batch, text, wrap).every(({ node, piece: { number, start } }) => {
        const place = () => words("placeFeatureLine", { number, line: places.lineAt(start) });
        if (node) return use(node, place);
        collector.complain("elementNotXML", place);
        return true;
    });
    for (const piece of piecesOf(text, names)) {
        wrap ??= wrapperFor(text.slice(0, piece.start));
        count += 1;
        batch.push(piece);
        if (piece.end - batch[0].start < batchInCharacters) continue;
        if (!read()) return count;
        batch = [];
        await pace.breathe(piece.end / text.length);
    }
    read();
    return count;
}

/** All at once, or one by one when one of them is broken; `node` is null for that one. */
function parsed(batch, text, wrap) {
    if (batch.length === 0) return [];
    const nodes = parse(wrap(batch.map(({ start, end }) => text.slice(start, end)).join("")));
    if (nodes?.length === batch.length) return batch.map((piece, index) => ({ piece, node: nodes[index] }));
    return batch.map((piece) => ({ piece, node: parse(wrap(text.slice(piece.start, piece.end)))?.[0] ?? null }));
}

function parse(xml) {
    const root = rootOf(xml);
    return root && [...root.children];
}

/** With the names of namespaces that the file or its programs know. */
function wrapperFor(head) {
    const prefixes = new Map(Object.entries(usualPrefixes));
    for (const [, prefix, , uri] of head.matchAll(/\sxmlns:([A-Za-z_][\w.-]*)\s*=\s*(["'])([^"'<&]*)\2/g)) {
        if (!/^xml/i.test(prefix)) prefixes.set(prefix, uri);
    }
    const declarations = [...prefixes].map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join("");
    return (content) => `<pieces${declarations}>${content}</pieces>`;
}

/** Where such elements begin and end; comments and CDATA may hold anything. */
function* piecesOf(text, names) {
    const tag = new RegExp(`<(/?)(?:[A-Za-z_][\\w.-]*:)?(${names.join("|")})(?=[\\s/>])[^<>]*>`, "y");
    let number = 0;
    let open = null;
    for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
        const skipped = pastQuoted(text, at);
        if (skipped === null) break; // a comment without an end
        if (skipped > at) {
            at = skipped;
            continue;
        }
        tag.lastIndex = at;
        const match = tag.exec(text);
        at += match ? match[0].length : 1;
        if (!match) continue;
        const [whole, slash, name] = match;
        if (!slash && !whole.endsWith("/>")) open ??= { start: at - whole.length, name };
        else if (slash && open?.name === name) {
            number += 1;
            yield { number, start: open.start, end: at };
            open = null;
        }
    }
    if (open) yield { number: number + 1, start: open.start, end: text.length }; // cut off: will not parse
}

function pastQuoted(text, at) {
    for (const [start, end] of [["<!--", "-->"], ["<![CDATA[", "]]>"]]) {
        if (!text.startsWith(start, at)) continue;
        const close = text.indexOf(end, at + start.length);
        return close < 0 ? null : close + end.length;
    }
    return at;
}
