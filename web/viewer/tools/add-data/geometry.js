// GeoJSON geometries from files: checked, without heights, rings closed.

const simpleTypes = ["Point", "LineString", "Polygon"];
const nestingOf = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };

/** `key` of words.json says what is wrong. */
export class GeometryFault extends Error {
    constructor(key, values = {}) {
        super(key);
        this.key = key;
        this.values = values;
    }
}

/** A copy that the map can draw. @throws {GeometryFault} */
export function cleaned(geometry) {
    const { type } = geometry;
    if (type === "GeometryCollection") return cleanedCollection(geometry);
    if (!(type in nestingOf)) throw new GeometryFault("geometryType", { type: shown(type) });
    return { type, coordinates: nested(geometry.coordinates, nestingOf[type], type) };
}

/** Collections as one multi-geometry when all parts are of one kind, else flat: nobody needs them in each other. */
function cleanedCollection({ geometries }) {
    if (!Array.isArray(geometries)) throw new GeometryFault("coordinates");
    const parts = geometries.flatMap((part) => {
        if (typeof part !== "object" || part === null) throw new GeometryFault("coordinates");
        if (part.type === "GeometryCollection") throw new GeometryFault("nestedCollection");
        return cleaned(part);
    });
    const [kind] = simpleTypes.filter((type) => parts.every((part) => part.type === type));
    if (parts.length === 1) return parts[0];
    if (kind) return { type: `Multi${kind}`, coordinates: parts.map(({ coordinates }) => coordinates) };
    return { type: "GeometryCollection", geometries: parts };
}

function nested(coordinates, depth, type) {
    if (!Array.isArray(coordinates)) throw new GeometryFault("coordinates");
    if (depth === 0) return position(coordinates);
    if (depth === 1 && type !== "MultiPoint") return chain(coordinates, type.endsWith("Polygon"));
    return coordinates.map((part) => nested(part, depth - 1, type));
}

function chain(coordinates, isRing) {
    const positions = coordinates.map((part) => {
        if (!Array.isArray(part)) throw new GeometryFault("coordinates");
        return position(part);
    });
    if (!isRing) {
        if (positions.length < 2) throw new GeometryFault("shortLine");
        return positions;
    }
    const [first, last] = [positions[0], positions.at(-1)];
    if (first && (first[0] !== last[0] || first[1] !== last[1])) positions.push([...first]);
    if (positions.length < 4) throw new GeometryFault("shortRing");
    return positions;
}

function position(coordinates) {
    const [x, y] = coordinates;
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new GeometryFault("coordinates");
    return [x, y];
}

function shown(type) {
    return typeof type === "string" ? type.slice(0, 40) : String(type);
}

/** A line of one or more parts, null of none. @param {number[][][]} parts */
export function lineOf(parts) {
    if (parts.length === 0) return null;
    if (parts.length === 1) return { type: "LineString", coordinates: parts[0] };
    return { type: "MultiLineString", coordinates: parts };
}

/** Each position once, until `visit` answers false. */
export function eachPosition(geometry, visit) {
    const walk = (part) => (typeof part[0] === "number" ? visit(part) !== false : part.every(walk));
    if (geometry?.type === "GeometryCollection") {
        return geometry.geometries.every(({ coordinates }) => walk(coordinates));
    }
    return geometry ? walk(geometry.coordinates) : true;
}

export function positionCount(geometry) {
    let count = 0;
    eachPosition(geometry, () => { count += 1; });
    return count;
}

/** The same shape elsewhere. @param {(position: number[]) => number[]} move */
export function moved(geometry, move) {
    const walk = (part) => (typeof part[0] === "number" ? move(part) : part.map(walk));
    if (geometry.type === "GeometryCollection") {
        return { ...geometry, geometries: geometry.geometries.map((part) => moved(part, move)) };
    }
    return { type: geometry.type, coordinates: walk(geometry.coordinates) };
}
