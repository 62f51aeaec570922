// Districts as they were before 1 July 2025, and the communes that lie there now, both as /search knows them.

import { fetchJSON } from "../../api.js";

// A search ends in an unfinished word, so one letter finds every commune of a district whose name has a word with it.
const beginnings = [..."abcdeghiklmnopqrstuvxy123456789"];
const most = 50; // the server gives no more

/** @typedef {{title: string, province: string, now: string|null}} District */

/** @param {string} text as people type it @param {number[]|null} bounds where to look @returns {Promise<District[]>} */
export async function findDistricts(base, text, bounds) {
    const units = await searchUnits(base, text, bounds);
    const isInside = ([x, y]) => !bounds || (x >= bounds[0] && x <= bounds[2] && y >= bounds[1] && y <= bounds[3]);
    return units
        .filter(({ geometry, properties }) => properties.code.startsWith("d") && isInside(geometry.coordinates))
        .map(({ properties: { title, detail, now = null } }) => ({ title, province: detail, now }));
}

/** Names of the communes in which the centres of its former communes lie. @param {District} district */
export async function communesNow(base, district) {
    const above = [district.title, district.province].filter(Boolean).join(", ");
    const answers = await Promise.all(beginnings.map((letter) => searchUnits(base, `${above} ${letter}`, null)));
    const own = answers.flat().filter(({ properties }) => properties.detail === above);
    const names = own.map(({ properties }) => properties.now);
    return [...new Set([district.now, ...names].filter(Boolean))];
}

async function searchUnits(base, text, bounds) {
    const query = new URLSearchParams({ q: text.slice(0, 200), limit: String(most) });
    if (bounds) query.set("bbox", bounds.join(","));
    const { features } = await fetchJSON(`${base}/search?${query}`, "application/geo+json, application/json");
    return features.filter(({ properties }) => properties.kind === "unit" && properties.former);
}
