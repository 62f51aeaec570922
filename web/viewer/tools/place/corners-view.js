// A plot by the list of its corners: pasted, from a file, or those of a feature of the map.

import { element, icon } from "../../dom.js";
import { fit } from "../../map-view.js";
import { boundsOf } from "../../highlight.js";
import { isInCountry, planes } from "../../vn2000.js";
import { mostCorners, readCorners } from "./corner-text.js";
import { CornerTable } from "./corner-table.js";
import { featureCorners } from "./feature-corners.js";
import { Figure } from "./figure.js";
import { planeChoice } from "./plane-choice.js";

const pauseInMilliseconds = 300; // of somebody who types
const mostBytes = 1_000_000;
const shareOfMargin = 0.08; // for the numbers of the corners

export class CornersView {
    /** @param {import("./place.js").Parts} parts */
    constructor(parts) {
        Object.assign(this, parts);
        const { words } = this;
        /** @type {Figure|null} */
        this.figure = null;
        this.source = null; // the feature that the corners are of; null for those of the text
        this.turn = 0;
        this.plane = planeChoice({ id: "place-corners-plane", words, onChange: () => this.again() });
        this.text = element("textarea", {
            id: "place-corners", class: "input", rows: 5, spellcheck: "false", placeholder: words("cornersExample"),
            "aria-describedby": "place-corners-hint place-corners-wrong",
            oninput: ({ inputType }) => this.onInput(inputType),
        });
        this.file = element("input", {
            type: "file", class: "for-readers", id: "place-file", accept: ".txt,.csv,.tsv,.xyz,text/*",
            onchange: () => this.readFile(),
        });
        this.take = element("button", {
            type: "button", class: "button", onclick: () => this.takeFeature(this.lastChosen()),
        }, icon("layers"), words("fromFeature"));
        this.wrong = element("p", { id: "place-corners-wrong", class: "wrong", role: "alert", hidden: true });
        this.origin = element("p", { class: "place-understood", hidden: true });
        this.notice = element("p", { class: "place-notice", hidden: true });
        this.status = element("p", { class: "for-readers", role: "status" });
        this.table = new CornerTable(parts, { onZoom: () => this.zoom(), onClear: () => this.clear() });
        this.node = element("div", {},
            element("div", { class: "field" },
                element("label", { for: "place-corners" }, words("corners")), this.text,
                element("p", { class: "hint", id: "place-corners-hint" }, words("cornersHint")),
                this.wrong, this.origin, this.notice),
            element("div", { class: "actions place-sources" }, this.file,
                element("label", { class: "button", for: "place-file" }, icon("add"), words("fromFile")), this.take),
            this.plane.node, this.table.node, this.status);
        this.onChosen = () => this.showChosen();
    }

    start() {
        this.app.selection.addEventListener("change", this.onChosen);
        this.showChosen();
        this.show();
    }

    /** The plot stays on the map until it is cleared: it is to be looked at, and printed. */
    stop() {
        this.app.selection.removeEventListener("change", this.onChosen);
    }

    showChosen() {
        const chosen = this.lastChosen();
        const { catalogue, dictionary } = this.app;
        const title = dictionary.pick(catalogue.collections.get(chosen?.collection)?.titles, chosen?.collection);
        this.take.disabled = chosen === null;
        this.take.title = chosen ? `${title} · ${chosen.id}` : this.words("chooseFirst");
    }

    onInput(inputType) {
        clearTimeout(this.timer);
        this.source = null;
        if (inputType === "insertFromPaste") this.readText({ isNew: true });
        else this.timer = setTimeout(() => this.readText({ isNew: false }), pauseInMilliseconds);
    }

    async readFile() {
        const [file] = this.file.files;
        if (!file) return;
        this.file.value = ""; // the same file may be chosen again
        if (file.size > mostBytes) {
            this.fail("fileTooLarge", { name: file.name });
            return;
        }
        this.text.value = (await file.text()).replace(/^\ufeff/, "");
        this.source = null;
        this.readText({ isNew: true });
    }

    /** After another zone was chosen. */
    again() {
        if (this.source) this.takeFeature(this.source);
        else this.readText({ isNew: true });
    }

