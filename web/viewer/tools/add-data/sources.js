// From dropped files to things that can be read: parts of a shapefile found together, archives opened.

import { largestFileInMegabytes, megabyte, mostFiles } from "./limits.js";
import { entriesOf, isZip, ZipFault } from "./zip-file.js";

const kinds = new Map([
    ["geojson", "geojson"], ["json", "geojson"], ["kml", "kml"], ["gpx", "gpx"],
    ["csv", "csv"], ["tsv", "csv"], ["txt", "csv"], ["shp", "shapefile"],
]);
const archives = new Set(["zip", "kmz"]);
const parts = ["dbf", "prj", "cpg"];
/** Beside a shapefile; nothing in them is needed. */
const companions = new Set(["shx", "sbn", "sbx", "qix", "qpj", "qmd", "sld", "cst", "xml", "lyr", "atx", "idx"]);
const forImport = new Set(["gpkg", "dgn", "dxf", "tab", "mif", "gml", "gdb", "fgb"]);
const spreadsheets = new Set(["xls", "xlsx", "ods"]);
const otherArchives = new Set(["rar", "7z", "gz", "tar"]);

/**
 * @typedef {{name: string, bytes: ArrayBuffer}} Blob
 * @typedef {{kind: string, title: string, name: string, main: ArrayBuffer, parts: Object<string, ArrayBuffer>}} Source
 * @typedef {{name: string, key: string, values: object}} Refusal `key` of words.json
 */

/** @param {File[]} files @returns {Promise<{sources: Source[], refusals: Refusal[]}>} */
export async function sourcesIn(files, pace) {
    const refusals = [];
    const refuse = (name, key, values = {}) => refusals.push({ name, key, values });
    const found = [];
    if (files.length > mostFiles) refuse("", "tooManyFiles", { most: mostFiles, count: files.length });
    for (const file of files.slice(0, mostFiles)) {
        if (file.size > largestFileInMegabytes * megabyte) {
            refuse(file.name, "tooLarge", { size: Math.ceil(file.size / megabyte), most: largestFileInMegabytes });
        } else found.push(...await opened(file, refuse));
        await pace.breathe(null);
    }
    return { sources: joined(found, refuse), refusals };
}

/** The file itself, or what is in it. */
async function opened(file, refuse) {
    let bytes;
    try {
        bytes = await file.arrayBuffer();
    } catch {
        refuse(file.name, "unreadable"); // a folder, or gone meanwhile
        return [];
    }
    if (bytes.byteLength === 0) {
        refuse(file.name, "empty");
        return [];
    }
    if (!archives.has(extension(file.name))) return [{ name: file.name, bytes }];
    try {
        if (!isZip(new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength)))) throw new ZipFault("zipBroken");
        return await unpacked(file.name, bytes, refuse);
    } catch (fault) {
        if (!(fault instanceof ZipFault) && !(fault instanceof RangeError)) throw fault;
        refuse(file.name, fault.key ?? "zipBroken", fault.values);
        return [];
    }
}

async function unpacked(archive, bytes, refuse) {
    const found = [];
    for (const entry of entriesOf(bytes)) {
        const isWanted = kinds.has(extension(entry.name)) || parts.includes(extension(entry.name));
        if (!isWanted) continue;
        try {
            found.push({ name: entry.name, archive, bytes: await entry.read() });
        } catch (fault) {
            if (!(fault instanceof ZipFault)) throw fault;
            refuse(archive, fault.key, fault.values);
        }
    }
    if (found.length === 0) refuse(archive, "zipWithoutData");
    return found;
}

function joined(found, refuse) {
    const stems = new Map();
    for (const file of found) {
        const key = `${file.archive ?? ""}/${stem(file.name).toLowerCase()}`;
        stems.set(key, { ...stems.get(key), [extension(file.name)]: file });
    }
    const sources = [];
    for (const group of stems.values()) {
        for (const [ending, file] of Object.entries(group)) {
            const kind = kinds.get(ending);
            if (kind) sources.push(source(kind, file, group));
            else if (!group.shp) refuseAlone(ending, file, refuse);
        }
    }
    return sources;
}

/** The name of an archive with one thing in it says more than "doc.kml". */
function source(kind, file, group) {
    const own = Object.fromEntries(parts.filter((part) => group[part]).map((part) => [part, group[part].bytes]));
    const title = /^doc$/i.test(base(file.name)) && file.archive ? base(file.archive) : base(file.name);
    const name = file.archive ? `${file.archive} › ${file.name}` : file.name;
    return { kind, title: title.normalize("NFC"), name, main: file.bytes, parts: kind === "shapefile" ? own : {} };
}

function refuseAlone(ending, { name }, refuse) {
    if (ending === "dbf") refuse(name, "tableWithoutShapes");
    else if (parts.includes(ending) || companions.has(ending)) refuse(name, "partWithoutShapes");
    else if (forImport.has(ending)) refuse(name, "needsImport", { kind: ending.toUpperCase() });
    else if (spreadsheets.has(ending)) refuse(name, "spreadsheet");
    else if (otherArchives.has(ending)) refuse(name, "otherArchive");
    else refuse(name, "unknownKind");
}

function extension(name) {
    return /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase() ?? "";
}

function stem(name) {
    return name.replace(/\.[^./\\]*$/, "");
}

function base(name) {
    return stem(name.replace(/^.*[/\\]/, "")) || name;
}
