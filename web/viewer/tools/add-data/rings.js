// Rings of a shapefile, in any order, as polygons with holes: outer rings run clockwise, holes the other way.

/** @param {number[][][]} rings @returns {number[][][][]} coordinates of a MultiPolygon */
export function ringsToPolygons(rings) {
    const whole = rings.filter((ring) => ring.length >= 4)
        .map((ring) => ({ ring, box: boxOf(ring), isOuter: signedArea(ring) <= 0 }));
    const outers = whole.filter(({ isOuter }) => isOuter);
    // Programs that know no direction write every ring the same way.
    if (outers.length === 0) return whole.map(({ ring }) => [ring]);
    const polygons = outers.map(({ ring, box }) => ({ ring, box, rings: [ring] }));
    for (const { ring, box, isOuter } of whole) {
        if (isOuter) continue;
        const home = polygons.length === 1 ? polygons[0]
            : polygons.find((polygon) => isBoxInside(box, polygon.box) && isInside(ring[0], polygon.ring));
        if (home) home.rings.push(ring);
        else polygons.push({ ring, box, rings: [ring] }); // a hole in nothing is an area
    }
    return polygons.map((polygon) => polygon.rings);
}

/** Positive against the clock, in units of the coordinates; moved to the first point, as far numbers lose digits. */
function signedArea(ring) {
    const [x0, y0] = ring[0];
    let sum = 0;
    for (let index = 1; index < ring.length; index += 1) {
        const [x1, y1] = ring[index - 1];
        const [x2, y2] = ring[index];
        sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    }
    return sum / 2;
}

function boxOf(ring) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of ring) {
        if (x < box[0]) box[0] = x;
        if (y < box[1]) box[1] = y;
        if (x > box[2]) box[2] = x;
        if (y > box[3]) box[3] = y;
    }
    return box;
}

function isBoxInside(inner, outer) {
    return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** Even–odd rule. */
function isInside([x, y], ring) {
    let inside = false;
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
        const [x1, y1] = ring[index];
        const [x2, y2] = ring[before];
        if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
}
