// Files of one's own and services of other offices on the map. Files are read here, in the browser, and go nowhere.

import { element, icon } from "../../dom.js";
import { fit } from "../../map-view.js";
import { AddedLayers } from "./added-layers.js";
import { AddedTable } from "./added-table.js";
import { textButton } from "./controls.js";
import { FeatureCard } from "./feature-card.js";
import { FileLayer } from "./file-layer.js";
import { FileQueue } from "./file-queue.js";
import { LayerRow } from "./layer-row.js";
import { largestFileInMegabytes } from "./limits.js";
import { sentenceOf, shownValues, warnings } from "./sentences.js";
import { ServicesPanel } from "./services-panel.js";

const accepted = ".geojson,.json,.kml,.kmz,.gpx,.csv,.tsv,.txt,.zip,.shp,.dbf,.prj,.cpg,.shx";

export default class AddData {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.added = new AddedLayers();
        this.queue = new FileQueue({ app, words, added: this.added });
        this.card = new FeatureCard({ app, words, added: this.added });
        this.table = new AddedTable({ app, words, added: this.added, card: this.card });
        this.services = new ServicesPanel({ app, words, added: this.added });
        this.rows = new Map();
        this.part = "files";
        this.added.addEventListener("change", () => this.showList());
        this.queue.addEventListener("progress", () => this.showProgress());
        this.queue.addEventListener("done", ({ detail: layers }) => this.finish(layers));
    }

    /** @param {{files?: File[]}} options files that were dropped on the map */
    open(body, { files = [] } = {}) {
        if (files.length > 0) this.part = "files";
        this.progress = element("div", { class: "reading", hidden: true });
        this.refusals = element("div");
        this.list = element("ul", { class: "added-list" });
        this.listHead = element("h3", { tabindex: "-1" });
        this.listHint = element("p", { class: "hint quiet" }, this.words("goneOnReload"));
        this.status = element("p", { class: "for-readers", role: "status" });
        this.parts = { files: this.filesPart(), services: this.services.node };
        const { files: own, services } = this.parts;
        body.append(this.segments(), own, services, this.listHead, this.list, this.listHint, this.status);
        this.rows.clear();
        this.showPart();
        this.showList();
        this.showProgress();
        this.showRefusals();
        this.queue.add(files);
    }

    /** Layers stay on the map. */
    close() {
        this.list = null;
    }

    segments() {
        this.buttons = new Map(["files", "services"].map((part) => [part, element("button", {
            type: "button", "data-part": part, onclick: () => {
                this.part = part;
                this.showPart();
            },
        }, this.words(`part-${part}`))]));
        return element("div", { class: "segments", role: "group", "aria-label": this.words("parts") },
            [...this.buttons.values()]);
    }

    showPart() {
        for (const [part, button] of this.buttons) {
            button.setAttribute("aria-pressed", String(part === this.part));
            this.parts[part].hidden = part !== this.part;
        }
        if (this.part === "services") this.services.open();
    }

    filesPart() {
        const { words } = this;
        const input = element("input", {
            type: "file", id: "added-files", class: "for-readers", multiple: true, accept: accepted, tabindex: "-1",
            "aria-label": words("chooseFiles"), onchange: () => {
                this.queue.add([...input.files]);
                input.value = "";
            },
        });
        return element("div", { class: "files" },
            element("div", { class: "drop-here" },
                element("p", {}, words("dropHere")),
                element("button", { type: "button", class: "button primary", onclick: () => input.click() },
                    icon("add"), words("chooseFiles")),
                input,
                element("p", { class: "hint" }, words("formats", { most: largestFileInMegabytes }))),
            element("p", { class: "stays-here" }, icon("check"), words("staysHere")),
            this.progress, this.refusals);
    }

    showProgress() {
        if (!this.list) return;
        const { now } = this.queue;
        this.progress.hidden = now === null;
        if (!now) {
            this.progress.replaceChildren();
            return;
        }
        if (!this.progress.firstChild) {
            this.progress.append(element("p"), element("progress", { max: 1 }),
                textButton(this.words("stop"), () => this.queue.stop()));
        }
        const [text, bar] = this.progress.children;
        text.textContent = this.words("reading", { title: now.title });
        bar.setAttribute("aria-label", text.textContent);
        if (now.share === null) bar.removeAttribute("value");
        else bar.value = now.share;
    }

    /** @param {import("./file-layer.js").FileLayer[]} layers just read */
    finish(layers) {
        const placed = layers.filter(({ bounds }) => bounds);
        if (placed.length > 0) this.zoomTo(placed);
        const told = [...layers.map((layer) => this.summary(layer)), ...this.refused()].join(" ");
        if (this.list) this.status.textContent = told;
        else if (told) this.app.toast.show(told);
        this.showRefusals();
        this.list?.querySelector(".added-question select")?.focus();
    }

    summary(layer) {
        const { words, app: { formatter } } = this;
        if (layer.fault) return words("said", { title: layer.title, sentence: words(layer.fault) });
        if (layer.reading.question) return words("asks", { title: layer.title });
        const problems = layer.reading.problems.map((problem) => sentenceOf(problem, words, formatter));
        const count = formatter.count(layer.features.length);
        return [words("added", { title: layer.title, count }), ...problems].join(" ");
    }

    /** A sentence for each file that could not be read at all. */
    refused() {
        const { words, app: { formatter } } = this;
        return this.queue.refusals.map(({ name, key, values }) => (
            [name, words(key, shownValues(values, formatter))].filter(Boolean).join(": ")));
    }

    showRefusals() {
        if (!this.list) return;
        const { words } = this;
        this.refusals.replaceChildren(warnings(this.refused(), { words, onClose: () => {
            this.queue.refusals = [];
            this.showRefusals();
        } }));
    }

    zoomTo(layers) {
        const boxes = layers.map(({ bounds }) => bounds);
        const side = (axis, pick) => pick(...boxes.map((box) => box[axis]));
        fit(this.app.map, [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)]);
    }

    showList() {
        if (!this.list) return;
        const { layers } = this.added;
        const known = new Map(layers.map((layer) => [layer, this.rows.get(layer) ?? this.row(layer)]));
        for (const [layer, row] of known) if (this.rows.has(layer)) row.render();
        this.rows = known;
        this.list.replaceChildren(...[...known.values()].map(({ node }) => node));
        this.listHead.textContent = this.words("addedLayers", { count: this.app.formatter.count(layers.length) });
        this.listHead.hidden = layers.length === 0;
        this.listHint.hidden = !layers.some((layer) => layer instanceof FileLayer);
    }

    row(layer) {
        return new LayerRow({
            layer, words: this.words, formatter: this.app.formatter, systems: this.queue.systems,
            near: () => this.app.map.getCenter().wrap().toArray(),
            actions: {
                zoom: () => this.zoomTo([layer]),
                table: () => this.table.open(layer),
                reread: (_, choices) => this.queue.reread(layer, choices),
                looked: () => {
                    if (!layer.isShown) this.card.forget(layer);
                },
                remove: () => {
                    this.added.remove(layer);
                    this.status.textContent = this.words("removed", { title: layer.title });
                    (this.added.layers.length > 0 ? this.listHead : this.buttons.get(this.part)).focus();
                },
            },
        });
    }
}
