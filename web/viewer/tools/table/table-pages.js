// Pages of features as the server links them: each feature is seen once, whatever is imported meanwhile.

import { fetchPage, itemsAddress, nextOf } from "../../items.js";

const rowsOnPage = 100;
const gone = 410; // the order has changed since the page before

export class TablePages {
    /**
     * @param {{app, collection: string, view: {sort: object|null, trail: string[], count: number|null}}} parts `trail`:
     *   the addresses of the pages from the first one to the one that is seen
     */
    constructor(parts) {
        Object.assign(this, parts);
        this.turn = 0; // an answer that arrives after another question is dropped
        this.count = null;
        this.after = null;
        this.isChanged = false;
    }

    get start() {
        return (this.view.trail.length - 1) * rowsOnPage;
    }

    get hasPrevious() {
        return this.view.trail.length > 1;
    }

    get hasNext() {
        return this.after !== null;
    }

    /** The page that was seen last, or the first one when filter or order are others now. */
    async again() {
        const first = await this.first();
        return this.fetch(this.view.trail[0] === first ? this.view.trail : [first]);
    }

    next() {
        return this.fetch([...this.view.trail, this.after]);
    }

    previous() {
        return this.fetch(this.view.trail.slice(0, -1));
    }

    async first() {
        const { app, collection, view: { sort } } = this;
        return itemsAddress(app.config.base, collection, {
            filter: await app.filters.query(collection), sortby: sortText(sort), skipGeometry: true, limit: rowsOnPage,
        });
    }

    /** @param {string[]} trail addresses from the first page to the wanted one @returns {Promise<object[]|null>} */
    async fetch(trail) {
        const turn = (this.turn += 1);
        let page;
        this.isChanged = false;
        try {
            page = await fetchPage(trail.at(-1));
        } catch (error) {
            if (error.status !== gone || trail.length === 1) throw error;
            trail = [await this.first()];
            page = await fetchPage(trail[0]);
            this.isChanged = true;
        }
        if (turn !== this.turn) return null;
        this.view.trail = trail;
        if (trail.length === 1) this.view.count = page.numberMatched ?? null;
        this.count = page.numberMatched ?? this.view.count ?? null;
        this.after = nextOf(page, trail.at(-1));
        return page.features;
    }
}

/** @param {{property: string, isDown: boolean}|null} sort */
export function sortText(sort) {
    return sort && `${sort.isDown ? "-" : "+"}${sort.property}`;
}
