// A list of all layers by sector, to choose one from.

import { element } from "./dom.js";

/** @param {{catalogue, dictionary}} app @param {object} attributes of the `select` */
export function collectionChoice({ catalogue, dictionary }, chosen, attributes, onChoose) {
    const option = ({ id, titles }) => (
        element("option", { value: id, selected: id === chosen }, dictionary.pick(titles, id)));
    const select = element("select", { class: "input", ...attributes, onchange: () => onChoose(select.value) },
        catalogue.sectors.map(({ titles, collections }) => element("optgroup", {
            label: dictionary.pick(titles, dictionary.text("otherSector")),
        }, collections.map(option))));
    return select;
}
