// The columns of a layer's table, as its schema describes them.

import { fetchJSON } from "../../api.js";

/**
 * @typedef {{name: string, title: string, unit: string, isID: boolean, isNumber: boolean,
 *   isSortable: boolean}} Column
 */

/** The first is the feature's id. @returns {Promise<Column[]>} */
export async function columnsOf({ api, config }, collection, words) {
    const url = `${config.base}/collections/${encodeURIComponent(collection)}/sortables?f=json`;
    const [schema, sortables] = await Promise.all([
        api.schema(collection), fetchJSON(url, "application/schema+json, application/json"),
    ]);
    return Object.entries(schema.properties)
        .filter(([, { format = "" }]) => !format.startsWith("geometry"))
        .map(([name, described]) => ({
            name,
            title: described["x-ogc-role"] === "id" ? words("id") : described.title || name,
            unit: described["x-ogc-unit"] ?? "",
            isID: described["x-ogc-role"] === "id",
            isNumber: ["integer", "number"].includes(described.type),
            isSortable: name in sortables.properties,
        }));
}
