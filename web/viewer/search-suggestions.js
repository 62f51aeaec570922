// What the server found, as options of a listbox: grouped by what they are, with the part that was asked for marked.

import { element, icon } from "./dom.js";
import { fold } from "./text-folding.js";

const icons = { position: "place", unit: "home", collection: "layers" };

/**
 * @typedef {{kind: string, title: string, position: number[], bounds: number[]|null, properties: object}} Suggestion
 * @returns {Suggestion[]}
 */
export function readSuggestions(answer) {
    return (answer?.features ?? []).filter(({ geometry }) => Array.isArray(geometry?.coordinates)).map((feature) => ({
        kind: feature.properties.kind,
        title: String(feature.properties.title ?? "").normalize("NFC"),
        position: feature.geometry.coordinates.slice(0, 2),
        bounds: Array.isArray(feature.bbox) && feature.bbox.length === 4 ? feature.bbox : null,
        properties: feature.properties,
    }));
}

/** In the order of the best of each group. @returns {Map<string, Suggestion[]>} */
export function grouped(suggestions, dictionary) {
    const groups = new Map();
    for (const suggestion of suggestions) {
        const title = suggestion.kind === "feature"
            ? suggestion.properties.collectionTitle ?? suggestion.properties.collection
            : dictionary.text(`search-${suggestion.kind}`);
        if (!groups.has(title)) groups.set(title, []);
        groups.get(title).push(suggestion);
    }
    return groups;
}

/** What stands under the name: enough to tell it from others of the same name. */
export function details({ kind, properties }, dictionary) {
    const near = properties.nearestUnit ? dictionary.text("nearUnit", { unit: properties.nearestUnit }) : "";
    if (kind === "unit") return unitDetails(properties, dictionary);
    if (kind === "position") return [properties.detail, near];
    if (kind === "collection") return [properties.detail];
    return [properties.detail || near];
}

function unitDetails({ detail, former, now, nowMeasured }, dictionary) {
    if (!former) return [detail];
    const present = now ? dictionary.text(nowMeasured ? "unitNow" : "unitNowNear", { now }) : "";
    return [detail, dictionary.text("unitFormer") + (present ? `, ${present}` : "")];
}

/** @param {{suggestion: Suggestion, id: string, query: string, colour: string|null, dictionary}} parts */
export function optionNode({ suggestion, id, query, colour, dictionary }) {
    const chip = element("span", { class: "chip", "aria-hidden": "true" });
    if (colour) chip.style.backgroundColor = colour;
    const lines = details(suggestion, dictionary).filter(Boolean);
    const sign = suggestion.kind === "feature" ? chip : icon(icons[suggestion.kind] ?? "search");
    return element("div", { role: "option", id, class: "suggestion", "aria-selected": "false" },
        element("span", { class: "sign" }, sign),
        element("span", { class: "words" },
            element("span", { class: "title" }, ...marked(suggestion.title, query)),
            lines.map((line) => element("span", { class: "detail" }, line))));
}

/** The title with the words of the query marked, whatever their tone marks. */
function marked(title, query) {
    const letters = [...title];
    const folded = letters.map((letter) => fold(letter) || letter);
    const isMarked = letters.map(() => false);
    for (const word of fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean)) {
        const wanted = [...word];
        folded.forEach((_, start) => {
            const isStart = start === 0 || !/[\p{L}\p{N}]/u.test(folded[start - 1]);
            if (isStart && wanted.every((letter, step) => folded[start + step] === letter)) {
                isMarked.fill(true, start, start + wanted.length);
            }
        });
    }
    const parts = [];
    letters.forEach((letter, index) => {
        if (index > 0 && isMarked[index] === isMarked[index - 1]) parts.at(-1).text += letter;
        else parts.push({ text: letter, isMarked: isMarked[index] });
    });
    return parts.map((part) => (part.isMarked ? element("mark", {}, part.text) : part.text));
}
