// What lies under the layers: light, dark, nothing, or what the reader's system asks for.

import { element, svgElement } from "../../dom.js";

const choices = [null, "sang", "toi", "khong"];
const names = { null: "system", sang: "light", toi: "dark", khong: "none" };

export default class BasemapTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.update = () => this.mark();
    }

    open(body) {
        const { mapStyle, permalink } = this.app;
        this.radios = choices.map((choice) => element("input", {
            type: "radio", name: "basemap", id: `basemap-${names[choice]}`, value: String(choice),
            onchange: () => this.choose(choice),
        }));
        this.said = element("p", { class: "quiet basemap-said", role: "status" });
        body.append(
            element("fieldset", { class: "basemap-choices" },
                element("legend", { class: "for-readers" }, this.app.toolbox.title("basemap")),
                ...choices.map((choice, index) => this.card(choice, this.radios[index]))),
            this.said);
        mapStyle.addEventListener("change", this.update);
        permalink.addEventListener("restore", this.update);
        this.mark();
    }

    close() {
        this.app.mapStyle.removeEventListener("change", this.update);
        this.app.permalink.removeEventListener("restore", this.update);
    }

    card(choice, radio) {
        const name = names[choice];
        return element("label", { class: "basemap-choice" }, radio, sketch(name),
            element("span", { class: "basemap-name" }, this.words(name)),
            element("span", { class: "basemap-hint" }, this.words(`${name}Hint`)));
    }

    async choose(choice) {
        await this.app.mapStyle.choose(choice);
        this.mark();
    }

    mark() {
        const { choice, shown } = this.app.mapStyle;
        choices.forEach((each, index) => { this.radios[index].checked = each === choice; });
        this.said.textContent = this.words("shown", { name: this.words(names[shown]).toLocaleLowerCase() });
    }
}

/** A crossroads by a river in the colours of the map; that of the system is half light, half dark. */
function sketch(name) {
    const parts = name === "system" ? ["light", "dark"] : [name];
    const width = 96 / parts.length;
    return svgElement("svg", {
        class: "basemap-sketch", viewBox: "0 0 96 56", "aria-hidden": "true", focusable: "false",
    }, ...parts.map((part, index) => svgElement("svg", {
        x: index * width, width, height: 56, viewBox: `${index * width} 0 ${width} 56`, class: `sketch-${part}`,
    }, ...drawing())));
}

function drawing() {
    const path = (name, d) => svgElement("path", { class: name, d });
    return [
        path("ground", "M0 0H96V56H0z"),
        path("land", "M0 12L30 0H96V56H10L0 40z"),
        path("water", "M-2 44C18 30 26 52 46 40S78 30 98 44"),
        path("street", "M18 -2L32 58M58 -2L70 58M-2 30L98 6"),
        path("road", "M-2 18L98 26M80 -2L44 58"),
        path("area", "M34 8L52 4L55 18L37 20z"),
        path("point", "M66 34a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
    ];
}
