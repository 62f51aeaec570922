// One question to GET /search at a time: a new one ends the one before.

import { fetchJSON } from "./api.js";

const patienceInMilliseconds = 15_000;
const most = 12; // results
const accept = "application/geo+json, application/json";

export class SearchRequest {
    /** @param {import("./main.js").App} app */
    constructor({ map, dictionary, config }) {
        Object.assign(this, { map, dictionary, config });
        /** @type {string|null} what is being asked */
        this.query = null;
    }

    /** Null when it was ended meanwhile. */
    async send(query) {
        this.abort();
        const controller = new AbortController();
        const patience = setTimeout(() => controller.abort(), patienceInMilliseconds);
        this.controller = controller;
        this.query = query;
        try {
            const answer = await fetchJSON(this.address(query), accept, controller.signal);
            return this.controller === controller ? answer : null;
        } catch (error) {
            if (this.controller !== controller) return null;
            throw error;
        } finally {
            clearTimeout(patience);
            if (this.controller === controller) this.forget();
        }
    }

    abort() {
        const { controller } = this;
        this.forget();
        controller?.abort();
    }

    forget() {
        this.controller = null;
        this.query = null;
    }

    /** What is in sight comes first. */
    address(query) {
        const bounds = this.map.getBounds();
        const clamp = (degrees, limit) => Math.max(-limit, Math.min(limit, degrees)).toFixed(4);
        const bbox = [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90),
            clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)].join(",");
        const parameters = { q: query, limit: most, lang: this.dictionary.language, bbox, f: "json" };
        return `${this.config.base}/search?${new URLSearchParams(parameters)}`;
    }
}
