// A theme on the map, in the place of the layers that the style has for its collection.

import { clusterProperties, layersOf, pointsID, sourceID } from "./theme-paint.js";

/** At 100 %: what lies below an area shows a little. */
const strength = { fill: 0.88, line: 1, circle: 0.9, heatmap: 0.85, symbol: 1 };
const quietStrength = { fill: 0.12, line: 0.7, symbol: 1 };
const opacities = {
    fill: ["fill-opacity"], line: ["line-opacity"], circle: ["circle-opacity", "circle-stroke-opacity"],
    heatmap: ["heatmap-opacity"], symbol: ["text-opacity"],
};
const beside = 0.12; // how much of the others is seen while one class is highlighted

export class ThemeLayers {
    /** @param {import("../../main.js").App} app */
    constructor(app) {
        this.app = app;
        this.theme = null;
        this.highlighted = null;
        this.layers = [];
        app.look.addEventListener("change", () => this.theme && this.follow());
        app.mapStyle?.addEventListener("change", () => this.theme && this.takeOver());
        const map = app.map;
        map.on("click", "tool-theme-cluster", (event) => this.openCluster(event));
        map.on("mousemove", "tool-theme-cluster", () => requestAnimationFrame(() => {
            if (!app.identify.owner) map.getCanvas().style.cursor = "pointer";
        }));
    }

    show(theme) {
        const { map } = this.app;
        if (this.theme) this.remove({ keepsSource: this.theme.tilesURL === theme.tilesURL && !theme.points });
        this.theme = theme;
        this.highlighted = null;
        if (theme.points) {
            const isClustered = theme.state.kind === "cum";
            map.addSource(pointsID, {
                type: "geojson", data: theme.points, ...(isClustered ? {
                    cluster: true, clusterRadius: 56, clusterMaxZoom: 15,
                    clusterProperties: clusterProperties(theme.state.property),
                } : {}),
            });
        } else if (!map.getSource(sourceID)) {
            map.addSource(sourceID, { type: "vector", url: theme.tilesURL });
        }
        this.layers = layersOf(theme);
        const isShown = this.app.visibility.has(theme.state.collection);
        this.layers.forEach(({ isQuiet, isBubble, ...layer }, index) => {
            const legend = index === 0 ? signsOf(theme) : [];
            map.addLayer({
                // A bubble is no feature that one could ask about, or that a filter knows by its id.
                ...layer, metadata: isBubble ? {} : {
                    "geosector:collection": theme.state.collection,
                    ...(legend.length > 0 ? { "geosector:legend": legend } : {}),
                },
                layout: { ...layer.layout, visibility: isShown ? "visible" : "none" },
            });
        });
        this.takeOver();
    }

    /** Clicks, and the tick in the list of layers, are for what is drawn now. */
    takeOver() {
        const { map } = this.app;
        const collection = this.collection;
        const own = new Set(this.layers.map(({ id }) => id));
        this.replaced = collection.layers.filter((id) => !own.has(id));
        for (const id of this.replaced) if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", "none");
        collection.layers = this.layers.filter(({ isBubble }) => !isBubble).map(({ id }) => id);
        this.follow();
    }

    get collection() {
        return this.app.catalogue.collections.get(this.theme.state.collection);
    }

    remove({ keepsSource = false } = {}) {
        if (!this.theme) return;
        const { map, visibility } = this.app;
        for (const { id } of [...this.layers].reverse()) if (map.getLayer(id)) map.removeLayer(id);
        if (map.getSource(pointsID)) map.removeSource(pointsID);
        if (!keepsSource && map.getSource(sourceID)) map.removeSource(sourceID);
        const isShown = visibility.has(this.collection.id) ? "visible" : "none";
        for (const id of this.replaced) if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", isShown);
        this.collection.layers = this.replaced;
        Object.assign(this, { theme: null, layers: [], replaced: [], highlighted: null });
    }

    /** Opacity and place are those of the layer in the list. */
    follow() {
        const { map } = this.app;
        for (const { id, type, isQuiet } of this.layers) {
            const value = this.opacityOf(type, isQuiet);
            for (const name of map.getLayer(id) ? opacities[type] : []) map.setPaintProperty(id, name, value);
        }
        if (this.layers[0]?.type === "heatmap") map.setFilter("tool-theme-heat", this.highlighted?.condition ?? null);
        this.arrange();
    }

    opacityOf(type, isQuiet) {
        const factor = this.app.look.opacityOf(this.theme.state.collection);
        const full = (isQuiet ? quietStrength : strength)[type] * factor;
        if (!this.highlighted || isQuiet || type === "heatmap") return full;
        return ["case", this.highlighted.condition, full, full * beside];
    }

    /** Areas and lines where the style has them, circles below the names, names on top. */
    arrange() {
        const { map } = this.app;
        const order = map.getLayersOrder();
        const own = new Set(this.layers.map(({ id }) => id));
        const ground = order.find((id) => this.replaced.includes(id));
        const names = order.find((id) => map.getLayer(id).type === "symbol" && !id.startsWith("tool-"));
        const above = order.find((id) => id.startsWith("selection-"));
        for (const { id, type } of this.layers) {
            const before = { fill: ground, line: ground, symbol: above }[type] ?? names ?? above;
            const rest = order.filter((other) => !own.has(other) || other === id);
            if (rest[rest.indexOf(id) + 1] !== before) map.moveLayer(id, before);
        }
    }

    /** @param {import("./theme-model.js").Entry|null} entry the only class in full colour */
    highlight(entry) {
        this.highlighted = entry;
        this.follow();
    }

    showBubbles(isShown) {
        const { map } = this.app;
        for (const { id, isBubble } of this.layers) {
            if (isBubble) map.setLayoutProperty(id, "visibility", isShown ? "visible" : "none");
        }
    }

    async openCluster({ features: [cluster] }) {
        const { identify, map } = this.app;
        if (identify.owner) return;
        const zoom = await map.getSource(pointsID).getClusterExpansionZoom(cluster.properties.cluster_id);
        map.easeTo({ center: cluster.geometry.coordinates, zoom });
    }
}

/** Entries of the legend, as styles write them (docs/styles.md): prints explain their signs with them. */
function signsOf({ state, geometry, entries }) {
    const kind = { line: "line", point: "circle" }[geometry] ?? "fill";
    if (state.kind !== "mau" && state.kind !== "giatri") return [];
    return entries.map(({ colour, label }) => ({ vi: label, en: label, colour, kind }));
}
