// The buttons of this tool.

import { element, icon } from "../../dom.js";

export function iconButton(glyph, label, onclick, options = {}) {
    return element("button", {
        type: "button", "aria-label": label, title: label, onclick, ...options,
        class: ["icon-button", options.class].filter(Boolean).join(" "),
    }, icon(glyph));
}

export function textButton(text, onclick, options = {}) {
    return element("button", { type: "button", class: "button", onclick, ...options }, text);
}

/** A button in a line of its own. */
export function retry(words, onclick) {
    return element("p", { class: "actions" }, textButton(words("tryAgain"), onclick));
}
