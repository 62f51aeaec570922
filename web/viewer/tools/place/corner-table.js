// The plot in figures: its areas and lengths, each corner in a line, and the files one can take along.

import { copyText } from "../../clipboard.js";
import { element, icon } from "../../dom.js";
import { saveFile } from "../../save-file.js";
import { asCSV, asGeoJSON, asText } from "./files.js";

export class CornerTable {
    /** @param {import("./place.js").Parts} parts @param {{onZoom: () => void, onClear: () => void}} actions */
    constructor({ app, words, sentences, toast }, { onZoom, onClear }) {
        Object.assign(this, { app, words, sentences, toast, onZoom, onClear });
        this.node = element("section", { class: "place-plot", "aria-label": words("plot"), hidden: true });
        this.summary = "";
    }

    /** @param {import("./figure.js").Figure|null} figure */
    show(figure) {
        this.figure = figure;
        this.node.hidden = figure === null;
        this.summary = "";
        if (!figure) return this.node.replaceChildren();
        const { words } = this;
        const facts = this.facts(figure);
        const sentences = facts.map(([title, text]) => `${title}: ${text}.`);
        this.summary = [words("cornersRead", { count: figure.count }), ...sentences].join(" ");
        return this.node.replaceChildren(
            element("p", { class: "place-plane" }, words("vn2000In", { plane: this.sentences.plane(figure.plane) })),
            element("dl", { class: "place-facts" }, facts.map(([title, text, hint]) =>
                element("div", { title: hint }, element("dt", {}, title), element("dd", { class: "number" }, text)))),
            this.table(figure),
            this.actions());
    }

    facts(figure) {
        const { words, sentences } = this;
        const length = `${sentences.length(figure.perimeter)} m`;
        if (!figure.isClosed) return figure.count < 2 ? [] : [[words("length"), length]];
        return [
            [words("areaOnPlane"), sentences.area(figure.areaOnPlane), words("areaOnPlaneHint")],
            [words("areaOnEarth"), sentences.area(figure.areaOnEarth), words("areaOnEarthHint")],
            [words("perimeter"), length],
        ];
    }

    table(figure) {
        const { words, sentences } = this;
        const heads = ["column-number", "column-north", "column-east", "column-edge"];
        const text = sentences.cornerText(figure);
        const frame = { class: "place-table", tabindex: 0, role: "region", "aria-label": words("plot") };
        return element("div", frame, element("table", {},
            element("caption", { class: "for-readers" }, words("plot")),
            element("thead", {}, element("tr", {}, heads.map((key) => element("th", { scope: "col" }, words(key))))),
            figure.rings.map((ring) => {
                const edges = figure.edges(ring);
                return element("tbody", {}, ring.corners.map(({ label, north, east }, index) => element("tr", {},
                    element("th", { scope: "row" }, label),
                    element("td", {}, text(north)), element("td", {}, text(east)),
                    element("td", {}, edges[index] === null ? "" : sentences.length(edges[index])))));
            })));
    }

    actions() {
        const { words } = this;
        const action = (key, sign, onclick) =>
            element("button", { type: "button", class: "button", "data-action": key, onclick }, icon(sign), words(key));
        const language = this.app.dictionary.language;
        const save = (ending, type, content) => () =>
            saveFile(new Blob([content()], { type }), `${words("fileName")}.${ending}`);
        return element("div", { class: "actions" },
            action("zoom", "zoom", this.onZoom),
            action("copyTable", "copy", () => this.copy()),
            action("asCSV", "download", save("csv", "text/csv", () => asCSV(this.figure, words, language))),
            action("asText", "download", save("txt", "text/plain", () => asText(this.figure, words))),
            action("asGeoJSON", "download", save("geojson", "application/geo+json", () => asGeoJSON(this.figure))),
            action("clear", "trash", this.onClear));
    }

    async copy() {
        this.toast.show(this.words(await copyText(asText(this.figure, this.words)) ? "tableCopied" : "notCopied"));
    }
}
