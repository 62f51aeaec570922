// Numbers as people write them in tables: 13,98 · 1.548.379,89 · 13°58'30"N.

const plain = /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/;
const grouped = /^[+-]?\d{1,3}(([.\s\u00A0]\d{3})+(,\d+)?|([,\s\u00A0]\d{3})+(\.\d+)?)$/;
const part = "(\\d{1,2}(?:[.,]\\d+)?)";
const sexagesimal = new RegExp("^([NSEWBĐDT])?\\s*(\\d{1,3})\\s*[°º]\\s*"
    + `(?:${part}\\s*['′’]\\s*)?(?:${part}\\s*(?:["″”]|'')\\s*)?([NSEWBĐDT])?$`, "i");

/** Null when the text is no number. Of one comma or point alone it is the decimal sign. */
export function numberIn(text) {
    const cleaned = text.trim();
    if (plain.test(cleaned)) return Number(cleaned);
    if (/^[+-]?\d+,\d+$/.test(cleaned)) return Number(cleaned.replace(",", "."));
    return grouped.test(cleaned) ? groupedIn(cleaned) : degreesIn(cleaned);
}

/** A sign that is there once, behind another kind of sign, is the decimal sign. */
function groupedIn(text) {
    const digits = (some) => some.replace(/[^\d+-]/g, "");
    const last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
    const isDecimal = last >= 0 && text.indexOf(text[last]) === last && /[.,\s\u00A0]/.test(text.slice(0, last));
    return Number(isDecimal ? `${digits(text.slice(0, last))}.${text.slice(last + 1)}` : digits(text));
}

function degreesIn(text) {
    const match = sexagesimal.exec(text);
    if (!match) return null;
    const [, before, degrees, minutes = "0", seconds = "0", after] = match;
    const number = (written) => Number(written.replace(",", "."));
    const value = Number(degrees) + number(minutes) / 60 + number(seconds) / 3600;
    // S and W alone are below zero: N is "nam" here and "north" there, and no place of ours is south.
    return /^[SW]$/i.test(before ?? after ?? "") ? -value : value;
}
