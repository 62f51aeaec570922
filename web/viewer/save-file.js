// Hands a file that was made here to the reader, as a download.

import { element } from "./dom.js";

const keptInMilliseconds = 60_000; // a browser may ask where to put it before it reads

/** @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = element("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), keptInMilliseconds);
}
