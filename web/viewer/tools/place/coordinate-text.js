// One pair of coordinates as it is typed: which system it is in, which number is north, and what is wrong with it.

import { isInCountry, planes } from "../../vn2000.js";
import { numbersIn, readings } from "./numbers.js";

// Metres in any plane of VN-2000. In the overlap, south of the mainland, the larger number is north.
export const norths = { from: 600_000, to: 2_700_000 };
export const easts = { from: 100_000, to: 900_000 };

export const isNorth = (value) => value >= norths.from && value <= norths.to;
export const isEast = (value) => value >= easts.from && value <= easts.to;

/**
 * @typedef {import("../../vn2000.js").Plane} Plane
 * @typedef {{kind: "metres", north: number, east: number, isEastFirst: boolean, plane: Plane|null}} Metres
 * @typedef {{kind: "degrees", latitude: number, longitude: number, isEastFirst: boolean}} Degrees
 * @typedef {{kind: "problem", key: string, values?: object}} Problem the words that tell it
 * @returns {Metres|Degrees|Problem}
 */
export function readCoordinates(text) {
    const named = namedPlane(text);
    const attempts = readings.map((reading) => {
        const { numbers } = numbersIn(named.rest, reading);
        return interpret(numbers.map(({ values }) => values), named.rest);
    });
    const found = attempts.find(({ kind }) => kind !== "problem");
    if (!found) return attempts[0];
    return found.kind === "metres" ? { ...found, plane: named.plane } : found;
}

const codePattern = /EPSG\s*:{1,2}\s*(\d{4})/i;
const meridianPattern = /(?:KTT|kinh tuy[eế]n tr[uụ]c|TM-?3)\D{0,8}?(1\d\d)(?:\s*[°º-]\s*(\d{2}))?\s*['′’]?/i;

/** "EPSG:9218", "KTT 108°30'", "kinh tuyến trục 108-30" beside coordinates say their plane. */
export function namedPlane(text) {
    let rest = text.normalize("NFC");
    const code = codePattern.exec(rest);
    const meridian = meridianPattern.exec(rest);
    const degrees = meridian ? Number(meridian[1]) + Number(meridian[2] ?? 0) / 60 : NaN;
    const plane = code ? planes.find((one) => one.code === Number(code[1]))
        : planes.find((one) => one.scale === 0.9999 && Math.abs(one.meridian - degrees) < 0.001);
    for (const match of [code, meridian]) if (match) rest = rest.replace(match[0], " ");
    return { plane: plane ?? null, rest: rest.replace(/VN-?\s?2000|WGS\s?-?84/gi, " ") };
}

/** @param {number[][]} numbers what each may mean */
function interpret(numbers, text) {
    if (numbers.some((values) => values.length === 0)) return { kind: "problem", key: "wrongNumber" };
    if (numbers.length < 2) return { kind: "problem", key: numbers.length === 0 ? "noNumber" : "oneNumber" };
    if (numbers.length === 2) {
        const metres = metresOf(numbers[0], numbers[1]);
        if (metres) return { kind: "metres", ...metres };
        if (numbers.some((values) => values.every((value) => Math.abs(value) > 1000))) return wrongMetres(numbers);
    }
    const { length } = numbers;
    if (![2, 4, 6].includes(length)) return { kind: "problem", key: "tooManyNumbers", values: { value: length } };
    return degreesOf(numbers.map(([value]) => value), text);
}

/** The two as north and east by their size, whichever comes first; null when they are not. */
export function metresOf(first, second) {
    for (const one of first) {
        for (const other of second) {
            const isUsual = isNorth(one) && isEast(other);
            const isTurned = isEast(one) && isNorth(other);
            if (isUsual && (!isTurned || one >= other)) return { north: one, east: other, isEastFirst: false };
            if (isTurned) return { north: other, east: one, isEastFirst: true };
        }
    }
    return null;
}

/** Names the number at fault when the other one makes sense. */
function wrongMetres(numbers) {
    const written = numbers.map((values) => values.at(-1));
    const wrong = written.findIndex((value, index) => !isNorth(value) && !isEast(value) && fits(written[1 - index]));
    if (wrong < 0) return { kind: "problem", key: "wrongMetres" };
    const key = isNorth(written[1 - wrong]) ? "wrongEast" : "wrongNorth";
    return { kind: "problem", key, values: { value: written[wrong] } };
}

function fits(value) {
    return isNorth(value) || isEast(value);
}

/** Two numbers are degrees, four have minutes, six have seconds. */
function degreesOf(numbers, text) {
    const half = numbers.length / 2;
    const parts = [numbers.slice(0, half), numbers.slice(half)];
    const isWrong = (value) => value < 0 || value >= 60;
    if (parts.some(([, ...rest]) => rest.some(isWrong))) return { kind: "problem", key: "wrongMinutes" };
    const [first, second] = parts.map(([degrees, minutes = 0, seconds = 0]) =>
        Math.sign(degrees || 1) * (Math.abs(degrees) + minutes / 60 + seconds / 3600));
    const isEastFirst = !isInCountry([second, first]) && (isInCountry([first, second]) || Math.abs(first) > 90
        || /^[^BN]*[ĐE].*[BN]/i.test(text));
    const [latitude, longitude] = isEastFirst ? [second, first] : [first, second];
    if (Math.abs(latitude) > 90) return { kind: "problem", key: "wrongLatitude", values: { value: latitude } };
    if (Math.abs(longitude) > 180) return { kind: "problem", key: "wrongLongitude", values: { value: longitude } };
    return { kind: "degrees", latitude, longitude, isEastFirst };
}
