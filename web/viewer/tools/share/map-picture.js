// The map as it is on the screen, as a picture with its title, sources, scale and date.

const font = '"Noto Sans", sans-serif';
const ink = "#17222c";
const quiet = "#586673";

/** @param {{title: string, notes: string[]}} texts @returns {Promise<Blob>} PNG */
export async function mapPicture(map, texts) {
    const drawing = await drawnMap(map);
    const ratio = drawing.width / map.getContainer().clientWidth;
    const width = drawing.width / ratio;
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const title = { size: 20, weight: 700, colour: ink, lines: [] };
    const notes = { size: 12, weight: 400, colour: quiet, lines: [] };
    const margin = 14; // CSS pixels
    for (const [block, paragraphs] of [[title, [texts.title]], [notes, texts.notes]]) {
        pen.font = `${block.weight} ${block.size}px ${font}`;
        block.lines = paragraphs.filter(Boolean).flatMap((text) => broken(pen, text, width - 2 * margin));
        block.height = block.lines.length > 0 ? block.lines.length * block.size * 1.4 + margin : 0;
    }
    canvas.width = drawing.width;
    canvas.height = Math.round(drawing.height + (title.height + notes.height) * ratio);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawing, 0, Math.round(title.height * ratio));
    pen.scale(ratio, ratio);
    write(pen, title, margin, 0);
    write(pen, notes, margin, title.height + drawing.height / ratio);
    return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("picture"))), "image/png");
    });
}

/** WebGL forgets its picture after a frame, so it is taken within one. */
function drawnMap(map) {
    return new Promise((resolve) => {
        map.once("render", () => {
            const source = map.getCanvas();
            const copy = document.createElement("canvas");
            Object.assign(copy, { width: source.width, height: source.height });
            copy.getContext("2d").drawImage(source, 0, 0);
            resolve(copy);
        });
        map.triggerRepaint();
    });
}

function write(pen, { size, weight, colour, lines }, margin, top) {
    pen.font = `${weight} ${size}px ${font}`;
    pen.fillStyle = colour;
    pen.textBaseline = "top";
    lines.forEach((line, index) => pen.fillText(line, margin, top + margin / 2 + index * size * 1.4 + size * 0.1));
}

/** Lines no wider than `width`, broken between words. */
function broken(pen, text, width) {
    const lines = [];
    for (const word of text.split(/\s+/)) {
        const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
        if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
        else lines.push(word);
    }
    return lines;
}
