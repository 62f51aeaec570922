// Versions of a collection, and what two of them do not have alike.

import { fetchJSON } from "./api.js";

export const mostChanges = 10_000; // more are neither drawn nor listed; numbers are always whole
const pageSize = 1000;

/**
 * @typedef {{added: number, changed: number, removed: number, unchanged: number}} ChangeCounts
 * @typedef {{number: number, origin: string, publishedAt: string, numberOfFeatures: number, source: string|null,
 *   author: string|null, comment: string|null, rolledBackTo: number|null, isComparable: boolean,
 *   changes: ChangeCounts|null}} DatasetVersion
 * @typedef {{id: number, change: "added"|"changed"|"removed", before: object|null, after: object|null}} FeatureChange
 * @typedef {{counts: ChangeCounts, changes: FeatureChange[], isWhole: boolean}} Difference
 */

/** @returns {Promise<{current: number, versions: DatasetVersion[]}>} the newest first */
export function versionsOf(base, collection) {
    return fetchJSON(`${base}/collections/${encodeURIComponent(collection)}/versions`);
}

/** Page after page. @param {number} most changes to read @returns {Promise<Difference>} */
export async function difference(base, collection, from, to, most = mostChanges) {
    const limit = Math.min(pageSize, most);
    const path = `${base}/collections/${encodeURIComponent(collection)}/diff`;
    let url = new URL(`${path}?from=${from}&to=${to}&limit=${limit}`, location.href);
    const changes = [];
    let counts = null;
    while (url) {
        const page = await fetchJSON(url.href);
        counts ??= page.counts;
        changes.push(...page.changes);
        const next = page.links?.find(({ rel }) => rel === "next");
        url = next && changes.length < most ? new URL(next.href, url) : null;
    }
    return { counts, changes, isWhole: changes.length >= total(counts) };
}

/** @param {ChangeCounts} counts */
export function total({ added, changed, removed }) {
    return added + changed + removed;
}
