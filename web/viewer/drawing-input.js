// Mouse, fingers and keys on the map, told to a drawing as presses, moves and drags.

import { middles } from "./drawing-shapes.js";
import { nearestCorner } from "./drawing-snap.js";

/** CSS pixels around a point that count as the point; a finger covers more. */
const reach = { mouse: 8, touch: 22, keys: 10 };
const snapReach = { mouse: 10, touch: 16, keys: 10 };
const dragInPixels = 4;

export class DrawingInput {
    /** @param {import("./drawing.js").Drawing} drawing */
    constructor(drawing, { map, catalogue, visibility }) {
        Object.assign(this, { drawing, map, catalogue, visibility });
        this.pointer = "mouse";
        this.grip = null; // what lies under a pressed button: a drag if it moves, a click if not
        this.canSnap = true;
        this.onMap = {
            click: (event) => this.click(event),
            move: () => this.followMiddle(),
            mousedown: (event) => this.down(event),
            mousemove: (event) => this.move(event),
            mouseup: (event) => this.up(event),
            touchstart: (event) => this.down(event),
            touchmove: (event) => this.move(event),
            touchend: (event) => this.up(event),
            touchcancel: (event) => this.up(event),
        };
        this.onPointer = ({ pointerType }) => this.use(pointerType === "touch" ? "touch" : "mouse");
        this.onKey = (event) => this.key(event);
        this.onLeave = () => this.leave();
        this.onRelease = () => this.release();
    }

    listen() {
        const { map } = this;
        map.doubleClickZoom.disable();
        for (const [name, listener] of Object.entries(this.onMap)) map.on(name, listener);
        map.getCanvas().addEventListener("pointerdown", this.onPointer);
        map.getCanvas().addEventListener("pointerleave", this.onLeave);
        document.addEventListener("mouseup", this.onRelease);
        // Before others who listen to the document: while drawing, Esc is not for the panel.
        document.addEventListener("keydown", this.onKey, true);
    }

    stop() {
        const { map } = this;
        map.doubleClickZoom.enable();
        for (const [name, listener] of Object.entries(this.onMap)) map.off(name, listener);
        map.getCanvas().removeEventListener("pointerdown", this.onPointer);
        map.getCanvas().removeEventListener("pointerleave", this.onLeave);
        document.removeEventListener("mouseup", this.onRelease);
        document.removeEventListener("keydown", this.onKey, true);
        document.body.classList.remove("draws-by-keys");
        this.grip = null;
    }

    /** With keys the crosshair in the middle of the map is the pointer. */
    use(pointer) {
        this.pointer = pointer;
        document.body.classList.toggle("draws-by-keys", pointer === "keys");
    }

    isAt(point, size = reach[this.pointer]) {
        return (position) => {
            const { x, y } = this.map.project(position);
            return Math.hypot(x - point.x, y - point.y) <= size;
        };
    }

    /** The position under a pixel, or the corner it is close to. Alt leaves corners alone. */
    locate(point, isFree = false) {
        const corner = this.canSnap && !isFree && this.drawing.isFollowing
            ? nearestCorner(this.map, this.catalogue, this.visibility, point, snapReach[this.pointer]) : null;
        const { lng, lat } = this.map.unproject(point).wrap();
        return { position: corner ?? [lng, lat], isSnapped: corner !== null };
    }

    press(point, isFree) {
        this.drawing.press(this.locate(point, isFree).position, this.isAt(point));
        this.showCursor(point);
    }

    click({ point, originalEvent }) {
        this.press(point, originalEvent.altKey);
    }

    down(event) {
        this.grip = null;
        if (event.points?.length > 1) return; // two fingers move the map
        const { drawing } = this;
        if (!drawing.shape || drawing.held !== null) return;
        const index = drawing.shape.points.findIndex(this.isAt(event.point));
        const middle = index < 0 && drawing.shape.isDone
            ? middles(drawing.shape).find(({ position }) => this.isAt(event.point)(position)) : null;
        if (index < 0 && !middle) return;
        event.preventDefault(); // the map stays where it is
        this.grip = { point: event.point, index, middle, isMoving: false };
    }

    move({ point, points, originalEvent }) {
        if (points?.length > 1) return;
        if (this.pointer === "keys") {
            if (!originalEvent.movementX && !originalEvent.movementY) return; // the map moved, not the mouse
            this.use("mouse");
        }
        const { drawing, grip } = this;
        if (grip && !grip.isMoving) {
            if (Math.hypot(point.x - grip.point.x, point.y - grip.point.y) < dragInPixels) return;
            grip.isMoving = true;
            if (grip.middle) drawing.pullOut(grip.middle.index, grip.middle.position);
            else drawing.takeHold(grip.index);
        }
        this.showCursor(point);
        if (!drawing.isFollowing || (this.pointer === "touch" && !grip)) return;
        const { position, isSnapped } = this.locate(point, originalEvent.altKey);
        drawing.moveTo(position, isSnapped);
    }

    up({ point, originalEvent }) {
        const { grip } = this;
        this.grip = null;
        if (grip?.isMoving) this.drawing.putDown(this.locate(point, originalEvent.altKey).position);
    }

    /** A drag that ends over a panel, where the map does not see it, ends where it left the map. */
    release() {
        const { grip, drawing } = this;
        this.grip = null;
        if (grip?.isMoving && drawing.held !== null) drawing.putDown(drawing.shape.points[drawing.held]);
    }

    /** The pointer is gone from the map: the line no longer follows it. */
    leave() {
        if (this.pointer === "mouse" && !this.grip && this.drawing.held === null) this.drawing.moveTo(null, false);
    }

    showCursor(point) {
        const { drawing } = this;
        const isOverPoint = drawing.shape?.points.some(this.isAt(point));
        const idle = drawing.kind || drawing.held !== null ? "crosshair" : "";
        this.map.getCanvas().style.cursor = isOverPoint && !drawing.isDrawing ? "move" : idle;
    }

    get middle() {
        return this.map.project(this.map.getCenter());
    }

    followMiddle() {
        if (this.pointer !== "keys") return;
        const { position, isSnapped } = this.locate(this.middle);
        this.drawing.moveTo(position, isSnapped);
    }

    key(event) {
        const { drawing } = this;
        const isWriting = event.target.closest?.("input, textarea, select");
        if (event.key === "Escape") {
            if (drawing.cancel()) event.preventDefault();
            return;
        }
        if (isWriting || event.altKey) return;
        const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
        if (isUndo && drawing.canUndo) {
            event.preventDefault();
            drawing.undo();
        }
        if (event.target === this.map.getCanvas() && !event.ctrlKey && !event.metaKey) this.keyOnMap(event);
    }

    keyOnMap(event) {
        const { drawing } = this;
        if (event.key.startsWith("Arrow") || event.key === "Enter") this.use("keys");
        if (event.key === "Enter") {
            event.preventDefault();
            this.press(this.middle);
        } else if (event.key === "Backspace" || event.key === "Delete") {
            event.preventDefault();
            if (drawing.canRemoveHeld) drawing.removeHeld();
            else if (event.key === "Backspace") drawing.undo();
        }
    }
}
