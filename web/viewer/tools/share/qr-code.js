// A QR code of a text on a canvas, black on white whatever the colours of the page: cameras want it so.

/* global qrcode */

import { loadScript } from "../../load-script.js";

export const longestText = 1200; // bytes; what is denser no telephone reads from a screen

const quietModules = 4; // ISO/IEC 18004: the margin that readers need

/** @param {HTMLCanvasElement} canvas @param {number} width in CSS pixels, which it has at least */
export async function drawCode(canvas, text, width) {
    await loadScript("qrcode.js");
    qrcode.stringToBytes = qrcode.stringToBytesFuncs["UTF-8"];
    const code = qrcode(0, "M"); // as large as the text needs; a seventh of it may be dirty
    code.addData(text, "Byte");
    code.make();
    const count = code.getModuleCount();
    const modules = count + 2 * quietModules;
    const side = Math.ceil((width * Math.max(2, devicePixelRatio)) / modules); // whole pixels, or edges blur
    canvas.width = modules * side;
    canvas.height = modules * side;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000000";
    for (let row = 0; row < count; row += 1) {
        for (let column = 0; column < count; column += 1) {
            if (code.isDark(row, column)) {
                pen.fillRect((column + quietModules) * side, (row + quietModules) * side, side, side);
            }
        }
    }
}
