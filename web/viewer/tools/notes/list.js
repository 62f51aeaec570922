// All notes, the newest first.

import { element, icon } from "../../dom.js";

/** @param {{words, onOpen, onZoom, onRemove}} options each action takes a note */
export function noteList(notes, { words, onOpen, onZoom, onRemove }) {
    const item = (note) => {
        const { kind, title, description, colour } = note.properties;
        const name = title || words(kind);
        const chip = element("span", { class: "note-chip" }, icon(kind));
        chip.style.color = colour;
        const open = element("button", {
            type: "button", class: "note-open", "data-id": note.id, onclick: () => onOpen(note),
        }, chip, element("span", { class: "note-words" },
            element("span", { class: "note-title" }, name),
            element("span", { class: "for-readers" }, ` (${words(kind)})`),
            description ? element("span", { class: "note-excerpt quiet" }, description) : null));
        const action = (iconName, key, onclick) => {
            const label = words(key, { title: name });
            return element("button", {
                type: "button", class: "icon-button", title: label, "aria-label": label, onclick }, icon(iconName));
        };
        return element("li", {}, open, action("zoom", "zoomToOne", () => onZoom(note)),
            action("trash", "removeOne", () => onRemove(note)));
    };
    if (notes.length === 0) return element("p", { class: "note-none quiet" }, words("none"));
    return element("ul", { class: "note-list", "aria-label": words("list") }, notes.map(item).reverse());
}
