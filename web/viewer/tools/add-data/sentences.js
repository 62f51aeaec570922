// What was wrong with a file, as sentences with the places in it.

import { element } from "../../dom.js";
import { iconButton } from "./controls.js";

/** @param {import("./collector.js").Problem} problem */
export function sentenceOf({ key, values, places, count }, words, formatter) {
    const sentence = words(key, shownValues(values, formatter));
    if (places.length === 0 && count === 1) return capital(sentence);
    if (places.length === 0) return `${capital(sentence)} (${words("times", { count: formatter.count(count) })})`;
    const rest = count - places.length;
    const more = rest > 0 ? words("andMore", { count: formatter.count(rest) }) : "";
    return capital(`${places.join("; ")}${more}: ${sentence}`);
}

function capital(sentence) {
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function shownValues(values, formatter) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => (
        [name, typeof value === "number" ? formatter.count(value) : value])));
}

/** A card with a sentence for each; "" when there is nothing to say. */
export function warnings(sentences, { onClose = null, words }) {
    if (sentences.length === 0) return "";
    return element("div", { class: "added-warning" },
        element("ul", {}, sentences.map((sentence) => element("li", {}, sentence))),
        onClose && iconButton("close", words("dismiss"), onClose));
}
