// The line between the two sides, dragged or moved by keys, and what each side is called.

import { element, svgElement } from "../../dom.js";

const step = 0.02; // of the width
const leap = 0.1;
const margin = 28; // CSS pixels: the grip stays whole

export class Divider {
    /** @param {HTMLElement} container @param {{label: string, onMove: (place: number) => void}} parts */
    constructor(container, { label, onMove }) {
        Object.assign(this, { container, onMove });
        this.names = { left: "", right: "" };
        this.tags = {
            left: element("p", { class: "compare-tag left" }), right: element("p", { class: "compare-tag right" }),
        };
        this.node = element("div", {
            class: "compare-divider", role: "slider", tabindex: 0, "aria-label": label,
            "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": 100,
            onpointerdown: (event) => this.grab(event),
            onpointermove: (event) => this.drag(event),
            onlostpointercapture: () => { this.isHeld = false; },
            onkeydown: (event) => this.press(event),
        }, element("span", { class: "compare-grip" }, svgElement("svg", {
            viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false",
        }, svgElement("path", { d: "M9 7l-5 5 5 5M15 7l5 5-5 5" }))));
        container.append(this.tags.left, this.tags.right, this.node);
        this.resized = new ResizeObserver(() => this.moveTo(this.share * this.width));
        const { left, right } = freeSpan(container);
        this.share = (left + right) / 2 / this.width;
        this.resized.observe(container);
        this.moveTo(this.share * this.width);
    }

    get width() {
        return this.container.clientWidth || 1;
    }

    setNames(left, right) {
        this.names = { left, right };
        this.tags.left.textContent = left;
        this.tags.right.textContent = right;
        this.tell();
    }

    grab(event) {
        event.preventDefault();
        this.node.focus({ preventScroll: true });
        this.node.setPointerCapture(event.pointerId);
        this.isHeld = true;
    }

    drag(event) {
        if (this.isHeld) this.moveTo(event.clientX - this.container.getBoundingClientRect().left);
    }

    press(event) {
        const { left, right } = freeSpan(this.container);
        const small = event.shiftKey ? leap : step;
        const moves = {
            ArrowLeft: -small, ArrowDown: -small, ArrowRight: small, ArrowUp: small, PageDown: -leap, PageUp: leap,
        };
        if (event.key === "Home") this.moveTo(left);
        else if (event.key === "End") this.moveTo(right);
        else if (event.key in moves) this.moveTo(this.place + moves[event.key] * this.width);
        else return;
        event.preventDefault();
    }

    /** Never under a panel, where nobody would find it. @param {number} place CSS pixels from the left */
    moveTo(place) {
        const { left, right } = freeSpan(this.container);
        this.place = Math.max(left, Math.min(right, place));
        this.share = this.place / this.width;
        this.node.style.left = `${this.place}px`;
        this.tags.left.style.right = `${this.width - this.place + 10}px`;
        this.tags.left.style.maxWidth = `${Math.max(60, this.place - left + margin)}px`;
        this.tags.right.style.left = `${this.place + 10}px`;
        this.tags.right.style.maxWidth = `${Math.max(60, right - this.place + margin)}px`;
        this.tell();
        this.onMove(this.place);
    }

    tell() {
        const percent = Math.round(this.share * 100);
        this.node.setAttribute("aria-valuenow", String(percent));
        this.node.setAttribute("aria-valuetext", `${percent}% · ${this.names.left} | ${this.names.right}`);
    }

    remove() {
        this.resized.disconnect();
        [this.node, this.tags.left, this.tags.right].forEach((node) => node.remove());
    }
}

/** What of the width no panel covers; all of it on a phone, where panels lie at the bottom. */
export function freeSpan(container) {
    const span = { left: margin, right: container.clientWidth - margin };
    if (matchMedia("(max-width: 767px)").matches) return span;
    const isTall = (box) => box.height > container.clientHeight / 3;
    const layers = document.getElementById("layers").getBoundingClientRect();
    if (layers.width > 0 && isTall(layers)) span.left = layers.right + margin;
    const tool = document.getElementById("tool").getBoundingClientRect();
    if (tool.width > 0) span.right = tool.left - margin;
    if (span.right < span.left) return { left: margin, right: container.clientWidth - margin };
    return span;
}
