// The line under the map: where the pointer is, the scale, and whose data it is.

import { element } from "./dom.js";
import { meridianText, VN2000 } from "./vn2000.js";

export class StatusLine {
    /** @param {{position: HTMLElement, scale: HTMLElement, attribution: HTMLElement}} nodes */
    constructor(map, nodes, { catalogue, visibility, formatter, attributions, library = "MapLibre" }) {
        Object.assign(this, { map, nodes, catalogue, visibility, formatter, attributions, library });
        this.degrees = element("span", { class: "degrees" });
        this.metres = element("span", { class: "metres" });
        this.plane = null;
        this.pointer = null; // where it is over the map; null without one
        nodes.position.replaceChildren(this.degrees, this.metres);
        if (matchMedia("(hover: hover)").matches) this.followPointer();
        map.on("move", () => {
            this.showScale();
            this.follow();
        });
        map.on("moveend", () => this.choosePlane());
        map.on("idle", () => this.prepare()); // the first picture matters more
        visibility.addEventListener("change", () => this.showAttribution());
        attributions?.addEventListener("change", () => this.showAttribution());
        this.showPosition(map.getCenter());
        this.showScale();
        this.showAttribution();
    }

    /** Not where fingers are: a tap would look like a pointer that stays. */
    followPointer() {
        this.map.on("mousemove", ({ lngLat, point }) => {
            this.pointer = { point };
            this.showPosition(lngLat);
        });
        this.map.on("mouseout", () => {
            this.pointer = null;
            this.showPosition(this.map.getCenter());
        });
    }

    /** The map moved: under a pointer that stands still, else with its middle. */
    follow() {
        if (!this.pointer) this.showPosition(this.map.getCenter());
        else if (this.pointer.point) this.showPosition(this.map.unproject(this.pointer.point));
    }

    /** Without VN-2000 the line still has degrees. */
    async prepare() {
        if (this.isPrepared) return;
        this.isPrepared = true;
        this.vn2000 = await VN2000.load().catch(() => null);
        this.choosePlane();
    }

    /** One plane for all that is in sight: that of the middle. */
    choosePlane() {
        const { lng, lat } = this.map.getCenter().wrap();
        const former = this.plane;
        this.plane = this.vn2000?.planeAt([lng, lat]) ?? null;
        if (this.plane !== former) this.showPosition(this.shown);
    }

    showPosition(place) {
        const { lat, lng } = place.wrap();
        this.shown = place;
        this.degrees.textContent = this.formatter.position(lat, lng);
        this.metres.replaceChildren(...(this.plane ? this.planePosition([lng, lat]) : []));
    }

    /** X is north and Y is east, as in Vietnamese papers. */
    planePosition(position) {
        const { east, north } = this.vn2000.toPlane(position, this.plane);
        return [element("span", { class: "system" }, "VN-2000 "),
            `${meridianText(this.plane)}  X ${Math.round(north)}  Y ${Math.round(east)}`];
    }

    showScale() {
        this.nodes.scale.textContent = this.formatter.scale(this.map.getZoom(), this.map.getCenter().lat);
    }

    /** As text: an attribution is written by people and may hold anything. */
    showAttribution() {
        const shown = [...this.catalogue.collections.values()].filter(({ id }) => this.visibility.has(id));
        const sources = new Set(shown.map(({ attribution }) => attribution.trim()).filter(Boolean));
        for (const text of this.attributions?.texts.values() ?? []) sources.add(text);
        this.nodes.attribution.textContent = [...sources, this.library].join(" · ");
        this.nodes.attribution.title = this.nodes.attribution.textContent;
    }
}
