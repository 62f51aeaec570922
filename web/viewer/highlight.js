// The chosen feature, drawn over everything: a white halo under a strong line, so it shows on any colour.

const source = "geosector-selection";
const halo = "#ffffff";
const ink = "#d6006c";
const nothing = { type: "FeatureCollection", features: [] };
const isPoint = ["==", ["geometry-type"], "Point"];

const layers = [
    { id: "selection-fill", type: "fill", filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": ink, "fill-opacity": 0.14 } },
    { id: "selection-halo", type: "line", filter: ["!", isPoint],
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": halo, "line-width": 7, "line-opacity": 0.9 } },
    { id: "selection-line", type: "line", filter: ["!", isPoint],
        layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": ink, "line-width": 3 } },
    { id: "selection-point", type: "circle", filter: isPoint, paint: {
        "circle-radius": 10, "circle-color": ink, "circle-opacity": 0.2,
        "circle-stroke-color": ink, "circle-stroke-width": 3 } },
];

/** The style with room for it on top from the first frame on: a later addition would lay out the whole map again. */
export function withHighlight(style) {
    return {
        ...style, sources: { ...style.sources, [source]: { type: "geojson", data: nothing } },
        layers: [...style.layers, ...layers.map((layer) => ({ ...layer, source }))],
    };
}

/** @param {object|null} geometry GeoJSON in WGS 84, null to clear */
export function highlight(map, geometry) {
    map.getSource(source)?.setData(geometry ? { type: "Feature", properties: {}, geometry } : nothing);
}

/** [w, s, e, n] of any GeoJSON geometry; null when it has no position. */
export function boundsOf(geometry) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const visit = (part) => {
        if (typeof part?.[0] === "number") {
            box[0] = Math.min(box[0], part[0]);
            box[1] = Math.min(box[1], part[1]);
            box[2] = Math.max(box[2], part[0]);
            box[3] = Math.max(box[3], part[1]);
        } else if (Array.isArray(part)) part.forEach(visit);
    };
    if (geometry?.type === "GeometryCollection") geometry.geometries.forEach(({ coordinates }) => visit(coordinates));
    else visit(geometry?.coordinates);
    return Number.isFinite(box[0]) ? box : null;
}
