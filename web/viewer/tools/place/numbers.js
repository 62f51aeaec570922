// Numbers as people write them: 1546367.08 · 1546367,08 · 1.546.367,08 · 1,546,367.08 · 1 546 367,08

/**
 * How to tell numbers apart, the most usual first. Which one is meant shows only when the numbers make sense.
 * @typedef {{isCommaDecimal: boolean, hasBlanks: boolean}} Reading `hasBlanks`: between groups of three digits
 */
export const readings = [
    { isCommaDecimal: true, hasBlanks: false },
    { isCommaDecimal: false, hasBlanks: false },
    { isCommaDecimal: true, hasBlanks: true },
];

const anyBlank = /[\u00a0\u2007\u2009\u202f]/g;

/**
 * @param {Reading} reading
 * @returns {{text: string, numbers: {start: number, end: number, values: number[]}[]}} `values`: what it may mean
 */
export function numbersIn(text, { isCommaDecimal, hasBlanks }) {
    const plain = text.replace(anyBlank, " ").replace(/[−–]/g, "-");
    const joined = hasBlanks ? joinGroups(plain) : plain;
    const pattern = isCommaDecimal ? /-?\d+(?:[.,]\d+)*/g : /-?\d+(?:\.\d+)*/g;
    const numbers = [...joined.matchAll(pattern)].map((match) => ({
        start: match.index, end: match.index + match[0].length, values: valuesOf(match[0]),
    }));
    return { text: joined, numbers };
}

/** Norths have seven digits, easts six: what stands before or behind is a number of its own. */
function joinGroups(text) {
    const pattern = /(^|[^\d.,])(\d \d{3} \d{3}|\d{3} \d{3})(?!\d)/g;
    return text.replace(pattern, (_, before, groups) => before + groups.replaceAll(" ", ""));
}

/** "445,983" may be 445.983 or 445983; none for what is no number. */
function valuesOf(text) {
    const separators = text.match(/[.,]/g) ?? [];
    if (separators.length === 0) return [Number(text)];
    const last = separators.at(-1);
    const isGrouped = (part, separator) => part.split(separator).slice(1).every((group) => group.length === 3);
    if (separators.length === 1) {
        const decimal = Number(text.replace(",", "."));
        return isGrouped(text, last) ? [decimal, Number(text.replace(last, ""))] : [decimal];
    }
    if (separators.every((separator) => separator === last)) {
        return isGrouped(text, last) ? [Number(text.replaceAll(last, ""))] : [];
    }
    const place = text.lastIndexOf(last);
    const whole = text.slice(0, place);
    const other = separators[0];
    if (whole.includes(last) || !isGrouped(whole, other)) return [];
    return [Number(`${whole.replaceAll(other, "")}.${text.slice(place + 1)}`)];
}
