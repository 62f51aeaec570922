// One source read into features of WGS 84, or the question that stands before that.

import { Collector } from "./collector.js";
import { readCSV } from "./csv-file.js";
import { Table } from "./dbf-file.js";
import { guessEncoding, encodingNamed } from "./encoding-guess.js";
import { readGeoJSON } from "./geojson-file.js";
import { readGPX } from "./gpx-file.js";
import { readKML } from "./kml-file.js";
import { systemInPRJ } from "./prj-file.js";
import { measure } from "./reference.js";
import { readShapes } from "./shapefile.js";
import { decode } from "./text-encodings.js";

const textReaders = { geojson: readGeoJSON, kml: readKML, gpx: readGPX, csv: readCSV };
const plainText = new TextDecoder();

/**
 * What a person chose; null where the file is to say it.
 * @typedef {{encoding: string|null, system: string|null, columns: {x: string, y: string}|null}} Choices
 * @typedef {{features: object[], problems: object[], encoding: {value: string, isSure: boolean}|null,
 *   system: string|null, systemName: string, systemNote: string|null, measured: object, fields: string[],
 *   question: "system"|"columns"|null}} Reading
 */

/**
 * @param {import("./sources.js").Source} source @param {Choices} choices
 * @param {{systems: import("./reference.js").ReferenceSystems, pace, words}} parts
 * @returns {Promise<Reading>}
 */
export async function read(source, choices, { systems, pace, words }) {
    const collector = new Collector();
    const parts = { source, choices, collector, pace, words };
    const raw = await (source.kind === "shapefile" ? readShapefile(parts) : readText(parts));
    const measured = measure(collector.features);
    const reading = {
        features: collector.features, fields: raw.fields ?? [], encoding: raw.encoding ?? null, measured,
        systemName: raw.name ?? "", systemNote: null, system: null, question: raw.needsColumns ? "columns" : null,
    };
    if (!reading.question) await place(reading, raw, { source, choices, systems, collector, pace });
    return { ...reading, problems: [...collector.problems.values()] };
}

async function place(reading, raw, { source, choices, systems, collector, pace }) {
    const { measured } = reading;
    if (measured.kind === "none") {
        if (reading.features.length > 0) collector.complain("noPlaces");
        return;
    }
    const claimed = raw.system && (raw.system === "prj" || systems.isKnown(raw.system)) ? raw.system : null;
    if (raw.system && !claimed) collector.complain("systemUnknown", null, { system: raw.system });
    if (raw.note && !choices.system) collector.complain(raw.note, null, { name: raw.name ?? "" });
    const fits = claimed === null || suits(claimed, measured.kind);
    if (!fits) collector.complain("systemDoesNotFit");
    const usual = measured.kind === "degrees" ? "EPSG:4326" : measured.kind === "world" ? "EPSG:3857" : null;
    const system = choices.system ?? (fits ? claimed : null) ?? usual;
    if (measured.kind === "unknown" && !system) {
        collector.complain("numbersUnknown");
        reading.features = reading.features.map((feature) => ({ ...feature, geometry: null }));
        return;
    }
    if (!system) {
        await systems.prepare(null);
        reading.question = "system";
        return;
    }
    await systems.prepare(system);
    if (measured.isNorthFirst) collector.complain(measured.kind === "degrees" ? "latitudeFirst" : "northFirst");
    reading.system = system;
    const isSaid = (fits && claimed) || (source.kind === "geojson" && system === "EPSG:4326"); // RFC 7946, 4
    reading.systemNote = choices.system ? "systemChosen" : isSaid ? "systemOfFile" : "systemAssumed";
    reading.features = await systems.toWGS84(reading.features,
        { system, wkt: raw.wkt, isNorthFirst: measured.isNorthFirst }, collector, pace);
}

/** A .prj of metres beside numbers of degrees, or the other way round, belongs to another file. */
function suits(system, kind) {
    if (system === "prj" || kind === "unknown") return true;
    const isDegrees = system === "EPSG:4326" || system === "EPSG:4756";
    return isDegrees === (kind === "degrees");
}

async function readShapefile({ source, choices, collector, pace, words }) {
    const { dbf, prj, cpg } = source.parts;
    const table = dbf ? tableOf(dbf, cpg, collector) : null;
    if (!dbf) collector.complain("noTable");
    if (choices.encoding) table?.setEncoding(choices.encoding);
    await readShapes({ buffer: source.main, table, collector, pace, words });
    return {
        ...(prj ? systemInPRJ(plainText.decode(prj)) : { system: null, note: null }),
        encoding: table && encodingOf(table.encoding, table.found, choices),
    };
}

function tableOf(dbf, cpg, collector) {
    try {
        return new Table(dbf, cpg ? plainText.decode(cpg).slice(0, 60) : null);
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        collector.complain("tableBroken");
        return null;
    }
}

async function readText({ source, choices, collector, pace, words }) {
    const bytes = new Uint8Array(source.main);
    const isTable = source.kind === "csv";
    const found = guessEncoding(bytes, isTable ? null : declaredEncoding(bytes));
    const encoding = choices.encoding ?? found.encoding;
    const text = decode(bytes, encoding).replace(/^\uFEFF/, "");
    await pace.breathe(null);
    const answer = await textReaders[source.kind]({ text, collector, pace, words, columns: choices.columns });
    const isOpen = isTable && bytes.some((byte) => byte >= 0x80);
    return { ...answer, encoding: isOpen ? encodingOf(encoding, found, choices) : null };
}

function encodingOf(value, { isSure }, choices) {
    return { value, isSure: isSure || choices.encoding !== null };
}

/** Of `<?xml version="1.0" encoding="…"?>`. */
function declaredEncoding(bytes) {
    const match = /^[^>]{0,200}encoding\s*=\s*["']([^"']+)/.exec(plainText.decode(bytes.subarray(0, 240)));
    return match ? encodingNamed(match[1]) : null;
}
