// How much of a sheet is map, in millimetres: as Sources/MapSheet/Layout/SheetLayout.swift lays sheets out.

const a4 = 210; // millimetres, the shorter side; lengths below are of A4, larger paper has larger ones
const margin = 8;
const gap = 3.5;
const band = { grid: 7.5, plain: 1.2 }; // between the frame and the map
const legendColumn = 60;
const legendShare = 0.3; // of the height, at most
const notes = 20;
const title = { height: 5.2 * 1.2, letter: 2.9 }; // a line, and the mean width of its letters
const subtitle = 3.3 * 1.3;
const dark = 110; // of 255: the frame is nearly black, also where a small picture blurs it

/**
 * @param {number[]} millimetres shorter and longer side
 * @returns {{width: number, height: number, enlargement: number}}
 */
export function paperSize([shorter, longer], orientation) {
    const [width, height] = orientation === "portrait" ? [shorter, longer] : [longer, shorter];
    return { width, height, enlargement: Math.sqrt(shorter / a4) };
}

/**
 * The map on a sheet. A legend below it is as high as it needs, which only the server knows: here it has all it may
 * have, so that what the frame shows is surely on the sheet.
 * @param {{width: number, height: number, enlargement: number}} paper
 * @param {{title: string, subtitle: string, legend: boolean, grid: boolean, graticule: boolean}} state
 */
export function mapSize(paper, state) {
    const size = paper.enlargement;
    const isLandscape = paper.width > paper.height;
    let width = paper.width - 2 * margin * size;
    const lines = Math.max(1, Math.ceil((state.title.length * title.letter * size) / width));
    const head = lines * title.height + (state.subtitle ? subtitle : 0);
    let height = paper.height - (2 * margin + head + gap * 0.8) * size;
    if (state.legend && isLandscape) width -= (legendColumn + gap) * size;
    else if (state.legend) height -= height * legendShare + gap * size;
    else height -= (notes + gap) * size;
    const around = 2 * bandOf(state) * size;
    return { width: width - around, height: height - around };
}

/** The same with the height that a picture of the sheet shows: the left line of its frame is where it always is. */
export async function measuredMapSize(blob, paper, state) {
    const picture = await createImageBitmap(blob);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.width, height: picture.height });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(picture, 0, 0);
    const perMillimetre = picture.width / paper.width;
    const { data } = pen.getImageData(Math.round(margin * paper.enlargement * perMillimetre) - 1, 0, 2, picture.height);
    const isLine = (y) => Math.min(data[y * 8], data[y * 8 + 4]) < dark;
    let top = Math.round(picture.height / 2);
    let bottom = top;
    while (top > 0 && isLine(top - 1)) top -= 1;
    while (bottom < picture.height - 1 && isLine(bottom + 1)) bottom += 1;
    const height = (bottom - top) / perMillimetre - 2 * bandOf(state) * paper.enlargement;
    const expected = mapSize(paper, state);
    return height > expected.height * 0.8 ? { ...expected, height } : expected;
}

function bandOf({ grid, graticule }) {
    return grid || graticule ? band.grid : band.plain;
}
