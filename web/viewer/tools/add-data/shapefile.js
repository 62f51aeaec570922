// Shapes of a shapefile (ESRI white paper, July 1998): points, lines and areas, with heights and measures left out.

import { lineOf } from "./geometry.js";
import { ringsToPolygons } from "./rings.js";

const headLength = 100;
const fileCode = 9994;
const multipatch = 31;

/** The kind without Z and M: 0 nothing, 1 point, 3 line, 5 area, 8 points. */
const kindOf = (type) => type % 10;

/**
 * @param {{buffer: ArrayBuffer, table: import("./dbf-file.js").Table|null, collector, pace, words}} parts
 */
export async function readShapes({ buffer, table, collector, pace, words }) {
    const view = new DataView(buffer);
    if (buffer.byteLength < headLength || view.getInt32(0) !== fileCode) {
        collector.complain("notShapefile");
        return;
    }
    let at = headLength;
    let row = 0;
    for (; at + 12 <= buffer.byteLength; row += 1) {
        const length = view.getInt32(at + 4) * 2; // in words of 16 bits
        const start = at + 8;
        const number = row + 1;
        const place = () => words("placeRecord", { number });
        if (length < 4 || start + length > buffer.byteLength) {
            collector.complain("cutOff", place);
            break;
        }
        at = start + length;
        if (table?.isDeleted(row)) continue;
        if (!addShape(new DataView(buffer, start, length), row, { table, collector, place })) break;
        if (pace.isDue) await pace.breathe(at / buffer.byteLength);
    }
    if (table && table.count !== row && !collector.isFull) {
        collector.complain("rowsAndShapes", null, { rows: table.count, shapes: row });
    }
    if (row === 0) collector.complain("noFeatures");
}

/** @returns {boolean} whether more is wanted */
function addShape(view, row, { table, collector, place }) {
    let geometry = null;
    try {
        const type = view.getInt32(0, true);
        if (type === multipatch) collector.complain("multipatch", place);
        else geometry = shapeIn(view, type);
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        collector.complain("badShape", place);
        return true;
    }
    return collector.add(geometry, table?.properties(row) ?? {}, place);
}

function shapeIn(view, type) {
    switch (kindOf(type)) {
        case 0: return null;
        case 1: return pointIn(view);
        case 8: return { type: "MultiPoint", coordinates: positions(view, 40, view.getInt32(36, true)) };
        case 3: return linesIn(view);
        case 5: return { type: "MultiPolygon", coordinates: ringsToPolygons(partsIn(view)) };
        default: throw new RangeError(`type ${type}`);
    }
}

/** A point whose numbers are none stands for no place (white paper, page 2: below −10³⁸). */
function pointIn(view) {
    const [x, y] = [view.getFloat64(4, true), view.getFloat64(12, true)];
    const isPlace = Number.isFinite(x) && Number.isFinite(y) && Math.min(x, y) > -1e38;
    return isPlace ? { type: "Point", coordinates: [x, y] } : null;
}

function linesIn(view) {
    return lineOf(partsIn(view).filter((part) => part.length > 1));
}

function partsIn(view) {
    const partCount = view.getInt32(36, true);
    const count = view.getInt32(40, true);
    if (partCount < 0 || count < 0 || partCount > count) throw new RangeError("parts");
    const pointsAt = 44 + 4 * partCount;
    const starts = Array.from({ length: partCount }, (_, part) => view.getInt32(44 + 4 * part, true));
    return starts.map((first, part) => {
        const next = part + 1 < partCount ? starts[part + 1] : count;
        if (first < 0 || next < first || next > count) throw new RangeError("parts");
        return positions(view, pointsAt + 16 * first, next - first);
    });
}

function positions(view, at, count) {
    if (count < 0 || at + 16 * count > view.byteLength) throw new RangeError("positions");
    return Array.from({ length: count }, (_, index) => (
        [view.getFloat64(at + 16 * index, true), view.getFloat64(at + 16 * index + 8, true)]));
}
