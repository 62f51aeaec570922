// The communes that the store has outlines of, and the condition that a feature lies in some of them.

import { fetchFeatures } from "./items.js";

const codeField = /^(ma_(xa|phuong|px|dvhc)|commune_code)$/i;
const nameFields = [/^ten_day_?du$/i, /^ten_(xa|phuong|px|dvhc)$/i, /^(ten|name)$/i];
const provinceField = /^(ten_)?tinh(_cu)?$/i;
const mostCommunes = 10_000; // the country has 3,321
const longestCondition = 45_000; // characters; an address may have 65,536 bytes, and some signs take three
const decimals = 7; // of degrees: a centimetre

/** Outlines of so many communes do not fit into one question. */
export class AreaTooLarge extends Error {}

/** @typedef {{code: string, title: string, province: string}} Commune */

export class Communes {
    constructor({ api, catalogue, config }) {
        Object.assign(this, { api, catalogue, base: config.base });
        this.found = null;
        this.outlines = new Map();
    }

    /** @returns {Promise<{collection: string, field: string, list: Commune[]}|null>} null when the store has none */
    load() {
        this.found ??= this.find().catch((error) => {
            this.found = null; // the next one tries again
            throw error;
        });
        return this.found;
    }

    async find() {
        const areas = [...this.catalogue.collections.values()].filter(({ legend }) => legend[0].kind === "fill");
        const isLikely = ({ id }) => this.catalogue.sectorOf(id)?.id === "administration";
        for (const { id } of [...areas.filter(isLikely), ...areas.filter((collection) => !isLikely(collection))]) {
            const fields = describedFields(await this.api.schema(id));
            const [field] = fields; // a record that begins with the code of a commune is one
            const name = nameFields.map((pattern) => fields.find((each) => pattern.test(each))).find(Boolean);
            if (!field || !codeField.test(field) || !name) continue;
            return { collection: id, field, list: await this.list(id, field, name, fields) };
        }
        return null;
    }

    async list(collection, field, name, fields) {
        const province = fields.find((each) => provinceField.test(each));
        const properties = [field, name, province].filter(Boolean).join(",");
        const features = await fetchFeatures(this.base, collection, {
            properties, skipGeometry: true, sortby: name, count: false,
        }, mostCommunes);
        return features.filter(({ properties: own }) => own[field]).map(({ properties: own }) => ({
            code: String(own[field]),
            title: String(own[name] ?? own[field]).normalize("NFC"),
            province: String(own[province] ?? "").normalize("NFC"),
        }));
    }

    /** The property of a collection that has the code of the commune; null when it has none. */
    async fieldIn(collection) {
        const { properties = {} } = await this.api.schema(collection);
        const isCode = (field) => codeField.test(field) && properties[field].type === "string";
        return Object.keys(properties).find(isCode) ?? null;
    }

    /** CQL2. @param {string[]} codes @param {"code"|"outline"} by @throws {AreaTooLarge} */
    async condition(collection, codes, by) {
        const field = by === "code" ? await this.fieldIn(collection) : null;
        if (field) return `"${field}" IN (${codes.map((code) => `'${code}'`).join(", ")})`;
        const texts = await Promise.all(codes.map((code) => this.outline(code)));
        const known = texts.filter(Boolean);
        if (known.length === 0) return "1 = 0"; // none of these communes is there, so nothing lies in them
        const condition = known.map((text) => `S_INTERSECTS(geometry, ${text})`).join(" OR ");
        if (condition.length > longestCondition) throw new AreaTooLarge();
        return condition;
    }

    outline(code) {
        if (!this.outlines.has(code)) {
            const answer = this.fetchOutline(code);
            answer.catch(() => this.outlines.delete(code));
            this.outlines.set(code, answer);
        }
        return this.outlines.get(code);
    }

    async fetchOutline(code) {
        const found = await this.load();
        if (!found) return null;
        const [feature] = await fetchFeatures(this.base, found.collection, {
            filter: `"${found.field}" = '${code}'`, properties: "", count: false,
        }, 1);
        return feature?.geometry ? wkt(feature.geometry) : null;
    }
}

/** Attributes in the order of their columns. */
function describedFields({ properties = {} }) {
    const isAttribute = (field) => !["id", "primary-geometry"].includes(properties[field]["x-ogc-role"]);
    return Object.keys(properties).filter(isAttribute);
}

function wkt({ type, coordinates }) {
    const position = ([x, y]) => `${Number(x.toFixed(decimals))} ${Number(y.toFixed(decimals))}`;
    const polygon = (rings) => `(${rings.map((ring) => `(${ring.map(position).join(",")})`).join(",")})`;
    const areas = type === "MultiPolygon" ? coordinates : [coordinates];
    return `MULTIPOLYGON(${areas.map(polygon).join(",")})`;
}
