// Questions to /collections/{id}/items: see docs/queries.md.

import { fetchJSON } from "./api.js";

export const mostOnPage = 10_000; // features; the server gives no more at once

const accept = "application/geo+json, application/json";

/** @param {Object<string, string|number|boolean|null>} parameters empty ones are left out, but for `properties` */
export function itemsAddress(base, collection, parameters) {
    return `${base}/collections/${encodeURIComponent(collection)}/items?${queryOf({ f: "json", ...parameters })}`;
}

/** Commas stay as they are: outlines are long, and an address has an end. */
export function queryOf(parameters) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        const isNothing = value === null || value === undefined || (value === "" && name !== "properties");
        if (!isNothing) query.set(name, String(value));
    }
    return query.toString().replaceAll("%2C", ",");
}

export function fetchPage(url) {
    return fetchJSON(url, accept);
}

/** The address of the page behind; null at the end. */
export function nextOf(page, url) {
    const next = (page.links ?? []).find(({ rel }) => rel === "next");
    return next ? new URL(next.href, url).href : null;
}

/** How many match; null when counting takes the server too long. */
export async function countMatches(base, collection, filter) {
    const page = await fetchPage(itemsAddress(base, collection, { filter, resultType: "hits" }));
    return page.numberMatched ?? null;
}

/** All features, page by page, until there are `most`. */
export async function fetchFeatures(base, collection, parameters, most) {
    const features = [];
    let url = itemsAddress(base, collection, { limit: Math.min(most, mostOnPage), ...parameters });
    while (url && features.length < most) {
        const page = await fetchPage(url);
        features.push(...(page.features ?? []));
        url = nextOf(page, url);
    }
    return features;
}
