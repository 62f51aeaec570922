// Reading from the server. Every failure is a ServerError that says which address did not answer, and how.

export class ServerError extends Error {
    /** @param {number} status the HTTP status, 0 when there was no answer at all */
    constructor(url, status, detail = "") {
        super(detail || (status ? `${status} ${url}` : url));
        this.url = url;
        this.status = status;
    }
}

const patienceInMilliseconds = 20_000;

/** @param {AbortSignal} signal by default one that gives up after a while */
export async function fetchJSON(
    url, accept = "application/json", signal = AbortSignal.timeout(patienceInMilliseconds),
) {
    let response;
    try {
        response = await fetch(url, { headers: { Accept: accept }, signal });
    } catch {
        throw new ServerError(url, 0);
    }
    if (!response.ok) throw new ServerError(url, response.status, await problemDetail(response));
    try {
        return await response.json();
    } catch {
        throw new ServerError(url, response.status);
    }
}

/** RFC 9457: the sentence in `detail`, else nothing. */
async function problemDetail(response) {
    try {
        return (await response.json()).detail ?? "";
    } catch {
        return "";
    }
}

export class API {
    constructor(base) {
        this.base = base;
        this.schemas = new Map();
    }

    async sectors() {
        return (await fetchJSON(`${this.base}/sectors`)).sectors ?? [];
    }

    /** Every collection, following `next` links. */
    async collections() {
        const found = [];
        let url = `${this.base}/collections?f=json`;
        const seen = new Set();
        while (url && !seen.has(url)) {
            seen.add(url);
            const page = await fetchJSON(url);
            found.push(...(page.collections ?? []));
            const next = (page.links ?? []).find((link) => link.rel === "next");
            url = next ? new URL(next.href, url).href : null;
        }
        return found;
    }

    style(id) {
        return fetchJSON(
            `${this.base}/styles/${id}?f=mapbox&glyphs=false`, "application/vnd.mapbox.style+json, application/json");
    }

    item(collection, id) {
        const path = `${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`;
        return fetchJSON(`${this.base}/collections/${path}?f=json`, "application/geo+json, application/json");
    }

    /** The schema of a collection, asked for once. A failed request is forgotten, so the next one tries again. */
    schema(collection) {
        if (!this.schemas.has(collection)) {
            const url = `${this.base}/collections/${encodeURIComponent(collection)}/schema?f=json`;
            const answer = fetchJSON(url, "application/schema+json, application/json");
            answer.catch(() => this.schemas.delete(collection));
            this.schemas.set(collection, answer);
        }
        return this.schemas.get(collection);
    }

    itemPage(collection, id, language) {
        const path = `${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`;
        return `${this.base}/collections/${path}?lang=${language}`;
    }
}
