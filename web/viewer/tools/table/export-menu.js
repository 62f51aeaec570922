// What the table holds as a file: small ones at once, large ones as a job of the server. See docs/exports.md.

import { element } from "../../dom.js";
import { queryOf } from "../../items.js";
import { saveFile } from "../../save-file.js";
import { download } from "./download.js";
import { ExportJob } from "./export-job.js";
import { Menu } from "./menu.js";
import { sortText } from "./table-pages.js";

const formats = ["xlsx", "csv", "geojson", "gpkg", "shp"];
const mostAtOnce = 5000; // features; more are built while one goes on working

export class ExportMenu {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.menu = new Menu(words("export"), "download");
        this.node = this.menu.node;
        this.onlyShown = element("input", { type: "checkbox", id: "export-only-shown", checked: true });
        this.choice = element("label", { class: "export-choice" },
            this.onlyShown, element("span", {}, words("onlyShown")));
        this.what = element("p", { class: "hint" });
        this.said = element("div", { class: "export-said", role: "status" });
        this.buttons = formats.map((format) => element("button", {
            type: "button", class: "export-format", "data-format": format, onclick: () => this.start(format),
        }, element("strong", {}, words(`format-${format}`)),
        element("span", { class: "quiet" }, words(`about-${format}`))));
        this.menu.panel.classList.add("exports");
        this.menu.panel.append(this.what, this.said, this.choice,
            element("div", { class: "export-formats" }, this.buttons));
        this.menu.button.addEventListener("click", () => this.update());
    }

    /** @param {{collection: string, title: string, columns: object[], view: object, count: () => number|null}} table */
    show(table) {
        this.table = table;
        this.menu.setOpen(false);
        this.update();
    }

    update() {
        const { title, view, count, collection } = this.table;
        const number = count() === null ? "?" : this.app.formatter.count(count());
        const isFiltered = this.app.filters.get(collection) !== null;
        this.what.textContent = this.words(isFiltered ? "exportFiltered" : "exportAll", { title, count: number });
        this.choice.hidden = view.hidden.size === 0;
    }

    async start(format) {
        const { table } = this;
        this.busy(true);
        try {
            const address = await this.address(format);
            if (table.count() !== null && table.count() <= mostAtOnce) await this.atOnce(address, format);
            else await this.asJob(address, table.title, format);
        } catch (error) {
            const isRefused = error.status >= 400 && error.status !== 503;
            this.said.replaceChildren(element("p", { class: "wrong" },
                this.words(isRefused ? "exportRefused" : "unreachable", { reason: error.message })));
        }
        this.busy(false);
    }

    busy(isBusy) {
        this.buttons.forEach((button) => { button.disabled = isBusy; });
    }

    async address(format) {
        const { collection, columns, view } = this.table;
        const { config, dictionary, filters, api } = this.app;
        const shown = columns.filter(({ name, isID }) => !isID && !view.hidden.has(name)).map(({ name }) => name);
        const isSome = view.hidden.size > 0 && this.onlyShown.checked;
        const parameters = {
            f: format, lang: dictionary.language, filter: await filters.query(collection), sortby: sortText(view.sort),
            ...(isSome ? { properties: shown.join(",") } : {}),
        };
        if (format === "csv") Object.assign(parameters, spreadsheet(dictionary.language, await api.schema(collection)));
        return `${config.base}/collections/${encodeURIComponent(collection)}/export?${queryOf(parameters)}`;
    }

    async atOnce(address, format) {
        this.said.replaceChildren(element("p", {}, this.words("building", { format: this.words(`format-${format}`) })));
        const { blob, name } = await download(address);
        saveFile(blob, name);
        this.said.replaceChildren(element("p", {}, this.words("saved", { name })));
    }

    async asJob(address, title, format) {
        const name = this.words(`format-${format}`);
        const job = new ExportJob({ app: this.app, words: this.words, title: `${title} · ${name}` });
        this.said.replaceChildren(job.node);
        await job.run(address);
    }
}

/** A table that a double click opens as people here have it: decimal commas, and no outlines too long for a cell. */
function spreadsheet(language, { properties }) {
    const isPoint = Object.values(properties).some(({ format }) => format === "geometry-point");
    return {
        bom: true, separator: language === "vi" ? "semicolon" : null, geometry: isPoint ? null : "none",
    };
}
