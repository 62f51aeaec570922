// Which columns are shown.

import { element } from "../../dom.js";
import { Menu } from "./menu.js";

export class ColumnMenu {
    /**
     * @param {{words, columns: import("./columns.js").Column[], view: {hidden: Set<string>},
     *   onChange: () => void}} parts
     */
    constructor({ words, columns, view, onChange }) {
        const menu = new Menu(words("columns"), "table");
        const named = columns.filter(({ isID }) => !isID); // the id leads to the map, and stays
        const ticks = named.map(({ name }) => element("input", {
            type: "checkbox", checked: !view.hidden.has(name), onchange: (event) => {
                if (event.target.checked) view.hidden.delete(name);
                else view.hidden.add(name);
                onChange();
            },
        }));
        const all = element("button", {
            type: "button", class: "button", onclick: () => {
                view.hidden.clear();
                ticks.forEach((tick) => { tick.checked = true; });
                onChange();
            },
        }, words("allColumns"));
        menu.panel.append(element("div", { class: "table-columns" },
            named.map(({ title }, index) => element("label", {}, ticks[index], element("span", {}, title)))), all);
        this.node = menu.node;
    }
}
