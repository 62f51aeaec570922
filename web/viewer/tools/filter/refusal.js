// What the server finds wrong with a filter, in the reader's words where we know them.

const atPlace = /at offset (\d+): (.*)$/s;
const unknownProperty = /^there is no property '(.+?)'(?:; did you mean (.+?)\?)?/;

/** @param {string} detail of the problem document @returns {{place: number|null, sentence: string}} `place` from 0 */
export function refusal(detail, words) {
    const match = atPlace.exec(detail);
    const reason = (match ? match[2] : detail).trim();
    const place = match ? Number(match[1]) : null;
    const unknown = unknownProperty.exec(reason);
    if (!unknown) return { place, sentence: words("refused", { reason }) };
    const [, name, near] = unknown;
    return { place, sentence: words(near ? "unknownPropertyNear" : "unknownProperty", { name, near }) };
}
