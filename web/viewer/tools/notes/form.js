// The words of one note. Every key press is kept: there is nothing to forget to save.

import { element, icon } from "../../dom.js";
import { colours, longest } from "./note.js";

/**
 * @param {import("./note.js").Note} note
 * @param {{words, onChange: (properties: object) => void, onDone, onZoom, onRemove}} options
 */
export function noteForm(note, { words, onChange, onDone, onZoom, onRemove }) {
    const { kind, title, description } = note.properties;
    const isText = kind === "text";
    const titleField = element("input", {
        id: "note-title", class: "input", type: "text", maxlength: longest.title, value: title, autocomplete: "off",
        oninput: ({ target }) => onChange({ title: target.value.normalize("NFC") }),
    });
    const descriptionField = element("textarea", {
        id: "note-description", class: "input", maxlength: longest.description,
        oninput: ({ target }) => onChange({ description: target.value.normalize("NFC") }),
    }, description);
    const action = (iconName, key, onclick) => element("button", {
        type: "button", class: "button", "data-note": key, onclick }, icon(iconName), words(key));
    return element("form", { class: "note-form", onsubmit: (event) => {
        event.preventDefault();
        onDone();
    } },
    field("note-title", words(isText ? "textOnMap" : "title"), titleField),
    field("note-description", words("description"), descriptionField),
    colourChoice(note, words, onChange),
    element("div", { class: "actions" },
        element("button", { type: "submit", class: "button primary", "data-note": "done" },
            icon("check"), words("done")),
        action("zoom", "zoomTo", onZoom), action("trash", "remove", onRemove)));
}

function field(id, label, control) {
    return element("div", { class: "field" }, element("label", { for: id }, label), control);
}

function colourChoice({ properties: { colour } }, words, onChange) {
    const known = Object.entries(colours);
    const all = known.some(([, value]) => value === colour) ? known : [...known, ["own", colour]];
    return element("fieldset", { class: "note-colours" }, element("legend", {}, words("colour")),
        all.map(([name, value]) => {
            const chip = element("span", { class: "note-colour" }, icon("check"));
            chip.style.background = value;
            const radio = element("input", {
                type: "radio", name: "note-colour", value, checked: value === colour, class: "for-readers",
                onchange: () => onChange({ colour: value }),
            });
            const label = words(`colour-${name}`);
            return element("label", { title: label }, radio, chip, element("span", { class: "for-readers" }, label));
        }));
}
