// What a sheet will show, as a frame over the map: in the middle of what the panels leave free, true to scale.

import { element } from "../../dom.js";

const equatorInMetres = 40_075_016.686;
const eSquared = 0.00669438; // of the WGS 84 ellipsoid; without it the frame is 0.6% too high
const share = 0.9; // of what is free, for a frame that is to be seen whole
const phoneWidth = 768; // CSS pixels, as in map-view.js
const gap = 12;
const labelHeight = 22;

export class PrintFrame {
    constructor(map) {
        this.map = map;
        this.label = element("span", { class: "print-frame-label number" });
        this.node = element("div", { class: "print-frame", "aria-hidden": "true" }, this.label);
        this.size = { width: 0, height: 0 };
        this.scale = 1;
        this.move = () => this.place();
    }

    show() {
        this.map.getCanvasContainer().after(this.node);
        this.map.on("move", this.move);
        this.map.on("resize", this.move);
    }

    hide() {
        this.node.remove();
        this.map.off("move", this.move);
        this.map.off("resize", this.move);
    }

    /** @param {{width: number, height: number}} size millimetres @param {number} scale N of 1:N */
    set(size, scale, label) {
        Object.assign(this, { size, scale });
        this.label.textContent = label;
        this.place();
    }

    /** The part of the map that no panel covers, in CSS pixels. */
    free() {
        const { clientWidth: width, clientHeight: height } = this.map.getContainer();
        const tool = document.getElementById("tool").getBoundingClientRect();
        if (innerWidth < phoneWidth) {
            const heads = [".panel-head", "#search", "#toolbar"].map((each) => document.querySelector(each));
            const top = Math.max(...heads.map((head) => head.getBoundingClientRect().bottom)) + labelHeight + gap;
            return { left: gap, right: width - gap, top, bottom: (tool.height ? tool.top : height) - gap };
        }
        const list = document.getElementById("layers").getBoundingClientRect();
        const isListOpen = !document.body.classList.contains("panel-closed");
        return {
            left: (isListOpen ? list.right : 0) + gap, right: (tool.width ? tool.left : width) - gap,
            top: labelHeight + gap, bottom: height - 3 * gap,
        };
    }

    middle() {
        const { left, right, top, bottom } = this.free();
        return [(left + right) / 2, (top + bottom) / 2];
    }

    /** Longitude and latitude of the middle of the sheet's map. */
    centre() {
        const { lng, lat } = this.map.unproject(this.middle()).wrap();
        return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
    }

    /** As the scale at the map's edge counts, on a sphere. */
    metresPerPixel() {
        const latitude = (this.centre()[1] * Math.PI) / 180;
        return (equatorInMetres * Math.cos(latitude)) / (512 * 2 ** this.map.getZoom());
    }

    /** CSS pixels of the frame at a scale. */
    pixels(scale) {
        const perMillimetre = scale / 1000 / this.metresPerPixel();
        const bulge = 1 - eSquared * Math.sin((this.centre()[1] * Math.PI) / 180) ** 2;
        const [eastward, northward] = [1 / Math.sqrt(bulge), (1 - eSquared) / bulge ** 1.5]; // radii of curvature
        return {
            width: this.size.width * perMillimetre / eastward, height: this.size.height * perMillimetre / northward,
        };
    }

    /** How large the frame is of what is free: 1 fills it. */
    fill(scale) {
        const { left, right, top, bottom } = this.free();
        const { width, height } = this.pixels(scale);
        return Math.max(width / (right - left), height / (bottom - top)) / share;
    }

    place() {
        const { width, height } = this.pixels(this.scale);
        const [x, y] = this.middle();
        const { style } = this.node;
        style.left = `${x - width / 2}px`;
        style.top = `${y - height / 2}px`;
        style.width = `${width}px`;
        style.height = `${height}px`;
    }

    /** On a phone what was in the middle would lie under the form. */
    uncover() {
        if (innerWidth >= phoneWidth) return;
        this.map.panBy([0, this.map.getContainer().clientHeight / 2 - this.middle()[1]], { animate: false });
    }

    /** The map comes nearer or goes away until the frame is seen whole. */
    showWhole() {
        this.map.easeTo({
            zoom: this.map.getZoom() - Math.log2(this.fill(this.scale)), around: this.map.unproject(this.middle()),
            animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        });
    }
}
