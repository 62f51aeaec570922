// A button in the map's corner that goes back to the whole province.

import { element, icon } from "./dom.js";

export class HomeControl {
    constructor(dictionary, onPress) {
        const label = dictionary.text("wholeProvince");
        this.node = element("div", { class: "maplibregl-ctrl maplibregl-ctrl-group" },
            element("button", { type: "button", class: "home", title: label, "aria-label": label, onclick: onPress },
                icon("home")));
    }

    onAdd() {
        return this.node;
    }

    onRemove() {
        this.node.remove();
    }
}
