// The list of layers: sectors that fold, a tick per collection, legend, count, and "show me where it is".

import { element, icon } from "./dom.js";
import { filterMark } from "./filter-mark.js";
import { layerMenu } from "./layer-menu.js";
import { legendList, swatch } from "./legend.js";
import { fold } from "./text-folding.js";

const filterFrom = 8; // fewer layers are found faster by eye

export class LayerPanel {
    /**
     * @param {{catalogue, visibility, look, filters, dictionary, formatter, base: string, onZoom: (bounds: number[]) => void,
     *   onTool: (tool: string, options: object) => void}} parts
     */
    constructor(container, parts) {
        Object.assign(this, parts);
        this.container = container;
        this.rows = new Map();
        this.groups = this.catalogue.sectors.map((sector) => this.group(sector));
        const isEmpty = this.groups.length === 0;
        this.nothingFound = element("p", { class: "quiet", hidden: !isEmpty },
            this.dictionary.text(isEmpty ? "noLayersTitle" : "noLayerFound"));
        container.replaceChildren(
            ...(this.catalogue.collections.size >= filterFrom ? [this.filterField()] : []),
            ...this.groups.map(({ node }) => node),
            this.nothingFound,
        );
        this.visibility.addEventListener("change", () => this.update());
        this.update();
    }

    filterField() {
        const label = this.dictionary.text("filterLayers");
        return element("input", {
            type: "search", class: "filter", placeholder: label, "aria-label": label, autocomplete: "off",
            oninput: (event) => this.filter(event.target.value),
        });
    }

    group(sector) {
        const title = this.dictionary.pick(sector.titles, this.dictionary.text("otherSector"));
        const body = element("ul", { class: "layers", id: `sector-${sector.id || "other"}` },
            sector.collections.map((collection) => this.row(collection)));
        const all = element("input", {
            type: "checkbox", "aria-label": this.dictionary.text("wholeSector", { title }),
            onchange: (event) => this.visibility.set(sector.collections.map(({ id }) => id), event.target.checked),
        });
        const chip = element("span", { class: "chip", "aria-hidden": "true" });
        chip.style.backgroundColor = sector.colour;
        const number = element("span", { class: "quiet number" });
        const toggle = element("button", {
            type: "button", class: "fold", "aria-expanded": "true", "aria-controls": body.id,
            onclick: () => setOpen(toggle.getAttribute("aria-expanded") !== "true"),
        }, chip, element("span", { class: "title" }, title), number, icon("chevron"));
        const setOpen = (isOpen) => {
            toggle.setAttribute("aria-expanded", String(isOpen));
            body.hidden = !isOpen;
        };
        const node = element("section", { class: "sector", "data-sector": sector.id },
            element("h3", {}, all, toggle), body);
        return { sector, node, all, number, setOpen };
    }

    row(collection) {
        const title = this.dictionary.pick(collection.titles, collection.id);
        const tick = element("input", {
            type: "checkbox", id: `layer-${collection.id}`, "data-collection": collection.id,
            onchange: (event) => this.visibility.set([collection.id], event.target.checked),
        });
        const count = collection.count === null ? null : this.formatter.count(collection.count);
        const hasClasses = collection.legend.length > 1;
        const legend = hasClasses ? legendList(collection, this.dictionary) : null;
        const menuTitle = this.dictionary.text("layerMenu", { title });
        const menuButton = element("button", {
            type: "button", class: "icon-button", title: menuTitle, "aria-label": menuTitle, "aria-expanded": "false",
            "data-menu": collection.id, onclick: () => this.toggleMenu(collection, title, menuButton, node),
        }, icon("menu"));
        const node = element("li", { class: "layer" },
            element("div", { class: "layer-line" },
                tick,
                element("label", { for: tick.id },
                    hasClasses ? null : swatch(collection.legend[0]),
                    element("span", { class: "title" }, title),
                    count === null ? null : element("span", { class: "quiet number" }, count,
                        element("span", { class: "for-readers" }, ` ${this.dictionary.text("features")}`))),
                collection.bounds === null ? null : element("button", {
                    type: "button", class: "icon-button", title: this.dictionary.text("zoomToLayer", { title }),
                    "aria-label": this.dictionary.text("zoomToLayer", { title }),
                    onclick: () => this.zoomTo(collection),
                }, icon("zoom")),
                menuButton),
            this.onTool ? filterMark(collection, title, this) : null,
            legend);
        this.rows.set(collection.id, { node, tick, legend, words: fold(`${title} ${collection.id}`) });
        return node;
    }

    /** Made when first wanted: sixty layers have sixty. */
    toggleMenu(collection, title, button, node) {
        let menu = node.querySelector(".layer-menu");
        if (menu) menu.hidden = !menu.hidden;
        else {
            menu = layerMenu({ ...this, collection, title });
            (node.querySelector(".filter-mark") ?? node.querySelector(".layer-line")).after(menu);
        }
        button.setAttribute("aria-expanded", String(!menu.hidden));
    }

    /** Going to a layer one cannot see would be a riddle: it is switched on first. */
    zoomTo(collection) {
        if (!this.visibility.has(collection.id)) this.visibility.set([collection.id], true);
        this.onZoom(collection.bounds);
    }

    /** In the colours that the map has now. */
    showLegends() {
        for (const [id, row] of this.rows) {
            const collection = this.catalogue.collections.get(id);
            if (row.legend) {
                const legend = legendList(collection, this.dictionary);
                row.legend.replaceWith(legend);
                row.legend = legend;
            } else row.node.querySelector(".swatch")?.replaceWith(swatch(collection.legend[0]));
        }
        this.update();
    }

    update() {
        for (const [id, row] of this.rows) {
            const isShown = this.visibility.has(id);
            row.tick.checked = isShown;
            if (row.legend) row.legend.hidden = !isShown;
        }
        for (const { sector, all, number } of this.groups) {
            const shown = sector.collections.filter(({ id }) => this.visibility.has(id)).length;
            all.checked = shown === sector.collections.length;
            all.indeterminate = shown > 0 && !all.checked;
            number.textContent = `${shown}/${sector.collections.length}`;
        }
    }

    filter(text) {
        const wanted = fold(text.trim());
        let found = 0;
        for (const { sector, node, setOpen } of this.groups) {
            const title = fold(this.dictionary.pick(sector.titles));
            let foundHere = 0;
            for (const { id } of sector.collections) {
                const row = this.rows.get(id);
                row.node.hidden = !(row.words.includes(wanted) || title.includes(wanted));
                if (!row.node.hidden) foundHere += 1;
            }
            node.hidden = foundHere === 0;
            if (wanted && foundHere > 0) setOpen(true);
            found += foundHere;
        }
        this.nothingFound.hidden = found > 0;
    }
}