    readText({ isNew }) {
        this.turn += 1;
        this.forgive();
        const list = readCorners(this.text.value);
        if (list.corners.length === 0) {
            this.figure = null;
            this.show();
            if (this.text.value.trim()) this.fail("noCorner");
            return;
        }
        if (list.corners.length > mostCorners) {
            this.figure = null;
            this.show();
            this.failForCount(list.corners.length);
            return;
        }
        const plane = this.planeOf(list);
        const { vn2000, words } = this;
        const corners = list.kind === "metres" ? list.corners : list.corners.map(({ label, north, east }) =>
            ({ label, ...vn2000.toPlane([east, north], plane) }));
        this.figure = new Figure({ rings: [{ corners, isHole: false }], isClosed: list.isClosed, plane, vn2000 });
        const remarks = [
            list.isMixed ? words("mixedOrder") : list.isEastFirst ? words("eastFirst") : "",
            list.skipped.length > 0 ? words("skipped", {
                count: list.skipped.length, line: list.skipped[0].line, text: list.skipped[0].text.slice(0, 60),
            }) : "",
        ];
        this.show(remarks, isNew);
    }

    /** The one that was chosen, else the one that the table names, else that in which the first corner makes sense. */
    planeOf({ kind, corners: [first], plane: named }) {
        const { vn2000 } = this;
        const { lng, lat } = this.app.map.getCenter();
        const likely = kind === "metres" ? vn2000.likelyPlanes(first, [lng, lat])[0]
            : vn2000.planeAt([first.east, first.north]);
        const usual = named ?? likely ?? this.planeOfMap();
        this.plane.follow(usual);
        return this.plane.chosen ?? usual;
    }

    planeOfMap() {
        const { lng, lat } = this.app.map.getCenter();
        return this.vn2000.planeAt([lng, lat]) ?? planes.at(-1);
    }

    async takeFeature(chosen) {
        const turn = (this.turn += 1);
        const { app, vn2000, words } = this;
        this.forgive();
        this.status.textContent = app.dictionary.text("loading");
        const choosePlane = (position) => {
            const usual = vn2000.planeAt(position) ?? this.planeOfMap();
            this.plane.follow(usual);
            return this.plane.chosen ?? usual;
        };
        try {
            const found = await featureCorners(chosen, choosePlane, { base: app.config.base, vn2000 });
            if (turn !== this.turn) return;
            const count = found?.rings.reduce((sum, { corners }) => sum + corners.length, 0) ?? 0;
            if (count === 0) this.fail("noCornersInFeature");
            else if (count > mostCorners) this.failForCount(count);
            else {
                this.source = chosen;
                this.text.value = "";
                this.figure = new Figure({ ...found, vn2000 });
                app.selection.close();
                this.origin.textContent = words("ofFeature", { title: this.take.title });
                this.show([], true);
            }
        } catch (error) {
            if (turn === this.turn) this.fail(error.status === 404 ? "featureGone" : "noServer");
        }
    }

    forgive() {
        this.wrong.hidden = true;
        this.text.removeAttribute("aria-invalid");
        this.status.textContent = "";
    }

    fail(key, values) {
        this.status.textContent = "";
        this.wrong.textContent = this.words(key, values);
        this.wrong.hidden = false;
        if (this.text.value && !this.source) this.text.setAttribute("aria-invalid", "true");
    }

    failForCount(count) {
        const { formatter } = this.app;
        this.fail("tooManyCorners", { count: formatter.count(count), most: formatter.count(mostCorners) });
    }

    /** @param {string[]} remarks on how the corners were read @param {boolean} isNew whether the map goes there */
    show(remarks = null, isNew = false) {
        const { figure, words } = this;
        this.table.show(figure);
        this.onMap.showPlot(figure, (metres) => this.sentences.length(metres));
        this.origin.hidden = this.source === null;
        if (remarks || !figure) {
            const all = figure ? [
                ...remarks, figure.isCrossed ? words("crossed") : "",
                isInCountry(figure.positions[0][0]) ? "" : words("outsideCountry"),
            ] : [];
            this.notice.textContent = all.filter(Boolean).join(" ");
            this.notice.hidden = this.notice.textContent === "";
        }
        if (!remarks || !figure) return;
        const origin = this.source ? this.origin.textContent : "";
        this.status.textContent = [origin, this.table.summary, this.notice.textContent].filter(Boolean).join(" ");
        if (isNew) this.zoom();
    }

    zoom() {
        const [west, south, east, north] = boundsOf(this.figure.geometry);
        const margin = Math.max(east - west, north - south) * shareOfMargin;
        fit(this.app.map, [west - margin, south - margin, east + margin, north + margin], {
            maxZoom: 20, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        });
    }

    clear() {
        this.turn += 1;
        this.figure = null;
        this.source = null;
        this.text.value = "";
        this.forgive();
        this.show();
        this.status.textContent = this.words("cleared");
        this.text.focus();
    }
}
