// VN-2000 in the browser: its planes, which of them is in use where, and coordinates to and from WGS 84.

/* global proj4 */

import { loadScript } from "./load-script.js";

// QĐ 05/2007/QĐ-BTNMT (EPSG:6960). Its rotations are of the coordinate frame; +towgs84 wants those of the position
// vector, so their signs are turned.
const toWGS84 = "+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";
const geographic = `+proj=longlat +ellps=WGS84 ${toWGS84} +no_defs`;

/** Around land, islands and sea of the country, in degrees. */
const country = { west: 101, south: 6, east: 118, north: 24 };

/**
 * @typedef {{code: number, meridian: number, scale: number}} Plane `code`: EPSG; `meridian`: central, degrees east
 * @typedef {{east: number, north: number}} PlanePosition in metres; Vietnamese papers call north X and east Y
 */

/** @type {Plane[]} zones of 3°, then those of 6° (UTM) */
export const planes = [
    ...[
        [5896, 102], [9205, 103], [9206, 104], [9207, 104.5], [9208, 104.75], [5897, 105], [9209, 105.5],
        [9210, 105.75], [9211, 106], [9212, 106.25], [9213, 106.5], [9214, 107], [9215, 107.25], [9216, 107.5],
        [5899, 107.75], [5898, 108], [9217, 108.25], [9218, 108.5],
    ].map(([code, meridian]) => ({ code, meridian, scale: 0.9999 })),
    { code: 3405, meridian: 105, scale: 0.9996 },
    { code: 3406, meridian: 111, scale: 0.9996 },
];

/** Planes whose coordinates the server gives for any collection. */
export const planesOfServer = [3405, 3406, 9217, 9218];

/** @returns {Plane|undefined} */
export function planeOf(code) {
    return planes.find((plane) => plane.code === code);
}

/** 108°30′ */
export function meridianText({ meridian }) {
    return `${Math.trunc(meridian)}°${String(Math.round((meridian % 1) * 60)).padStart(2, "0")}′`;
}

export function isInCountry([longitude, latitude]) {
    const { west, south, east, north } = country;
    return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** Proj4js and the grid of zones, fetched once; a failure is forgotten, so that the next call tries again. */
export class VN2000 {
    static async load() {
        VN2000.loading ??= Promise.all([loadZones(), loadScript("proj4.min.js")]).then(([zones]) => new VN2000(zones));
        try {
            return await VN2000.loading;
        } catch (error) {
            VN2000.loading = null;
            throw error;
        }
    }

    constructor(zones) {
        this.zones = zones;
        this.converters = new Map();
    }

    /** The zone that the province of a place worked in before 2025; far from any, that of UTM. @returns {Plane|null} */
    planeAt([longitude, latitude]) {
        if (!isInCountry([longitude, latitude])) return null;
        const { west, south, step, codes, rows } = this.zones;
        const code = codes[rows[Math.floor((latitude - south) / step)]?.[Math.floor((longitude - west) / step)]];
        return planeOf(code ?? (longitude < 108 ? 3405 : 3406));
    }

    /** @param {number[]} position [longitude, latitude] @param {Plane} plane @returns {PlanePosition} */
    toPlane(position, plane) {
        const [east, north] = this.converter(plane.code).forward(position);
        return { east, north };
    }

    /** @returns {number[]} [longitude, latitude] */
    fromPlane({ east, north }, plane) {
        return this.converter(plane.code).inverse([east, north]);
    }

    /** Of VN-2000 in degrees (EPSG:4756), both [longitude, latitude]. */
    fromDegrees(position) {
        return this.converter(4756).inverse(position);
    }

    /**
     * Planes in which these coordinates lie where that plane is in use; the one of `near` first if it is among them.
     * @returns {Plane[]}
     */
    likelyPlanes(coordinates, near) {
        const fitting = planes.filter((plane) => this.planeAt(this.fromPlane(coordinates, plane))?.code === plane.code);
        const preferred = near && this.planeAt(near);
        return fitting.sort((one, other) => (other === preferred) - (one === preferred));
    }

    converter(code) {
        if (!this.converters.has(code)) this.converters.set(code, proj4("WGS84", definition(code)));
        return this.converters.get(code);
    }
}

function definition(code) {
    if (code === 4756) return geographic;
    const { meridian, scale } = planeOf(code);
    return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${scale} +x_0=500000 +y_0=0 +ellps=WGS84 ${toWGS84} +units=m`;
}

/** Rows as runs of cells, "3.12A": see data/units/make_zones.py. */
async function loadZones() {
    const url = new URL("vn2000-zones.json", import.meta.url);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const { west, south, step, zones, rows } = await answer.json();
    const cells = (row) => [...row.matchAll(/(\d+)([.A-Z])/g)].flatMap(([, count, letter]) =>
        Array(Number(count)).fill(letter === "." ? -1 : letter.charCodeAt(0) - "A".charCodeAt(0)));
    return { west, south, step, codes: zones, rows: rows.map(cells) };
}
