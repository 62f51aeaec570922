// The table of a shapefile (dBASE III to VII without memos). Which encoding its text is in can be chosen.

import { decode } from "./text-encodings.js";
import { encodingNamed, guessEncoding } from "./encoding-guess.js";

const languages = new Map([[0x03, "windows-1252"], [0x57, "windows-1252"], [0x7D, "windows-1258"]]);
const sampleRows = 400;
const latin = new TextDecoder("windows-1252");

export class Table {
    /** @param {ArrayBuffer} buffer @param {string|null} claim what the .cpg says */
    constructor(buffer, claim = null) {
        if (buffer.byteLength < 33) throw new RangeError("dbf");
        const view = new DataView(buffer);
        this.bytes = new Uint8Array(buffer);
        this.headLength = view.getUint16(8, true);
        this.rowLength = view.getUint16(10, true);
        if (this.rowLength < 1 || this.headLength < 33) throw new RangeError("dbf");
        const present = Math.max(0, Math.floor((buffer.byteLength - this.headLength) / this.rowLength));
        this.count = Math.min(view.getUint32(4, true), present);
        /** Rows that the head promises and the file does not have. */
        this.missing = view.getUint32(4, true) - this.count;
        this.columns = this.readColumns();
        const named = claim ? encodingNamed(claim) : languages.get(view.getUint8(29)) ?? null;
        this.setEncoding(null, guessEncoding(this.sample(), named));
    }

    readColumns() {
        const columns = [];
        let start = 1;
        for (let at = 32; at + 32 <= this.headLength && this.bytes[at] !== 0x0D; at += 32) {
            const type = String.fromCharCode(this.bytes[at + 11]);
            const length = type === "C" ? this.bytes[at + 16] + 256 * this.bytes[at + 17] : this.bytes[at + 16];
            columns.push({ raw: untilZero(this.bytes.subarray(at, at + 11)), type, start, length });
            start += length;
        }
        return columns;
    }

    /** Values of text with letters outside ASCII, spread over the file. */
    sample() {
        const step = Math.max(1, Math.floor(this.count / sampleRows));
        const parts = this.columns.flatMap(({ raw }) => [...raw, 0x0A]);
        for (let row = 0; row < this.count; row += step) {
            for (const column of this.columns) {
                if (column.type === "C") parts.push(...this.cell(row, column), 0x0A);
            }
        }
        return Uint8Array.from(parts);
    }

    /** @param {string|null} chosen null: as it was found */
    setEncoding(chosen, found = this.found) {
        this.found = found;
        this.encoding = chosen ?? found.encoding;
        const seen = new Set();
        this.columns.forEach((column) => {
            const name = decode(column.raw, this.encoding).trim() || "?";
            let unique = name;
            for (let turn = 2; seen.has(unique); turn += 1) unique = `${name} (${turn})`;
            seen.add(unique);
            column.name = unique;
        });
    }

    cell(row, { start, length }) {
        const at = this.headLength + row * this.rowLength + start;
        return this.bytes.subarray(at, at + length);
    }

    isDeleted(row) {
        return this.bytes[this.headLength + row * this.rowLength] === 0x2A;
    }

    /** Nothing where the table has no such row. */
    properties(row) {
        if (row >= this.count) return {};
        return Object.fromEntries(this.columns.map((column) => [column.name, this.value(row, column)]));
    }

    value(row, column) {
        const bytes = untilZero(this.cell(row, column));
        if (column.type === "C") return decode(bytes, this.encoding).trimEnd();
        const text = latin.decode(bytes).trim();
        if ("NF".includes(column.type)) {
            const number = Number(text.replace(",", "."));
            return text === "" || Number.isNaN(number) ? null : number;
        }
        if (column.type === "L") return /^[YyTt]$/.test(text) ? true : /^[NnFf]$/.test(text) ? false : null;
        if (column.type === "D") return dateIn(text);
        return text;
    }
}

/** 20251231 */
function dateIn(text) {
    const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
    return match && text !== "00000000" ? match.slice(1).join("-") : null;
}

function untilZero(bytes) {
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
}
