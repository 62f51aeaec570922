// Where the numbers of a file are: its reference system, named or asked for, and the way from there to WGS 84.

/* global proj4 */

import { isInCountry, meridianText, planeOf, planes, VN2000 } from "../../vn2000.js";
import { eachPosition, moved } from "./geometry.js";

const sampleSize = 200;
const others = {
    "EPSG:3857": "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs",
    "EPSG:32648": "+proj=utm +zone=48 +datum=WGS84 +units=m +no_defs",
    "EPSG:32649": "+proj=utm +zone=49 +datum=WGS84 +units=m +no_defs",
};

/** Systems that people may choose for numbers of this kind, besides the zones of VN-2000. */
const choices = { degrees: ["EPSG:4326", "EPSG:4756"], metres: ["EPSG:32648", "EPSG:32649"], world: ["EPSG:3857"] };

/**
 * What the numbers of the features look like.
 * @returns {{kind: "degrees"|"metres"|"world"|"none"|"unknown", isNorthFirst: boolean, middle: number[]}}
 */
export function measure(features) {
    const sample = sampleOf(features);
    if (sample.length === 0) return { kind: "none", isNorthFirst: false, middle: null };
    const middle = [0, 1].map((axis) => median(sample.map((position) => position[axis])));
    const [x, y] = middle.map(Math.abs);
    const flipped = [middle[1], middle[0]];
    if (x <= 180 && y <= 180) {
        const isNorthFirst = y > 90 || (!isInCountry(middle) && isInCountry(flipped));
        return { kind: "degrees", isNorthFirst, middle: isNorthFirst ? flipped : middle };
    }
    if (x > 9e6 && x < 20_037_509 && y < 20_037_509) return { kind: "world", isNorthFirst: false, middle };
    // North of the equator here is 850 to 2,650 km, east of a false origin 100 to 1,000 km: the larger one is north.
    const isNorthFirst = x > y;
    const isPlane = Math.max(x, y) < 3e6;
    return { kind: isPlane ? "metres" : "unknown", isNorthFirst, middle: isNorthFirst ? flipped : middle };
}

function sampleOf(features) {
    const found = [];
    const step = Math.max(1, Math.floor(features.length / sampleSize));
    for (let index = 0; index < features.length; index += step) {
        eachPosition(features[index].geometry, (position) => {
            found.push(position);
            return false;
        });
    }
    return found;
}

function median(numbers) {
    return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

export class ReferenceSystems {
    /** @param {(key: string, values?: object) => string} words */
    constructor(words) {
        this.words = words;
        this.vn2000 = null;
    }

    /** Proj4js is only fetched for systems that need it. */
    async prepare(system) {
        if (system !== "EPSG:4326") this.vn2000 ??= await VN2000.load();
    }

    title(system, name = "") {
        if (system === "prj") return name;
        const plane = planeOf(Number(system.slice(5)));
        const values = plane && { meridian: meridianText(plane), code: plane.code };
        if (plane) return this.words(plane.scale === 0.9999 ? "zone3" : "zone6", values);
        return this.words(system.replace("EPSG:", "system"));
    }

    isKnown(system) {
        const code = Number(system.slice(5));
        return Boolean(planeOf(code)) || system in others || system === "EPSG:4326" || system === "EPSG:4756";
    }

    /** @returns {(position: number[]) => number[]} to [longitude, latitude] */
    way(system, wkt = "") {
        if (system === "EPSG:4326") return (position) => position;
        if (system === "EPSG:4756") return (position) => this.vn2000.fromDegrees(position);
        const plane = planeOf(Number(system.slice(5)));
        if (plane) return ([east, north]) => this.vn2000.fromPlane({ east, north }, plane);
        const converter = proj4("WGS84", system === "prj" ? wkt : others[system]);
        return (position) => converter.inverse(position);
    }

    /**
     * Systems for a file that names none: those in which its middle lies where they are in use, then all the others
     * that put it into the country.
     * @param {{kind, middle}} measured @param {number[]} near the middle of the map
     * @returns {{system: string, place: number[], isLikely: boolean}[]}
     */
    candidates({ kind, middle }, near) {
        const withPlace = (systems, isLikely) => systems.map((system) => (
            { system, place: this.way(system)(middle), isLikely }));
        if (kind !== "metres") return withPlace(choices[kind] ?? [], true);
        const [east, north] = middle;
        const likely = this.vn2000.likelyPlanes({ east, north }, near).map(({ code }) => `EPSG:${code}`);
        const all = [...planes.map(({ code }) => `EPSG:${code}`), ...choices.metres];
        const rest = withPlace(all.filter((system) => !likely.includes(system)), false);
        return [...withPlace(likely, true), ...rest.filter(({ place }) => isInCountry(place))];
    }

    /**
     * The features in WGS 84. Those whose numbers cannot be a place keep their attributes.
     * @param {{system: string, wkt?: string, isNorthFirst: boolean}} from
     */
    async toWGS84(features, { system, wkt, isNorthFirst }, collector, pace) {
        const way = this.way(system, wkt);
        const move = ([one, other]) => checked(way(isNorthFirst ? [other, one] : [one, other]));
        const result = [];
        for (const feature of features) {
            let { geometry } = feature;
            try {
                geometry = geometry && moved(geometry, move);
            } catch {
                geometry = null;
                collector.complain("outsideWorld");
            }
            result.push({ ...feature, geometry });
            if (pace.isDue) await pace.breathe(result.length / features.length);
        }
        return result;
    }
}

function checked([longitude, latitude]) {
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) throw new RangeError();
    return [longitude, latitude];
}
