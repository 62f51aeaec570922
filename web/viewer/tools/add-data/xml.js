// XML, read by the browser once it is known to be well-formed: of text that is not, browsers make a page of their own
// whose styles our content policy complains about.

const name = "[\\p{L}_][\\p{L}\\p{N}_.\\-\\u00B7]*";
const qualified = `(?:${name}:)?${name}`;
const value = `"[^"<]*"|'[^'<]*'`;
const startTag = new RegExp(`<(${qualified})((?:\\s+${qualified}\\s*=\\s*(?:${value}))*)\\s*(/?)>`, "uy");
const attribute = new RegExp(`\\s(${qualified})\\s*=\\s*(?:${value})`, "gu");
const doctype = /<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>/iy;
const strayReference = /&(?!(?:lt|gt|amp|quot|apos|#[1-9]\d{0,6}|#x[1-9A-Fa-f][\dA-Fa-f]{0,5});)/;
const forbidden = /[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u; // XML 1.0, 2.2
const deepest = 200; // elements in each other; browsers stop at 256

/** The root element; null when the text is not well-formed. Without its DOCTYPE, so no entity is ever known. */
export function rootOf(text) {
    const plain = withoutDoctype(text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, "")).trim();
    if (forbidden.test(plain) || !new WellFormedness(plain).holds()) return null;
    const { documentElement } = new DOMParser().parseFromString(plain, "text/xml");
    return documentElement.getElementsByTagName("parsererror").length > 0 ? null : documentElement;
}

function withoutDoctype(text) {
    const at = text.slice(0, Math.max(0, text.search(/<[^!?]/))).search(/<!DOCTYPE/i);
    if (at < 0) return text;
    doctype.lastIndex = at;
    return doctype.test(text) ? text.slice(doctype.lastIndex) : text;
}

/** XML 1.0, 2.1, with prefixes that are declared (Namespaces in XML 1.0, 5). */
class WellFormedness {
    constructor(text) {
        this.text = text;
        this.open = [];
        this.roots = 0;
    }

    holds() {
        const { text } = this;
        for (let at = 0; at < text.length;) {
            const next = text.indexOf("<", at);
            if (!this.isText(text.slice(at, next < 0 ? text.length : next))) return false;
            if (next < 0) break;
            at = this.pastMarkup(next);
            if (at < 0) return false;
        }
        return this.open.length === 0 && this.roots === 1;
    }

    isText(part) {
        if (part === "") return true;
        if (this.open.length === 0) return part.trim() === "";
        return !part.includes("]]>") && !strayReference.test(part);
    }

    /** Below zero when it is wrong. */
    pastMarkup(at) {
        const { text } = this;
        if (text.startsWith("<!--", at)) {
            const dashes = text.indexOf("--", at + 4); // never inside a comment
            return dashes >= 0 && text[dashes + 2] === ">" ? dashes + 3 : -1;
        }
        if (text.startsWith("<![CDATA[", at)) return this.open.length > 0 ? this.past("]]>", at) : -1;
        if (text.startsWith("<?", at)) return this.past("?>", at);
        if (text[at + 1] === "/") return this.pastEnd(at);
        return this.pastStart(at);
    }

    past(mark, at) {
        const end = this.text.indexOf(mark, at);
        return end < 0 ? -1 : end + mark.length;
    }

    pastEnd(at) {
        const end = this.past(">", at);
        const wanted = this.open.pop()?.tag;
        return end >= 0 && this.text.slice(at + 2, end - 1).trimEnd() === wanted ? end : -1;
    }

    pastStart(at) {
        startTag.lastIndex = at;
        const match = startTag.exec(this.text);
        if (!match || strayReference.test(match[2])) return -1;
        const [, tag, attributes, isAlone] = match;
        const prefixes = prefixesIn(tag, attributes, this.open.at(-1)?.prefixes ?? new Set(["xml"]));
        if (!prefixes || this.open.length >= deepest) return -1;
        if (this.open.length === 0) this.roots += 1;
        if (!isAlone) this.open.push({ tag, prefixes });
        return startTag.lastIndex;
    }
}

/** Prefixes known inside an element; null when it uses one that is not, or an attribute twice. */
function prefixesIn(tag, attributes, known) {
    if (attributes === "") return !tag.includes(":") || known.has(tag.split(":")[0]) ? known : null;
    const names = [...attributes.matchAll(attribute)].map(([, one]) => one);
    if (new Set(names).size < names.length) return null;
    const declared = names.filter((one) => one.startsWith("xmlns:")).map((one) => one.slice(6));
    const prefixes = declared.length > 0 ? new Set([...known, ...declared]) : known;
    const used = [tag, ...names].filter((one) => one.includes(":") && !one.startsWith("xmlns:"));
    return used.every((one) => prefixes.has(one.split(":")[0])) ? prefixes : null;
}
