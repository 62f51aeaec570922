// Zip archives (PKWARE APPNOTE 6.3), read through the directory at their end.

import { largestUnpackedInMegabytes, megabyte, mostFiles } from "./limits.js";

const endMark = 0x06054B50;
const entryMark = 0x02014B50;
const longestComment = 65_535;
const stored = 0;
const deflated = 8;

/** `key` of words.json says what is wrong. */
export class ZipFault extends Error {
    constructor(key, values = {}) {
        super(key);
        this.key = key;
        this.values = values;
    }
}

export function isZip(bytes) {
    return bytes[0] === 0x50 && bytes[1] === 0x4B && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Files in it, without folders and the things that macOS adds.
 * @param {ArrayBuffer} buffer @returns {{name: string, unpackedSize: number, read: () => Promise<ArrayBuffer>}[]}
 */
export function entriesOf(buffer) {
    const view = new DataView(buffer);
    const end = endOfDirectory(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const entries = [];
    for (let index = 0; index < count; index += 1) {
        if (at + 46 > end || view.getUint32(at, true) !== entryMark) throw new ZipFault("zipBroken");
        const entry = entryAt(view, at);
        at = entry.next;
        const isFile = !entry.name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.)/.test(entry.name);
        if (isFile) entries.push(entry);
    }
    if (entries.length > mostFiles) throw new ZipFault("zipTooMany", { count: entries.length, most: mostFiles });
    const total = entries.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0);
    const most = largestUnpackedInMegabytes;
    if (total > most * megabyte) throw new ZipFault("zipTooLarge", { most });
    return entries;
}

function endOfDirectory(view) {
    const lowest = Math.max(0, view.byteLength - 22 - longestComment);
    for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
        if (view.getUint32(at, true) === endMark) return at;
    }
    throw new ZipFault("zipBroken");
}

function entryAt(view, at) {
    const flags = view.getUint16(at + 8, true);
    const packedSize = view.getUint32(at + 20, true);
    const unpackedSize = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw new ZipFault("zipBroken");
    const name = nameIn(new Uint8Array(view.buffer, at + 46, nameLength));
    const parts = {
        name, flags, packedSize, unpackedSize, method: view.getUint16(at + 10, true),
        start: view.getUint32(at + 42, true),
    };
    return { name, unpackedSize, next, read: () => unpack(view, parts) };
}

/** UTF-8 whether the flag says so or not: Windows writes code page 437 or 1258, in which only ASCII is sure. */
function nameIn(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes).normalize("NFC");
    } catch {
        return new TextDecoder("windows-1258").decode(bytes).normalize("NFC");
    }
}

async function unpack(view, { name, flags, packedSize, unpackedSize, method, start }) {
    if (flags & 1) throw new ZipFault("zipLocked", { name });
    if (method !== stored && method !== deflated) throw new ZipFault("zipMethod", { name });
    if (start + 30 > view.byteLength) throw new ZipFault("zipBroken");
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    if (from + packedSize > view.byteLength) throw new ZipFault("zipBroken");
    const packed = new Uint8Array(view.buffer, from, packedSize);
    return method === stored ? packed.slice().buffer : inflate(packed, unpackedSize, name);
}

/** No more than the directory says: what comes out of a few bytes can fill every memory. */
async function inflate(packed, unpackedSize, name) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const unpacked = new Uint8Array(unpackedSize);
    let length = 0;
    try {
        for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
            unpacked.set(value, length); // a RangeError when it is longer than it said
            length += value.length;
        }
    } catch {
        reader.cancel().catch(() => {});
        throw new ZipFault("zipEntryBroken", { name });
    }
    if (length !== unpackedSize) throw new ZipFault("zipEntryBroken", { name });
    return unpacked.buffer;
}
