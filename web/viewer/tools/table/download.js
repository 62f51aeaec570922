// A file from the server into the reader's folder, so that an error is a sentence and not a page.

import { ServerError } from "../../api.js";

const patienceInMilliseconds = 120_000;

/** @returns {Promise<{blob: Blob, name: string}>} @throws {ServerError} */
export async function download(address) {
    let answer;
    try {
        answer = await fetch(address, { signal: AbortSignal.timeout(patienceInMilliseconds) });
        const disposition = answer.headers.get("Content-Disposition") ?? "";
        if (answer.ok) return { blob: await answer.blob(), name: fileName(disposition) };
    } catch {
        throw new ServerError(address, 0);
    }
    const problem = await answer.json().catch(() => ({}));
    throw new ServerError(address, answer.status, problem.detail ?? "");
}

/** RFC 6266: the name with its Vietnamese letters, else the plain one. */
function fileName(disposition) {
    const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition);
    if (encoded) return decodeURIComponent(encoded[1]);
    return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? "geosector";
}
