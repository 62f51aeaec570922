// Where a point is: the middle of the map, or one that is picked.

import { element } from "../../dom.js";
import { planeChoice } from "./plane-choice.js";
import { Readout } from "./readout.js";

export class PointView {
    /** @param {import("./place.js").Parts} parts */
    constructor(parts) {
        Object.assign(this, parts);
        const { words } = this;
        this.mode = matchMedia("(min-width: 768px)").matches ? "centre" : "pick"; // a sheet hides the middle of a phone
        this.picked = null;
        this.readout = new Readout(parts);
        this.plane = planeChoice({ id: "place-point-plane", words, onChange: () => this.show() });
        this.buttons = ["centre", "pick"].map((mode) => element("button", {
            type: "button", "data-mode": mode, onclick: () => this.setMode(mode),
        }, words(mode)));
        this.hint = element("p", { class: "hint quiet" });
        this.status = element("p", { class: "for-readers", role: "status" });
        this.node = element("div", {},
            element("div", { class: "segments", role: "group", "aria-label": words("whichPoint") }, this.buttons),
            this.hint, this.readout.node, this.plane.node,
            element("p", { class: "place-note quiet" }, words("parameters")), this.status);
        this.onMove = () => this.mode === "centre" && this.show();
        this.onClick = ({ lngLat }) => this.pick(lngLat);
        this.onKey = (event) => {
            if (event.key === "Enter" && this.mode === "pick") this.pick(this.app.map.getCenter());
        };
    }

    start() {
        const { map } = this.app;
        map.on("move", this.onMove);
        map.on("click", this.onClick);
        map.getCanvas().addEventListener("keydown", this.onKey);
        this.setMode(this.mode);
    }

    stop() {
        const { map, identify } = this.app;
        map.off("move", this.onMove);
        map.off("click", this.onClick);
        map.getCanvas().removeEventListener("keydown", this.onKey);
        identify.release(this);
        document.body.classList.remove("has-place-centre");
        this.onMap.showPoint(null);
    }

    setMode(mode) {
        const { identify } = this.app;
        this.mode = mode;
        for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
        document.body.classList.toggle("has-place-centre", mode === "centre");
        if (mode === "pick") identify.claim(this);
        else identify.release(this);
        this.hint.textContent = this.words(`${mode}Hint`);
        this.show();
    }

    pick(lngLat) {
        if (this.mode !== "pick") return;
        const { lng, lat } = lngLat.wrap();
        this.picked = [lng, lat];
        this.show();
        this.status.textContent = this.readout.sentence;
    }

    get position() {
        if (this.mode === "pick") return this.picked;
        const { lng, lat } = this.app.map.getCenter().wrap();
        return [lng, lat];
    }

    show() {
        const { position, vn2000 } = this;
        this.onMap.showPoint(this.mode === "pick" ? position : null);
        this.readout.node.hidden = position === null;
        this.plane.node.hidden = position === null;
        if (position === null) return;
        const usual = vn2000.planeAt(position);
        this.plane.follow(usual);
        this.readout.show(position, usual && (this.plane.chosen ?? usual), vn2000);
    }
}
