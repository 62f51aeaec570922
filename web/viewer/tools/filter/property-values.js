// The values that a property has, when they are few enough to choose from.

import { fetchFeatures } from "../../items.js";

const mostFeatures = 10_000; // looked at; further ones may have other values
const mostChoices = 24; // more are not chosen from a list
const mostSuggestions = 300;

/** @typedef {{list: string[], isChoice: boolean, isComplete: boolean}} Values `isChoice`: few enough for ticks */

export class PropertyValues {
    constructor({ config, catalogue }) {
        Object.assign(this, { base: config.base, catalogue });
        this.known = new Map();
    }

    /** @returns {Promise<Values>} */
    of(collection, property) {
        const key = JSON.stringify([collection, property]);
        if (!this.known.has(key)) {
            const answer = this.fetch(collection, property);
            answer.catch(() => this.known.delete(key));
            this.known.set(key, answer);
        }
        return this.known.get(key);
    }

    async fetch(collection, property) {
        const features = await fetchFeatures(this.base, collection, {
            properties: property, skipGeometry: true, count: false,
        }, mostFeatures);
        const values = new Set(features.map(({ properties }) => properties[property])
            .filter((value) => typeof value === "string" && value !== ""));
        const list = [...values].sort(new Intl.Collator("vi").compare);
        return {
            list: list.length > mostSuggestions ? [] : list,
            isChoice: list.length > 0 && list.length <= mostChoices,
            isComplete: features.length < mostFeatures,
        };
    }
}
