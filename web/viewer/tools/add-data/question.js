// What a file does not say and only a person knows: the zone of its coordinates, the columns that hold them.

import { element } from "../../dom.js";

/**
 * @param {{layer, words, formatter, systems, near: number[], onAnswer: (choices: object) => void}} parts
 */
export function questionForm(parts) {
    return parts.layer.reading.question === "system" ? systemForm(parts) : columnsForm(parts);
}

function systemForm({ layer, words, formatter, systems, near, onAnswer }) {
    const { measured } = layer.reading;
    const options = systemOptions({ systems, measured, near, words, formatter });
    const select = element("select", { class: "input", id: `${layer.prefix}-system`, required: true }, options);
    const example = words("zoneExample", {
        x: formatter.count(Math.round(measured.middle[1])), y: formatter.count(Math.round(measured.middle[0])),
    });
    return form(words, () => onAnswer({ system: select.value }), [
        element("p", { class: "asked" }, words("askZone")),
        element("p", { class: "hint" }, example),
        element("div", { class: "field" },
            element("label", { for: select.id }, words("zoneLabel")), select,
            element("p", { class: "hint" }, words("zoneHint"))),
    ]);
}

/** Zones that suit the numbers first, each with the place that it would give. */
export function systemOptions({ systems, measured, near, words, formatter, chosen = null, own = null }) {
    const candidates = systems.candidates(measured, near);
    const option = ({ system, place }) => element("option", { value: system, selected: system === chosen },
        `${systems.title(system)} → ${formatter.position(place[1], place[0]).replace(/ {2}/, ", ")}`);
    const group = (label, list) => (list.length > 0 ? element("optgroup", { label }, list.map(option)) : null);
    const isListed = candidates.some(({ system }) => system === chosen) || chosen === null;
    return [
        isListed ? null : element("option", { value: chosen, selected: true }, own ?? systems.title(chosen)),
        group(words("zonesLikely"), candidates.filter(({ isLikely }) => isLikely)),
        group(words("zonesOther"), candidates.filter(({ isLikely }) => !isLikely)),
    ];
}

function columnsForm({ layer, words, onAnswer }) {
    const { fields } = layer.reading;
    const selectFor = (axis) => element("select", { class: "input", id: `${layer.prefix}-${axis}`, required: true },
        element("option", { value: "" }, words("chooseColumn")),
        fields.map((field) => element("option", { value: field }, field)));
    const [x, y] = [selectFor("x"), selectFor("y")];
    const field = (select, label) => element("div", { class: "field" },
        element("label", { for: select.id }, words(label)), select);
    return form(words, () => onAnswer({ columns: { x: x.value, y: y.value } }), [
        element("p", { class: "asked" }, words("askColumns")),
        element("p", { class: "hint" }, words("columnsHint")),
        field(x, "columnX"), field(y, "columnY"),
    ]);
}

function form(words, onAnswer, content) {
    return element("form", {
        class: "added-question",
        onsubmit: (event) => {
            event.preventDefault();
            onAnswer();
        },
    }, ...content, element("p", { class: "actions" },
        element("button", { type: "submit", class: "button primary" }, words("showOnMap"))));
}
