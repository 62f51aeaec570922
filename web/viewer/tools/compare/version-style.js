// The map as a former version of one collection had it: present tiles without what differs, and what there was instead.

import { changeLayers, changeSources } from "./change-layers.js";

const source = "tool-compare-former";

/**
 * @param {object} style of the map
 * @param {string} collection
 * @param {import("../../dataset-history.js").FeatureChange[]} since what has changed from that version to the present
 */
export function styleOfVersion(style, collection, since) {
    const plain = withoutOurs(style);
    if (since.length === 0) return plain;
    const ids = since.map(({ id }) => id);
    const differs = ["match", ["id"], ids, false, true];
    const former = since.filter(({ before }) => before?.geometry).map(({ id, before }) => ({ ...before, id }));
    const layers = plain.layers.flatMap((layer) => {
        if (![collection, `${collection}_label`].includes(layer["source-layer"])) return [layer];
        const { "source-layer": _, ...copy } = layer;
        return [
            { ...layer, filter: layer.filter ? ["all", layer.filter, differs] : differs },
            { ...copy, id: `${source}-${layer.id}`, source },
        ];
    });
    const data = { type: "FeatureCollection", features: former };
    return { ...plain, layers, sources: { ...plain.sources, [source]: { type: "geojson", data } } };
}

/** The same with the marks of changes over it. @param {"before"|"after"} state */
export function withChanges(style, state, changes) {
    return {
        ...style, sources: { ...style.sources, ...changeSources(state, changes) },
        layers: [...style.layers, ...changeLayers()],
    };
}

export function withoutOurs(style) {
    const isOurs = (id) => id.startsWith("tool-compare");
    return {
        ...style, layers: style.layers.filter(({ id }) => !isOurs(id)),
        sources: Object.fromEntries(Object.entries(style.sources).filter(([id]) => !isOurs(id))),
    };
}
