// A position in every system, each line with a button that copies it.

import { copyText } from "../../clipboard.js";
import { element, icon } from "../../dom.js";
import { degreesToCopy, planeToCopy } from "./sentences.js";

export class Readout {
    /** @param {{words, sentences: import("./sentences.js").Sentences, toast}} parts */
    constructor({ words, sentences, toast }) {
        Object.assign(this, { words, sentences, toast });
        this.lines = {
            plane: this.line("VN-2000"), degrees: this.line(words("wgs84")),
            sexagesimal: this.line(words("wgs84Sexagesimal")),
        };
        this.node = element("dl", { class: "place-readout", hidden: true },
            Object.values(this.lines).map(({ node }) => node));
    }

    line(title) {
        const name = element("dt", {}, title);
        const value = element("dd", { class: "number" });
        const label = this.words("copyOf", { title });
        const line = { name, value, text: "" };
        line.button = element("button", {
            type: "button", class: "icon-button", "aria-label": label, title: label,
            onclick: () => this.copy(line.text),
        }, icon("copy"));
        line.node = element("div", {}, name, value, element("dd", {}, line.button));
        return line;
    }

    /** @param {number[]} position [longitude, latitude] @param {object|null} plane null where VN-2000 has no meaning */
    show(position, plane, vn2000) {
        const { sentences, words, lines } = this;
        this.node.hidden = false;
        if (plane) {
            const coordinates = vn2000.toPlane(position, plane);
            lines.plane.name.textContent = words("vn2000In", { plane: sentences.plane(plane) });
            this.set(lines.plane, [
                element("span", {}, words("north"), element("b", {}, sentences.coordinate(coordinates.north))),
                element("span", {}, words("east"), element("b", {}, sentences.coordinate(coordinates.east))),
            ], planeToCopy(coordinates, plane));
        } else {
            lines.plane.name.textContent = "VN-2000";
            this.set(lines.plane, [words("noPlane")], "");
        }
        this.set(lines.degrees, [sentences.degrees(position)], degreesToCopy(position));
        this.set(lines.sexagesimal, [sentences.sexagesimal(position)], sentences.sexagesimal(position));
    }

    set(line, content, text) {
        line.value.replaceChildren(...content);
        line.text = text;
        line.button.hidden = text === "";
    }

    /** In one sentence, for those who do not see it. */
    get sentence() {
        const { plane, degrees } = this.lines;
        return `${plane.name.textContent}: ${plane.value.textContent}; ${degrees.value.textContent}`;
    }

    async copy(text) {
        this.toast.show(this.words(await copyText(text) ? "copied" : "notCopied", { text }));
    }
}
