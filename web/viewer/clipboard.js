// Text to the clipboard, also where the page came by plain http and the browser offers no clipboard to it.

import { element } from "./dom.js";

/** @returns {Promise<boolean>} whether the text can be pasted now */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyByCommand(text);
    }
}

function copyByCommand(text) {
    const former = document.activeElement;
    const field = element("textarea", { class: "for-readers", readonly: true, "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    former?.focus();
    return isCopied;
}
