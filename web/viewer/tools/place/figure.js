// A plot by its corners: rings in a plane of VN-2000, their edges, their size on the plane and on the earth.

import { geodesicArea } from "../../geodesy.js";

/**
 * @typedef {{label: string, north: number, east: number}} Corner metres in the plane
 * @typedef {{corners: Corner[], isHole: boolean}} Ring without its first corner again at the end
 */
export class Figure {
    /** @param {{rings: Ring[], isClosed: boolean, plane, vn2000}} parts */
    constructor({ rings, isClosed, plane, vn2000 }) {
        Object.assign(this, { rings, isClosed, plane });
        this.positions = rings.map(({ corners }) => corners.map((corner) => vn2000.fromPlane(corner, plane)));
    }

    get count() {
        return this.rings.reduce((sum, { corners }) => sum + corners.length, 0);
    }

    /** From each corner to the next, in metres of the plane; the last of an open line has none. */
    edges({ corners }) {
        return corners.map((corner, index) => {
            const isLast = index === corners.length - 1;
            if (isLast && !this.isClosed) return null;
            const next = corners[(index + 1) % corners.length];
            return Math.hypot(next.north - corner.north, next.east - corner.east);
        });
    }

    get perimeter() {
        return this.rings.reduce((sum, ring) => sum + this.edges(ring).reduce((all, edge) => all + (edge ?? 0), 0), 0);
    }

    /** As in a land certificate, m². */
    get areaOnPlane() {
        return this.sum(({ corners }) => planeArea(corners));
    }

    /** On the ellipsoid of WGS 84, m². */
    get areaOnEarth() {
        return this.sum((ring) => geodesicArea(this.positions[this.rings.indexOf(ring)]));
    }

    sum(areaOf) {
        if (!this.isClosed) return 0;
        return this.rings.reduce((sum, ring) => sum + areaOf(ring) * (ring.isHole ? -1 : 1), 0);
    }

    /** Whether an edge crosses another of its ring, so that an area says nothing. */
    get isCrossed() {
        return this.isClosed && this.rings.some(({ corners }) => crosses(corners));
    }

    /** GeoJSON in WGS 84. */
    get geometry() {
        if (!this.isClosed) {
            const [line] = this.positions;
            if (line.length === 1) return { type: "Point", coordinates: line[0] };
            return { type: "LineString", coordinates: line };
        }
        const polygons = [];
        this.rings.forEach(({ isHole }, index) => {
            const ring = counterclockwise(this.positions[index], !isHole);
            if (isHole) polygons.at(-1).push(ring);
            else polygons.push([ring]);
        });
        return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] }
            : { type: "MultiPolygon", coordinates: polygons };
    }
}

/** Measured from the first corner: the coordinates themselves are too large to be multiplied. */
function signedArea(points) {
    const [[x0, y0]] = points;
    return points.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = points[(index + 1) % points.length];
        return sum + ((x - x0) * (nextY - y0) - (nextX - x0) * (y - y0)) / 2;
    }, 0);
}

function planeArea(corners) {
    return Math.abs(signedArea(corners.map(({ east, north }) => [east, north])));
}

/** Closed, and turning as RFC 7946 wants it: outlines against the clock, holes with it. */
function counterclockwise(positions, isWanted) {
    const ring = signedArea(positions) > 0 === isWanted ? positions : [...positions].reverse();
    return [...ring, ring[0]];
}

function crosses(corners) {
    const count = corners.length;
    const side = (a, b, c) =>
        Math.sign((b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east));
    for (let one = 0; one < count; one += 1) {
        const [a, b] = [corners[one], corners[(one + 1) % count]];
        for (let other = one + 2; other < count; other += 1) {
            if (one === 0 && other === count - 1) continue; // neighbours
            const [c, d] = [corners[other], corners[(other + 1) % count]];
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
        }
    }
    return false;
}
