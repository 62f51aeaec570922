// The words of the page. One JSON file per language; both files have the same keys.

export async function loadDictionary(config, fetchJSON) {
    const words = await fetchJSON(`${config.assets}/viewer/i18n/${config.language}.json`);
    return new Dictionary(config.language, words);
}

export class Dictionary {
    constructor(language, words) {
        this.language = language;
        this.viewer = words.viewer;
        this.maplibre = words.maplibre;
    }

    /** The sentence under `key`, with {name} replaced. An unknown key shows itself, so that it is noticed. */
    text(key, values = {}) {
        const sentence = this.viewer[key] ?? key;
        return sentence.replace(/\{(\w+)\}/g, (match, name) => String(values[name] ?? match));
    }

    /** The language of the page from {vi, en}; the other one rather than nothing. */
    pick(titles, otherwise = "") {
        return titles?.[this.language] || titles?.vi || titles?.en || otherwise;
    }
}
