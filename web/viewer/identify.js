// Clicks and Enter on the map: what lies there. A tool that draws takes the clicks for itself.

import { hitsAt } from "./hits.js";
import { keepInSight } from "./map-view.js";

/**
 * Layers of a tool that answer clicks too, before those of the server, which `show` gets as `others`.
 * @typedef {{hits: (point, pointer: string) => object[], show: (hits: object[], point, others: object[]) => void,
 *   away: () => void}} Guest
 */

export class Identify {
    constructor({ map, catalogue, visibility, selection, sheet }) {
        Object.assign(this, { map, catalogue, visibility, selection, sheet });
        this.owner = null;
        /** @type {Guest[]} */
        this.guests = [];
        let pointer = "mouse";
        const canvas = map.getCanvas();
        canvas.addEventListener("pointerdown", (event) => {
            pointer = event.pointerType === "touch" ? "touch" : "mouse";
        });
        map.on("click", (event) => this.at(event.point, pointer));
        canvas.addEventListener("keydown", (event) => {
            if (event.key === "Enter") this.at(map.project(map.getCenter()), "touch");
        });
        document.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || event.defaultPrevented || !selection.isOpen) return;
            selection.close();
            canvas.focus();
        });
        this.showHand();
    }

    /** From now on clicks belong to a tool, which shows a cross instead of a hand. */
    claim(owner) {
        this.owner = owner;
        this.map.getCanvas().style.cursor = "crosshair";
    }

    release(owner) {
        if (this.owner !== owner) return;
        this.owner = null;
        this.map.getCanvas().style.cursor = "";
    }

    at(point, pointer) {
        if (this.owner) return;
        const hits = hitsAt(this.map, this.catalogue, this.visibility, point, pointer);
        const guest = this.guests.find((one) => one.hits(point, pointer).length > 0);
        if (guest) {
            this.selection.close();
            this.sheet.makeRoom();
            guest.show(guest.hits(point, pointer), point, hits);
            return;
        }
        this.guests.forEach((one) => one.away());
        if (hits.length === 0) {
            this.selection.close();
            return;
        }
        this.sheet.makeRoom();
        this.selection.show(hits);
        keepInSight(this.map, point);
    }

    /** A hand over what can be asked, looked up once per frame at most. */
    showHand() {
        let isWaiting = false;
        this.map.on("mousemove", ({ point }) => {
            if (isWaiting || this.owner || this.map.isMoving()) return;
            isWaiting = true;
            requestAnimationFrame(() => {
                isWaiting = false;
                if (this.owner) return;
                const hits = hitsAt(this.map, this.catalogue, this.visibility, point);
                const isOver = hits.length > 0 || this.guests.some((one) => one.hits(point, "mouse").length > 0);
                this.map.getCanvas().style.cursor = isOver ? "pointer" : "";
            });
        });
    }
}
