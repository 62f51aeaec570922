// The ground under pictures of some layers only: areas and lines of the style's base map, in their colours.

/* global ol */

const tileSize = 512;

/** @param {object} style MapLibre's */
export function groundLayers(style) {
    const painted = new Map();
    for (const layer of style.layers) {
        const colour = layer.paint?.["fill-color"] ?? layer.paint?.["line-color"];
        const isPlain = layer.metadata?.["geosector:basemap"] && !layer.filter && typeof colour === "string";
        if (!isPlain || !["fill", "line"].includes(layer.type)) continue;
        if (!painted.has(layer.source)) painted.set(layer.source, []);
        painted.get(layer.source).push({ type: layer.type, of: layer["source-layer"], colour });
    }
    return [...painted].map(([id, paints]) => groundLayer(style.sources[id].url, paints));
}

function groundLayer(url, paints) {
    const { Fill, Stroke, Style } = ol.style;
    const styles = paints.map(({ type, of, colour }, zIndex) => ({
        of, style: new Style(type === "fill" ? { zIndex, fill: new Fill({ color: colour }) }
            : { zIndex, stroke: new Stroke({ color: colour, width: 1 }) }),
    }));
    const layer = new ol.layer.VectorTile({
        style: (feature) => styles.filter(({ of }) => of === feature.get("layer")).map(({ style }) => style),
    });
    addTiles(layer, url, paints).catch((error) => console.warn("ground", String(error))); // a comfort, not a condition
    return layer;
}

async function addTiles(layer, url, paints) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const { tiles, minzoom = 0, maxzoom = 14 } = await answer.json();
    const layers = [...new Set(paints.map(({ of }) => of))];
    layer.setSource(new ol.source.VectorTile({
        format: new ol.format.MVT({ layers }), url: tiles[0], minZoom: minzoom, maxZoom: maxzoom, tileSize,
    }));
}
