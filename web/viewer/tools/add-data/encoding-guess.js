// Which encoding the bytes of Vietnamese text are in: the reading with the best spelling.

import { decode, encodings } from "./text-encodings.js";

const sampleInBytes = 200_000;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const syllable = new RegExp("^(b|ch?|đ|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr?|v|x)?"
    + "(a[iouy]?|ă|â[uy]?|eo?|êu?|ia|iêu?|i[ou]?|o[aăeio]?|oa[iouy]|oeo|ôi?|ơi?"
    + "|u[aâêiơy]?|uâ[uy]|uôi?|uy[aêu]|ư[aiu]?|ươ[iu]?|yêu?|yu?)"
    + "(c|ch|m|ng?|nh|p|t)?$");

/** What a .cpg, an XML declaration or the language byte of a DBF calls them. */
const names = [
    [/^(utf-?8|65001|unicode)$/i, "utf-8"], [/tcvn|abc|vscii/i, "tcvn3"], [/vni/i, "vni"], [/1258/, "windows-1258"],
    [/1252|8859-?1$|88591|latin-?1/i, "windows-1252"],
];

/** Null when it names none that is read here. */
export function encodingNamed(name) {
    return names.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null;
}

/** @param {Uint8Array} bytes @returns {string|null} by the byte order mark, which leaves no doubt */
export function markedEncoding(bytes) {
    if (bytes[0] === 0xEF && bytes[1] === 0xBB && bytes[2] === 0xBF) return "utf-8";
    if (bytes[0] === 0xFF && bytes[1] === 0xFE) return "utf-16le";
    return bytes[0] === 0xFE && bytes[1] === 0xFF ? "utf-16be" : null;
}

/**
 * @param {Uint8Array} bytes @param {string|null} claim of the file, believed unless the spelling speaks against it
 * @returns {{encoding: string, isSure: boolean}}
 */
export function guessEncoding(bytes, claim = null) {
    const marked = markedEncoding(bytes);
    if (marked) return { encoding: marked, isSure: true };
    const sample = bytes.subarray(0, sampleInBytes);
    if (!sample.some((byte) => byte >= 0x80)) return { encoding: claim ?? "utf-8", isSure: true };
    // Well-formed UTF-8 is no accident. The end of a sample may cut a letter in two.
    const text = decode(sample, "utf-8");
    if (!text.slice(0, -1).includes("\uFFFD")) return { encoding: "utf-8", isSure: true };
    const scores = encodings.filter((name) => name !== "utf-8").map((encoding) => (
        { encoding, score: spelling(decode(sample, encoding)) + (encoding === claim ? 0.1 : 0) }));
    scores.sort((one, other) => other.score - one.score);
    // Hardly a word of it is Vietnamese: another language.
    if (scores[0].score < 0.35) return { encoding: claim ?? "windows-1252", isSure: false };
    return { encoding: scores[0].encoding, isSure: scores[0].score > 0.5 && scores[0].score - scores[1].score > 0.15 };
}

/** Share of words with marks that are Vietnamese syllables. */
export function spelling(text) {
    let words = 0;
    let good = 0;
    for (const [word] of text.matchAll(/[\p{L}\p{M}\uFFFD\u0080-\u00BF]+/gu)) {
        if (!/[^\x00-\x7F]/.test(word)) continue;
        words += 1;
        if (isSyllable(word)) good += 1;
        else if (word.includes("\uFFFD")) good -= 1;
    }
    return words === 0 ? 0 : good / words;
}

/** Small or capital letters throughout, or a capital at the beginning; one tone at most. */
function isSyllable(word) {
    const parts = word.normalize("NFD");
    if ((parts.match(tones) ?? []).length > 1) return false;
    const plain = parts.replace(tones, "").normalize("NFC");
    const isEven = plain === plain.toLowerCase() || plain === plain.toUpperCase()
        || plain.slice(1) === plain.slice(1).toLowerCase();
    return isEven && syllable.test(plain.toLowerCase());
}
