// Going to coordinates that are typed, in either system and order.

import { element, icon } from "../../dom.js";
import { fit } from "../../map-view.js";
import { isInCountry, planes } from "../../vn2000.js";
import { readCoordinates } from "./coordinate-text.js";
import { planeChoice } from "./plane-choice.js";
import { Readout } from "./readout.js";

const closest = 17; // zoom

export class GoToView {
    /** @param {import("./place.js").Parts} parts */
    constructor(parts) {
        Object.assign(this, parts);
        const { words } = this;
        this.position = null;
        this.readout = new Readout(parts);
        this.plane = planeChoice({ id: "place-go-plane", words, onChange: () => this.read() });
        this.input = element("input", {
            id: "place-text", class: "input", autocomplete: "off", spellcheck: "false", maxlength: 200,
            "aria-describedby": "place-text-hint place-text-wrong", oninput: () => this.read(),
        });
        this.wrong = element("p", { id: "place-text-wrong", class: "wrong", role: "alert", hidden: true });
        this.understood = element("p", { class: "place-understood", role: "status", hidden: true });
        this.degrees = element("div", { class: "field", hidden: true },
            element("label", { for: "place-degrees" }, words("degreesOf")),
            element("select", { id: "place-degrees", class: "input", onchange: () => this.read() },
                element("option", { value: "4326" }, words("degreesOfWGS84")),
                element("option", { value: "4756" }, words("degreesOfVN2000"))));
        this.node = element("form", { class: "place-form", onsubmit: (event) => {
            event.preventDefault();
            this.go();
        } },
        element("div", { class: "field" }, element("label", { for: "place-text" }, words("coordinates")), this.input,
            element("p", { class: "hint", id: "place-text-hint" }, words("coordinatesHint")),
            this.wrong, this.understood),
        this.degrees, this.plane.node,
        element("div", { class: "actions" },
            element("button", { type: "submit", class: "button primary" }, icon("place"), words("go"))),
        this.readout.node);
        this.plane.node.hidden = true;
    }

    start() {
        this.onMap.showPoint(this.position);
    }

    stop() {
        this.onMap.showPoint(null);
    }

    /** While it is typed: what it is taken for. What is wrong is only said when it is to be gone to. */
    read() {
        const found = readCoordinates(this.input.value);
        this.wrong.hidden = true;
        this.input.removeAttribute("aria-invalid");
        this.degrees.hidden = found.kind !== "degrees";
        this.plane.node.hidden = found.kind !== "metres";
        this.understood.hidden = found.kind === "problem";
        if (found.kind === "problem") return found;
        const { position, sentence } = found.kind === "metres" ? this.readMetres(found) : this.readDegrees(found);
        this.understood.textContent = sentence;
        return { ...found, position };
    }

    readMetres({ plane: named, ...coordinates }) {
        const { app, vn2000, sentences, words } = this;
        const { lng, lat } = app.map.getCenter();
        const [likely] = vn2000.likelyPlanes(coordinates, [lng, lat]);
        this.plane.follow(named ?? likely ?? vn2000.planeAt([lng, lat]));
        const plane = this.plane.chosen ?? named ?? likely ?? vn2000.planeAt([lng, lat]) ?? planes.at(-1);
        const position = vn2000.fromPlane(coordinates, plane);
        this.usedPlane = plane;
        return { position, sentence: words(coordinates.isEastFirst ? "understoodTurned" : "understoodMetres", {
            north: sentences.coordinate(coordinates.north), east: sentences.coordinate(coordinates.east),
            plane: sentences.plane(plane),
        }) + this.remark(position) };
    }

    readDegrees({ latitude, longitude }) {
        const { vn2000, sentences, words } = this;
        const isVN2000 = this.degrees.querySelector("select").value === "4756";
        const position = isVN2000 ? vn2000.fromDegrees([longitude, latitude]) : [longitude, latitude];
        this.usedPlane = vn2000.planeAt(position);
        return { position, sentence: words("understoodDegrees", {
            system: isVN2000 ? "VN-2000" : "WGS 84", place: sentences.degrees([longitude, latitude]),
        }) + this.remark(position) };
    }

    remark(position) {
        return isInCountry(position) ? "" : ` ${this.words("outsideCountry")}`;
    }

    go() {
        const found = this.read();
        if (found.kind === "problem") {
            const value = this.app.formatter.count(found.values?.value ?? 0);
            this.wrong.textContent = this.words(found.key, { value });
            this.wrong.hidden = false;
            this.input.setAttribute("aria-invalid", "true");
            this.input.focus();
            return;
        }
        this.position = found.position;
        this.onMap.showPoint(found.position);
        this.readout.show(found.position, isInCountry(found.position) ? this.usedPlane : null, this.vn2000);
        const { map } = this.app;
        fit(map, [...found.position, ...found.position], {
            maxZoom: Math.max(closest, map.getZoom()), animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        });
    }
}
