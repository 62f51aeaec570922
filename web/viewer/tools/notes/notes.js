// Notes on the map: drawn, described, kept in this browser, taken along as files.

import { DrawingBar } from "../../drawing-bar.js";
import { Drawing } from "../../drawing.js";
import { element, icon } from "../../dom.js";
import { boundsOf } from "../../highlight.js";
import { fit } from "../../map-view.js";
import { FileRow } from "./file-row.js";
import { noteForm } from "./form.js";
import { noteList } from "./list.js";
import { colours, newNote, shapeOf, withShape } from "./note.js";
import { notesOnMap } from "./on-map.js";
import { noteStore } from "./store.js";

const kinds = ["point", "line", "polygon", "rectangle", "circle", "arrow", "text"];
const reachInPixels = 8;

/** @typedef {import("./note.js").Note} Note */

export default class NotesTool {
    constructor(app, words) {
        Object.assign(this, { app, words, colour: colours.red, removed: null });
        /** @type {string|null} id of the note whose form is open */
        this.chosen = null;
        this.onMap = notesOnMap(app.map);
        this.drawing = new Drawing(app, { id: "tool-notes-drawing", ink: colours.black });
        this.drawing.addEventListener("step", () => this.showArmed());
        this.drawing.addEventListener("change", () => this.follow());
        this.drawing.addEventListener("finish", () => this.add());
        this.drawing.addEventListener("edit", () => this.moved());
        this.drawing.addEventListener("cancel", () => this.drawing.disarm());
        this.drawing.addEventListener("miss", ({ detail }) => this.chooseAt(app.map.project(detail)));
        this.onStore = () => this.followStore();
        this.onMove = ({ point }) => this.showHand(point);
        this.onKey = (event) => this.key(event);
    }

    open(body) {
        const { words } = this;
        this.bar = new DrawingBar(this.drawing, this.app.dictionary);
        this.buttons = kinds.map((kind) => element("button", {
            type: "button", class: "note-kind", "data-kind": kind, "aria-pressed": "false",
            onclick: () => this.begin(kind),
        }, icon(kind), element("span", {}, words(kind))));
        this.fault = element("p", { class: "note-fault", role: "alert", hidden: true });
        this.content = element("div", { class: "while-idle" });
        this.status = element("div", { class: "note-status", role: "status" });
        this.files = new FileRow(this.app, words, (sentence) => this.say(sentence));
        body.append(element("div", { class: "note-kinds", role: "group", "aria-label": words("draw") }, this.buttons),
            this.bar.node, this.fault, this.content, this.status);
        document.addEventListener("keydown", this.onKey, true);
        this.drawing.open();
        this.app.map.on("mousemove", this.onMove);
        noteStore.addEventListener("change", this.onStore);
        this.showList();
        this.showFault();
    }

    close() {
        this.chosen = null;
        this.removed = null;
        this.bar?.close();
        this.drawing.close();
        this.onMap.preview(null);
        this.app.map.off("mousemove", this.onMove);
        noteStore.removeEventListener("change", this.onStore);
        document.removeEventListener("keydown", this.onKey, true);
    }

    /** @returns {Note|null} */
    get note() {
        return this.chosen === null ? null : noteStore.find(this.chosen);
    }

    begin(kind) {
        this.done();
        if (!noteStore.isShown) noteStore.setShown(true);
        this.drawing.arm(kind);
        this.app.map.getCanvas().focus();
    }

    /** Esc with a kind chosen and nothing drawn yet: as before the choice. */
    key(event) {
        if (event.key !== "Escape" || event.defaultPrevented || !this.drawing.kind || this.drawing.isDrawing) return;
        event.preventDefault();
        this.drawing.disarm();
    }

    showArmed() {
        for (const button of this.buttons) {
            button.setAttribute("aria-pressed", String(button.dataset.kind === this.drawing.kind));
        }
    }

