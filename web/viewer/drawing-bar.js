// What to do next while drawing, and buttons for what the keys do: a phone has none.

import { element, icon } from "./dom.js";
import { kinds } from "./drawing-shapes.js";

export class DrawingBar {
    /** @param {import("./drawing.js").Drawing} drawing */
    constructor(drawing, dictionary) {
        this.drawing = drawing;
        this.text = (key) => dictionary.text(`draw-${key}`);
        this.hint = element("p", { class: "drawing-hint", role: "status" });
        this.undo = this.button("undo", "undo", () => drawing.undo());
        this.remove = this.button("trash", "removePoint", () => drawing.removeHeld());
        this.finish = this.button("check", "finish", () => drawing.finish());
        this.cancel = this.button("close", "cancel", () => drawing.cancel());
        this.finish.classList.add("primary");
        this.node = element("div", { class: "drawing-bar" }, this.hint,
            this.keys = element("p", { class: "drawing-keys" }, this.text("keys")),
            element("div", { class: "actions" }, this.finish, this.undo, this.remove, this.cancel),
            this.snapChoice());
        this.onStep = () => this.update();
        for (const name of ["step", "finish", "edit", "cancel"]) drawing.addEventListener(name, this.onStep);
        this.update();
    }

    button(iconName, key, onclick) {
        return element("button", { type: "button", class: "button", "data-draw": key, onclick },
            icon(iconName), this.text(key));
    }

    snapChoice() {
        const { input } = this.drawing;
        return element("label", { class: "drawing-snap" },
            element("input", {
                type: "checkbox", checked: input.canSnap, onchange: ({ target }) => { input.canSnap = target.checked; },
            }), element("span", {}, this.text("snap"), element("span", { class: "drawing-alt" }, this.text("alt"))));
    }

    update() {
        const { drawing } = this;
        this.node.hidden = !drawing.kind && !drawing.shape;
        const hint = this.text(this.hintKey());
        if (this.hint.textContent !== hint) this.hint.textContent = hint;
        const isBusy = drawing.isDrawing || drawing.held !== null;
        this.keys.hidden = !drawing.kind && !isBusy;
        this.finish.hidden = !drawing.isDrawing || kinds[drawing.shape.kind].most <= 2;
        this.finish.disabled = !drawing.canFinish;
        this.undo.hidden = !drawing.canUndo || drawing.held !== null;
        this.remove.hidden = !drawing.canRemoveHeld;
        this.cancel.hidden = !isBusy;
        document.body.classList.toggle("is-drawing", isBusy);
    }

    hintKey() {
        const { drawing } = this;
        if (drawing.held !== null) return "putDown";
        if (!drawing.isDrawing) return drawing.kind ? `begin-${drawing.kind}` : "change";
        const { kind, points } = drawing.shape;
        if (kinds[kind].most === 2) return `second-${kind}`;
        return points.length < kinds[kind].least ? "more" : "end";
    }

    close() {
        for (const name of ["step", "finish", "edit", "cancel"]) this.drawing.removeEventListener(name, this.onStep);
        document.body.classList.remove("is-drawing");
    }
}
