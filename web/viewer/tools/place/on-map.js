// What this tool draws: the point that is read out, and the plot with its numbered corners and lengths of edges.

const pointSource = "tool-place-point";
const plotSource = "tool-place-plot";
const ink = "#b3261e";
const halo = "#ffffff";
const nothing = { type: "FeatureCollection", features: [] };
const has = (role) => ["==", ["get", "role"], role];
const text = (field, options) => ({ "text-field": ["get", field], "text-font": ["Noto Sans Bold"], ...options });
const textPaint = { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.8 };

const plotLayers = [
    { id: "fill", type: "fill", filter: has("area"), paint: { "fill-color": ink, "fill-opacity": 0.12 } },
    { id: "halo", type: "line", filter: has("edge"), layout: { "line-cap": "round" },
        paint: { "line-color": halo, "line-width": 6, "line-opacity": 0.85 } },
    { id: "line", type: "line", filter: has("edge"), layout: { "line-cap": "round" },
        paint: { "line-color": ink, "line-width": 2.5 } },
    { id: "corner", type: "circle", filter: has("corner"), paint: {
        "circle-radius": 4.5, "circle-color": halo, "circle-stroke-color": ink, "circle-stroke-width": 2.5 } },
    { id: "length", type: "symbol", filter: has("edge"), paint: textPaint,
        layout: text("length", { "symbol-placement": "line-center", "text-size": 11, "text-offset": [0, 0.9] }) },
    { id: "number", type: "symbol", filter: has("corner"), paint: textPaint,
        layout: text("label", { "text-variable-anchor": ["bottom", "top", "left", "right"], "text-radial-offset": 0.7,
            "text-size": 13 }) },
];
const pointLayers = [
    { id: "ring", type: "circle", paint: { "circle-radius": 9, "circle-color": ink, "circle-opacity": 0.15,
        "circle-stroke-color": halo, "circle-stroke-width": 5 } },
    { id: "mark", type: "circle", paint: { "circle-radius": 9, "circle-opacity": 0, "circle-stroke-color": ink,
        "circle-stroke-width": 2.5 } },
    { id: "dot", type: "circle", paint: { "circle-radius": 2, "circle-color": ink } },
];

export class PlaceOnMap {
    constructor(map) {
        this.map = map;
    }

    /** @param {number[]|null} position [longitude, latitude] */
    showPoint(position) {
        this.show(pointSource, pointLayers, position ? [{ type: "Feature", properties: {},
            geometry: { type: "Point", coordinates: position } }] : []);
    }

    /** @param {import("./figure.js").Figure|null} figure @param {(metres: number) => string} lengthText */
    showPlot(figure, lengthText) {
        this.show(plotSource, plotLayers, figure ? featuresOf(figure, lengthText) : []);
    }

    show(source, layers, features) {
        const { map } = this;
        if (features.length === 0) {
            this.remove(source, layers);
            return;
        }
        const data = { ...nothing, features };
        if (map.getSource(source)) {
            map.getSource(source).setData(data);
            return;
        }
        map.addSource(source, { type: "geojson", data });
        for (const layer of layers) map.addLayer({ ...layer, id: `${source}-${layer.id}`, source });
    }

    remove(source, layers) {
        if (!this.map.getSource(source)) return;
        for (const { id } of layers) this.map.removeLayer(`${source}-${id}`);
        this.map.removeSource(source);
    }
}

/** Each edge is a line of its own, so that each has its length beside it. */
function featuresOf(figure, lengthText) {
    const features = [];
    const add = (role, geometry, properties = {}) => {
        features.push({ type: "Feature", properties: { role, ...properties }, geometry });
    };
    if (figure.isClosed) add("area", figure.geometry);
    figure.rings.forEach((ring, index) => {
        const positions = figure.positions[index];
        figure.edges(ring).forEach((length, corner) => {
            if (length === null) return;
            const line = [positions[corner], positions[(corner + 1) % positions.length]];
            add("edge", { type: "LineString", coordinates: line }, { length: lengthText(length) });
        });
        ring.corners.forEach(({ label }, corner) => {
            add("corner", { type: "Point", coordinates: positions[corner] }, { label });
        });
    });
    return features;
}