    /** The drawing is whole: it is a note at once, words can follow. */
    add() {
        const { shape } = this.drawing;
        const { words } = this;
        const count = noteStore.notes.filter(({ properties }) => properties.kind === shape.kind).length + 1;
        const note = newNote(shape, words("newTitle", { kind: words(shape.kind), count }), this.colour);
        this.drawing.disarm();
        noteStore.keep(note);
        this.choose(note);
        this.content.querySelector("#note-title").select();
    }

    /** Opens the form, and the points for dragging. */
    choose(note) {
        this.chosen = note.id;
        this.drawing.disarm();
        this.drawing.edit(shapeOf(note));
        this.clearStatus();
        this.content.replaceChildren(noteForm(note, {
            words: this.words,
            onChange: (properties) => {
                if (properties.colour) this.colour = properties.colour;
                noteStore.keep({ ...this.note, properties: { ...this.note.properties, ...properties } });
            },
            onDone: () => this.done(),
            onZoom: () => this.zoom(this.note),
            onRemove: () => this.remove(this.note),
        }));
        this.content.querySelector("#note-title").focus();
    }

    chooseAt(point) {
        const id = this.onMap.at(point, reachInPixels);
        const note = id === null ? null : noteStore.find(id);
        if (note) this.choose(note);
    }

    showHand(point) {
        const { drawing } = this;
        const canvas = this.app.map.getCanvas();
        if (drawing.isFollowing || canvas.style.cursor === "move" || this.app.map.isMoving()) return;
        canvas.style.cursor = this.onMap.at(point, reachInPixels) === null ? "" : "pointer";
    }

    /** While a point is dragged the note goes along. */
    follow() {
        const { shape } = this.drawing;
        if (this.note && shape?.isDone) this.onMap.preview(withShape(this.note, shape));
    }

    moved() {
        if (this.note) noteStore.keep(withShape(this.note, this.drawing.shape));
    }

    done() {
        if (this.chosen === null) return;
        this.chosen = null;
        this.drawing.disarm();
        this.onMap.preview(null);
        this.showList();
        this.buttons[0].focus();
    }

    showList() {
        this.content.replaceChildren(
            noteList(noteStore.notes, {
                words: this.words,
                onOpen: (note) => {
                    this.zoom(note);
                    this.choose(note);
                },
                onZoom: (note) => this.zoom(note),
                onRemove: (note) => this.remove(note),
            }),
            this.shownChoice(), this.files.node, element("p", { class: "note-hint quiet" }, this.words("kept")));
        this.files.update();
    }

    shownChoice() {
        return element("label", { class: "note-shown" }, element("input", {
            type: "checkbox", checked: noteStore.isShown, onchange: ({ target }) => noteStore.setShown(target.checked),
        }), this.words("shown"));
    }

    /** Also another window of the page may have changed them. */
    followStore() {
        this.showFault();
        if (this.chosen !== null && !this.note) this.done();
        if (this.chosen !== null) return; // the form is where the change comes from
        const focused = document.activeElement;
        const wasInside = this.content.contains(focused);
        this.showList();
        if (wasInside && !focused.isConnected) this.content.querySelector("button, input")?.focus();
    }

    showFault() {
        this.fault.hidden = noteStore.fault === null;
        this.fault.textContent = noteStore.fault === null ? "" : this.words(`fault-${noteStore.fault}`);
    }

    /** @param {Note} note */
    remove(note) {
        const name = note.properties.title || this.words(note.properties.kind);
        this.chosen = null;
        this.drawing.disarm();
        noteStore.remove(note.id);
        this.showList();
        const undo = element("button", {
            type: "button", class: "button", "data-note": "restore", onclick: () => {
                noteStore.keep(note);
                this.say(this.words("restored", { title: name }));
            },
        }, icon("undo"), this.words("restore"));
        this.status.replaceChildren(element("p", {}, this.words("removed", { title: name })), undo);
        undo.focus();
    }

    zoom(note) {
        fit(this.app.map, boundsOf(note.geometry), { maxZoom: Math.max(16, this.app.map.getZoom()) });
    }

    say(sentence) {
        this.status.replaceChildren(element("p", {}, sentence));
    }

    clearStatus() {
        this.status.replaceChildren();
    }
}
