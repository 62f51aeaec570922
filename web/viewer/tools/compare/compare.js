// Two states of the map beside each other, with a divider between them: two versions of a layer, or two ways to draw.

import { element } from "../../dom.js";
import { LookMode } from "./look-mode.js";
import { Stage } from "./stage.js";
import { VersionMode } from "./version-mode.js";

const parameter = "sosanh";
const modes = { phienban: VersionMode, nen: LookMode };

export default class CompareTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        app.toolbox.addEventListener("close", ({ detail }) => {
            if (detail === "compare") app.permalink.set(parameter, null);
        });
    }

    /** @param {{isFromAddress?: boolean, collection?: string, from?: number, to?: number}} options */
    open(body, options) {
        const asked = options.isFromAddress ? readAddress(this.app.permalink.get(parameter))
            : { mode: "phienban", state: options };
        this.stage = new Stage(this.app, this.words);
        this.content = element("div", { class: "compare-mode" });
        this.buttons = new Map(Object.keys(modes).map((mode) => [mode, element("button", {
            type: "button", "data-mode": mode, onclick: () => this.switchTo(mode, {}),
        }, this.words(`mode-${mode}`))]));
        body.append(element("div", { class: "segments", role: "group", "aria-label": this.words("modes") },
            ...this.buttons.values()), this.content);
        this.switchTo(asked.mode, asked.state);
    }

    switchTo(mode, state) {
        this.mode?.close();
        for (const [id, button] of this.buttons) button.setAttribute("aria-pressed", String(id === mode));
        this.content.replaceChildren();
        const { permalink } = this.app;
        this.mode = new modes[mode](this.app, this.words, this.stage, (value) => {
            permalink.set(parameter, `${mode}:${value}`, permalink.get(parameter) === null ? "push" : "replace");
        });
        this.mode.open(this.content, state);
    }

    close() {
        this.mode?.close();
        this.mode = null;
        this.stage?.remove();
        this.stage = null;
    }
}

/** phienban:schools:3-5 or nen:toi:roads,schools; what makes no sense is left out. */
function readAddress(text) {
    const [mode, ...rest] = (text ?? "").split(":");
    if (mode === "nen") {
        const [style, layers] = rest;
        return { mode, state: { style, layers: layers === undefined ? null : layers.split(",").filter(Boolean) } };
    }
    const [collection, span = ""] = rest;
    const numbers = /^([1-9]\d{0,8})-([1-9]\d{0,8})$/.exec(span);
    const [from, to] = numbers ? numbers.slice(1).map(Number) : [null, null];
    return { mode: "phienban", state: { collection, from, to } };
}
