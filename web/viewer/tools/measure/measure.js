// Measuring on the ellipsoid: lengths with azimuths, areas with perimeters, circles with radii.

import { copyText } from "../../clipboard.js";
import { DrawingBar } from "../../drawing-bar.js";
import { Drawing } from "../../drawing.js";
import { element } from "../../dom.js";
import { fit } from "../../map-view.js";
import { boundsOf } from "../../highlight.js";
import { geometryOf } from "../../drawing-shapes.js";
import { figuresOf } from "./figures.js";
import { MeasureList } from "./list.js";
import { ink, MeasuresOnMap } from "./on-map.js";
import { describe, mainFigure } from "./sentences.js";
import { choices, Units } from "./units.js";

const kinds = ["line", "polygon", "circle"];

/** @typedef {{id: number, name: string, shape: import("../../drawing-shapes.js").Shape}} Measure */

export default class MeasureTool {
    constructor(app, words) {
        this.app = app;
        this.words = words;
        this.units = new Units(app.formatter);
        this.drawing = new Drawing(app, { id: "tool-measure-drawing", ink });
        this.onMap = new MeasuresOnMap(app.map, this.units);
        /** @type {Measure[]} kept while the page is open */
        this.measures = [];
        this.current = null;
        this.counts = new Map();
        this.list = new MeasureList(words, this.units, {
            onEdit: (measure) => this.edit(measure),
            onZoom: ({ shape }) => this.zoom(shape),
            onCopy: (measure) => this.copy([measure]),
            onRemove: (measure) => this.remove(measure),
        });
        this.drawing.addEventListener("change", () => this.follow());
        this.drawing.addEventListener("step", () => this.showStep());
        this.drawing.addEventListener("finish", () => this.keep());
        this.drawing.addEventListener("edit", () => this.changed());
    }

    open(body, { kind = "line" } = {}) {
        const { words } = this;
        this.bar = new DrawingBar(this.drawing, this.app.dictionary);
        this.buttons = kinds.map((name) => element("button", {
            type: "button", "data-measure": name, onclick: () => this.begin(name),
        }, words(name)));
        this.live = element("div", { class: "measure-live", hidden: true });
        this.status = element("p", { class: "for-readers", role: "status" });
        const forAll = (name, key, onclick) =>
            element("button", { type: "button", class: "button", "data-all": name, onclick }, words(key));
        this.all = element("div", { class: "actions" },
            forAll("copy", "copyAll", () => this.copy(this.measures)), forAll("clear", "clearAll", () => this.clear()));
        body.append(
            element("div", { class: "segments", role: "group", "aria-label": words("what") }, this.buttons),
            this.live, this.bar.node, this.status,
            element("div", { class: "while-idle" }, this.unitChoices(), this.list.node, this.all,
                element("p", { class: "measure-note quiet" }, words("note"))));
        this.onMap.add();
        this.drawing.open();
        this.showAll();
        this.arm(kinds.includes(kind) ? kind : "line");
    }

    close() {
        this.bar?.close();
        this.drawing.close();
        this.onMap.remove();
        this.current = null;
    }

    unitChoices() {
        const choice = (name) => element("div", { class: "field" },
            element("label", { for: `measure-${name}` }, this.words(`unit-${name}`)),
            element("select", {
                id: `measure-${name}`, class: "input", onchange: ({ target }) => {
                    this.units[name] = target.value;
                    this.showAll();
                    this.follow();
                },
            }, choices[name].map((unit) => element("option", { value: unit, selected: this.units[name] === unit },
                unit === "auto" ? this.words("auto") : unit))));
        return element("div", { class: "measure-units" }, choice("length"), choice("area"));
    }

    arm(kind) {
        this.current = null;
        this.drawing.arm(kind);
    }

    /** Chosen by a button: the keys that follow are for the map. */
    begin(kind) {
        this.arm(kind);
        this.app.map.getCanvas().focus();
    }

    edit(measure) {
        this.drawing.disarm();
        this.current = measure;
        this.drawing.edit(measure.shape);
        this.zoom(measure.shape);
        this.list.show(this.measures, measure);
        this.app.map.getCanvas().focus();
    }

    /** The shape became whole. */
    keep() {
        const { shape } = this.drawing;
        const count = (this.counts.get(shape.kind) ?? 0) + 1;
        this.counts.set(shape.kind, count);
        this.current = { id: Date.now(), name: this.words("name", { kind: this.words(shape.kind), count }), shape };
        this.measures.push(this.current);
        this.showAll();
        this.say(describe(this.current, this.words, this.units));
    }

    /** A point of the current measurement was moved. */
    changed() {
        if (!this.current) return;
        this.current.shape = this.drawing.shape;
        this.showAll();
        this.say(describe(this.current, this.words, this.units));
    }

    showStep() {
        const { isDrawing, kind, shape } = this.drawing;
        if (isDrawing && this.current) {
            this.current = null;
            this.list.show(this.measures, null);
        }
        for (const button of this.buttons) {
            button.setAttribute("aria-pressed", String(button.dataset.measure === kind));
        }
        if (isDrawing) {
            const { text } = mainFigure(shape, this.words, this.units);
            this.say(this.words("step", { count: shape.points.length, figure: text }));
        }
    }

    /** While something moves: the figures beside the pointer and in the panel. */
    follow() {
        const { drawing } = this;
        const moving = drawing.shape && (drawing.isDrawing || drawing.held !== null) ? drawing.preview : null;
        const isCurrent = (measure) => measure === this.current && drawing.shape?.isDone;
        const shapes = this.measures.map((measure) => (isCurrent(measure) ? drawing.shape : measure.shape));
        this.onMap.show(drawing.isDrawing ? [...shapes, moving] : shapes);
        this.live.hidden = !moving;
        if (moving) this.live.replaceChildren(...this.liveFigures(moving));
    }

    liveFigures(shape) {
        const { segments, length, area } = figuresOf(shape);
        const { title, text } = mainFigure(shape, this.words, this.units);
        const last = shape.kind === "polygon" && area !== undefined ? segments.at(-2) : segments.at(-1);
        return [
            element("p", { class: "measure-title" }, title), element("p", { class: "measure-figure number" }, text),
            shape.kind === "polygon" ? element("p", { class: "number" },
                this.words("figure", { title: this.words("perimeter"), figure: this.units.lengthText(length) })) : null,
            last ? element("p", { class: "number" }, this.words("lastSegment", {
                length: this.units.lengthText(last.length), azimuth: this.units.azimuthText(last.azimuth),
            })) : null,
        ].filter(Boolean);
    }

    showAll() {
        this.list.show(this.measures, this.current);
        this.all.hidden = this.measures.length === 0;
        this.follow();
    }

    say(sentence) {
        this.status.textContent = sentence;
    }

    zoom(shape) {
        fit(this.app.map, boundsOf(geometryOf(shape)));
    }

    async copy(measures) {
        const sentences = measures.map((measure) => describe(measure, this.words, this.units, { isWhole: true }));
        this.app.toast.show(this.words(await copyText(sentences.join("\n\n")) ? "copied" : "notCopied"));
    }

    remove(measure) {
        this.measures = this.measures.filter((other) => other !== measure);
        if (measure === this.current) this.putAway();
        this.showAll();
        this.say(this.words("removed", { name: measure.name }));
    }

    clear() {
        this.measures = [];
        this.counts.clear();
        this.putAway();
        this.showAll();
        this.say(this.words("cleared"));
        this.buttons[0].focus();
    }

    putAway() {
        this.current = null;
        this.drawing.edit(null);
    }
}
