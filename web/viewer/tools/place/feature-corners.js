// The corners of a feature of the map, in a plane of VN-2000.

import { fetchJSON } from "../../api.js";
import { boundsOf } from "../../highlight.js";
import { planesOfServer } from "../../vn2000.js";

/** @typedef {import("./figure.js").Ring} Ring */

/**
 * @param {{collection: string, id: string}} chosen
 * @param {(position: number[]) => import("../../vn2000.js").Plane} choosePlane by where the feature is
 * @returns {Promise<{rings: Ring[], isClosed: boolean, plane}|null>} null for what has no corners
 */
export async function featureCorners({ collection, id }, choosePlane, { base, vn2000 }) {
    const path = `${base}/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}?f=json`;
    const read = async (url) => (await fetchJSON(url, "application/geo+json, application/json")).geometry;
    const geometry = await read(path);
    const [west, south, east, north] = boundsOf(geometry) ?? [];
    if (west === undefined) return null;
    const plane = choosePlane([(west + east) / 2, (south + north) / 2]);
    // As it is stored, where the server knows the plane: a certificate's digits are not to be rounded twice.
    const isOffered = planesOfServer.includes(plane.code);
    const found = isOffered
        ? ringsOf(await read(`${path}&crs=EPSG:${plane.code}`), ([x, y]) => ({ east: x, north: y }))
        : ringsOf(geometry, ([longitude, latitude]) => vn2000.toPlane([longitude, latitude], plane));
    return found && { ...found, plane };
}

/** Corners are numbered through all rings. */
function ringsOf(geometry, cornerOf) {
    const polygons = { Polygon: (one) => [one], MultiPolygon: (all) => all }[geometry?.type]?.(geometry.coordinates);
    const lines = {
        Point: (one) => [[one]], MultiPoint: (all) => all.map((one) => [one]), LineString: (one) => [one],
        MultiLineString: (all) => all,
    }[geometry?.type]?.(geometry.coordinates);
    if (!polygons && lines?.length !== 1) return null;
    let number = 0;
    const corners = (positions) => positions.map((position) => {
        number += 1;
        return { label: String(number), ...cornerOf(position) };
    });
    const rings = polygons
        ? polygons.flatMap((polygon) => polygon.map((ring, index) =>
            ({ corners: corners(ring.slice(0, -1)), isHole: index > 0 })))
        : [{ corners: corners(lines[0]), isHole: false }];
    return { rings, isClosed: Boolean(polygons) };
}
