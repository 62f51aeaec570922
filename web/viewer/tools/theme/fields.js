// The properties of a collection that a map can be coloured by.

import { usualState } from "./theme-state.js";

/**
 * @typedef {{name: string, title: string, unit: string, type: "number"|"boolean"|"date"|"text",
 *   isAmount: boolean}} Field
 *   `isAmount`: a number that can be added up, not one that only names something (a year, a map sheet).
 */

/** As `numberedName` of format.js: integers that are names. */
const namingNumber = /^(ma|id|fid|gid|nam|year|so_(to|thua|hieu|nha|qd|tt)|stt|tt)(_|$)/i;
const dullText = /^(ma|id|ghi_?chu|mo_?ta|ten|note|name|description)(_|$)/i;
const kindText = /^(loai|ten_loai|cap|hang|nhom|chuc_nang|tinh_trang|cay_trong|muc_dich|kind|type|class|status)(_|$)/i;

/** @returns {{fields: Field[], geometry: "area"|"line"|"point"|"mixed"}} */
export function describe(schema) {
    const fields = [];
    let geometry = "mixed";
    for (const [name, described] of Object.entries(schema.properties ?? {})) {
        const { format = "", title, type = "string", "x-ogc-role": role = "", "x-ogc-unit": unit = "" } = described;
        if (role === "primary-geometry" || format.startsWith("geometry")) {
            if (role === "primary-geometry") geometry = geometryOf(format);
        } else if (role !== "id" && format !== "binary") {
            fields.push({ name, title: (title || name).normalize("NFC"), unit, ...typeOf(type, format, name) });
        }
    }
    return { fields, geometry };
}

function geometryOf(format) {
    if (/polygon/.test(format)) return "area";
    if (/line/.test(format)) return "line";
    return /point/.test(format) ? "point" : "mixed";
}

function typeOf(type, format, name) {
    if (type === "number") return { type: "number", isAmount: true };
    if (type === "integer") return { type: "number", isAmount: !namingNumber.test(name) };
    if (type === "boolean") return { type: "boolean", isAmount: false };
    return { type: format.startsWith("date") ? "date" : "text", isAmount: false };
}

/** Title and unit as people read them. */
export const fieldTitle = ({ title, unit }) => (unit ? `${title} (${unit})` : title);

export const numbersOf = (fields) => fields.filter(({ type }) => type === "number");

/** What a layer is about, as far as names tell; null when it has no properties. */
export function usualTheme(collection, fields) {
    const amount = fields.find(({ isAmount }) => isAmount);
    const kind = fields.find(({ name }) => kindText.test(name))
        ?? fields.find(({ type, name }) => type === "text" && !dullText.test(name)) ?? fields[0];
    if (amount) return usualState(collection, amount.name, "mau");
    return kind ? usualState(collection, kind.name, "giatri") : null;
}

/** The property for another kind of map, the same if it will do: empty for one that counts, null when there is none. */
export function propertyFor(kind, present, fields, needs) {
    if (needs === "points") return "";
    const isFit = ({ type }) => needs === "any" || type === "number";
    const same = fields.find(({ name }) => name === present);
    if (same && isFit(same) && !(kind === "giatri" && same.isAmount)) return same.name;
    if (kind === "giatri") {
        return (fields.find(({ name }) => kindText.test(name)) ?? fields.find(({ type, name }) =>
            type === "text" && !dullText.test(name)) ?? fields[0])?.name ?? null;
    }
    return (fields.find(({ isAmount }) => isAmount) ?? fields.find(isFit))?.name ?? null;
}
