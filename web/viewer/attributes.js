// A feature's properties as table rows, in the order of its schema.

import { element } from "./dom.js";

const nameFields = [/^ten_day_?du$/i, /^ten(_|$)/i, /^name(_|$)/i, /^title$/i];

// The name of something else (its commune, street, kind), unless the record begins with that thing's own code.
const otherName = /^ten_(xa|phuong|huyen|tinh|duong|loai)$/i;

/** "Tờ {SO_TO}, thửa {SO_THUA}" from the style; null when the style has none or a value is missing. */
export function nameFrom(templates, properties, dictionary) {
    const template = dictionary.pick(templates);
    if (!template) return null;
    let isComplete = true;
    const text = template.replace(/\{(\w+)\}/g, (_, field) => {
        const value = properties[field] ?? "";
        if (value === "") isComplete = false;
        return String(value);
    });
    return isComplete ? text.normalize("NFC") : null;
}

/** What people call it: the first field that is its name and has one. */
export function headline(properties) {
    const fields = Object.keys(properties);
    const isOwn = (field) => !otherName.test(field)
        || fields[0]?.toLowerCase() === field.toLowerCase().replace("ten_", "ma_");
    for (const pattern of nameFields) {
        for (const field of fields.filter((name) => pattern.test(name) && isOwn(name))) {
            const value = properties[field];
            if (typeof value === "string" && value.trim()) return value.normalize("NFC");
        }
    }
    return null;
}

export function attributeRows(properties, schema, formatter) {
    return orderedFields(properties, schema).map((field) => {
        const described = schema?.properties?.[field] ?? {};
        const value = properties[field];
        const text = formatter.value(value, field, described["x-ogc-unit"] ?? "");
        const isNumber = typeof value === "number";
        return element("tr", {},
            element("th", { scope: "row", title: described.title && described.title !== field ? field : null },
                described.title || field),
            element("td", { class: isNumber ? "amount" : null }, isWebAddress(value)
                ? element("a", { href: value, rel: "noopener noreferrer" }, text) : text));
    });
}

function orderedFields(properties, schema) {
    const isAttribute = (field) => {
        const { "x-ogc-role": role = "", format = "" } = schema.properties[field];
        return role !== "primary-geometry" && !format.startsWith("geometry") && role !== "id";
    };
    const known = Object.keys(schema?.properties ?? {}).filter((field) => field in properties && isAttribute(field));
    const others = Object.keys(properties).filter((field) => !(field in (schema?.properties ?? {})));
    return [...known, ...others];
}

function isWebAddress(value) {
    return typeof value === "string" && /^https?:\/\/[^\s]+$/i.test(value);
}
