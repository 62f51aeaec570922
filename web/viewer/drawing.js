// Drawing on the map by mouse, finger and keys, and changing afterwards what was drawn. Tools own what comes of it.

import { DrawingInput } from "./drawing-input.js";
import { DrawingLook } from "./drawing-look.js";
import { kinds } from "./drawing-shapes.js";

/** @typedef {import("./drawing-shapes.js").Shape} Shape */

export class Drawing extends EventTarget {
    /**
     * Events: "change": something looks different, also while the pointer moves; "step": a point was set or taken back;
     * "finish": `shape` is whole now; "edit": a whole shape was changed; "cancel"; "miss" (detail: the position): while
     * nothing is drawn, a press that hit no point of the shape.
     * @param {{id: string, ink: string}} options `id` begins with "tool-" and the tool's name
     */
    constructor(app, { id, ink }) {
        super();
        this.app = app;
        this.look = new DrawingLook(app.map, id, ink);
        this.input = new DrawingInput(this, app);
        this.clear();
    }

    clear() {
        /** What the next press begins; null when nothing is to be drawn. */
        this.kind = null;
        /** @type {Shape|null} being drawn, or whole and open for changes */
        this.shape = null;
        /** Where the next point would be set. */
        this.cursor = null;
        this.isSnapped = false;
        /** Index of the point that is taken hold of. */
        this.held = null;
        /** Earlier points of the shape. */
        this.history = [];
    }

    open() {
        this.app.identify.claim(this);
        this.look.add();
        this.input.listen();
        this.changed();
    }

    close() {
        this.input.stop();
        this.look.remove();
        this.app.identify.release(this);
        this.clear();
    }

    get isDrawing() {
        return this.shape !== null && !this.shape.isDone;
    }

    /** Whether a press would set a point. */
    get isFollowing() {
        return this.kind !== null || this.isDrawing || this.held !== null;
    }

    /** The shape as a press at the pointer would make it. */
    get preview() {
        const isFollowing = this.isDrawing && this.cursor !== null && this.held === null;
        return isFollowing ? { ...this.shape, points: [...this.shape.points, this.cursor] } : this.shape;
    }

    /** From now on presses draw this kind, one after another until `disarm`. */
    arm(kind) {
        this.clear();
        this.kind = kind;
        this.changed("step");
    }

    disarm() {
        this.clear();
        this.changed("step");
    }

    /** Opens a whole shape for changes; presses go on drawing when a kind is armed. @param {Shape|null} shape */
    edit(shape) {
        Object.assign(this, { shape: shape && { ...shape, isDone: true }, cursor: null, held: null, history: [] });
        this.changed("step");
    }

    /** A press at `position`. @param {(position: number[]) => boolean} isThere whether it hits that position */
    press(position, isThere) {
        if (this.held !== null) this.putDown(position);
        else if (this.isDrawing) this.extend(position, isThere);
        else if (this.kind) this.begin(position);
        else this.pressIdly(position, isThere);
    }

    /** Nothing is being drawn: a point of the open shape, or nothing of ours. */
    pressIdly(position, isThere) {
        const index = this.shape?.points.findIndex(isThere) ?? -1;
        if (index >= 0) this.takeHold(index);
        else this.dispatchEvent(new CustomEvent("miss", { detail: position }));
    }

    begin(position) {
        this.shape = { kind: this.kind, points: [position], isDone: false };
        this.history = [];
        if (kinds[this.kind].most === 1) this.finish();
        else this.changed("step");
    }

    /** Pressing the last point again, or the first of an area, ends the drawing: a double click does. */
    extend(position, isThere) {
        const { kind, points } = this.shape;
        const isClosed = kind === "polygon" && points.length >= kinds.polygon.least && isThere(points[0]);
        if (isClosed || isThere(points.at(-1))) {
            this.finish();
            return;
        }
        this.shape = { ...this.shape, points: [...points, position] };
        if (points.length + 1 === kinds[kind].most) this.finish();
        else this.changed("step");
    }

    get canFinish() {
        return this.isDrawing && this.shape.points.length >= kinds[this.shape.kind].least;
    }

    finish() {
        if (!this.canFinish) return;
        this.shape = { ...this.shape, isDone: true };
        Object.assign(this, { cursor: null, isSnapped: false, history: [] });
        this.changed("finish");
    }

    get canUndo() {
        return this.isDrawing || this.history.length > 0;
    }

    undo() {
        if (this.held !== null) this.letGo();
        else if (this.isDrawing) {
            const points = this.shape.points.slice(0, -1);
            this.shape = points.length > 0 ? { ...this.shape, points } : null;
            this.changed("step");
        } else if (this.history.length > 0) {
            this.shape = { ...this.shape, points: this.history.pop() };
            this.changed("edit");
        }
    }

    /** What is half drawn, or the hold on a point. @returns {boolean} whether there was any of it */
    cancel() {
        if (this.held !== null) {
            this.letGo();
            return true;
        }
        if (!this.isDrawing) return false;
        Object.assign(this, { shape: null, cursor: null, isSnapped: false });
        this.changed("cancel");
        return true;
    }

    /** The pointer, or the middle of the map, is over `position` now. */
    moveTo(position, isSnapped) {
        this.cursor = this.isFollowing ? position : null;
        this.isSnapped = isSnapped;
        if (this.held !== null) this.moveHeld(position);
        this.changed();
    }

    moveHeld(position) {
        const points = this.shape.points.map((former, index) => (index === this.held ? position : former));
        this.shape = { ...this.shape, points };
    }

    takeHold(index) {
        this.remember();
        this.held = index;
        this.changed("step");
    }

    /** A new point out of an edge, held at once. */
    pullOut(index, position) {
        this.remember();
        const { points } = this.shape;
        this.shape = { ...this.shape, points: [...points.slice(0, index), position, ...points.slice(index)] };
        this.held = index;
        this.changed();
    }

    putDown(position) {
        this.moveHeld(position);
        Object.assign(this, { held: null, cursor: null, isSnapped: false });
        this.changed(this.isDrawing ? "step" : "edit");
    }

    /** Without a change. */
    letGo() {
        this.shape = { ...this.shape, points: this.history.pop() };
        Object.assign(this, { held: null, cursor: null, isSnapped: false });
        this.changed(this.isDrawing ? "step" : "edit");
    }

    get canRemoveHeld() {
        return this.held !== null && this.shape.points.length > kinds[this.shape.kind].least;
    }

    removeHeld() {
        if (!this.canRemoveHeld) return;
        this.shape = { ...this.shape, points: this.shape.points.filter((_, index) => index !== this.held) };
        Object.assign(this, { held: null, cursor: null, isSnapped: false });
        this.changed(this.isDrawing ? "step" : "edit");
    }

    remember() {
        this.history.push(this.shape.points);
    }

    /** @param {string} [event] besides "change" */
    changed(event) {
        this.look.show(this);
        if (event) this.dispatchEvent(new Event(event));
        this.dispatchEvent(new Event("change"));
    }
}
