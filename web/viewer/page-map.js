// The small map of a page: the layer or the features the page tells about, over the borders of units. It shows where
// something lies; the map page does the rest. Without WebGL or a script there is none, and the page says the same in
// words.

/* global maplibregl */

import { parseBounds } from "./config.js";
import { loadDictionary } from "./i18n.js";
import { hasWebGL } from "./webgl.js";

const margin = 28; // CSS pixels around what is shown
const closest = 16; // zoom; a single point would be shown as deep as the map goes

for (const figure of document.querySelectorAll("figure.page-map")) {
    if (!hasWebGL()) break;
    show(figure).catch((error) => {
        figure.hidden = true;
        console.warn("page map", error);
    });
}

async function show(figure) {
    const { kind, source, layer, colour, bounds, borders, bordersLayer } = figure.dataset;
    const features = kind === "features" ? asCollection(await fetchJSON(source)) : null;
    const box = features ? extent(features) : parseBounds(bounds ?? "");
    if (!box) return; // nothing has a place
    const assets = new URL("..", import.meta.url).href.replace(/\/$/, "");
    const dictionary = await loadDictionary({ assets, language: document.documentElement.lang }, fetchJSON);
    figure.hidden = false;
    const map = new maplibregl.Map({
        container: figure,
        style: {
            version: 8,
            sources: {
                ...(borders ? { borders: { type: "vector", url: borders } } : {}),
                layer: features ? { type: "geojson", data: features } : { type: "vector", url: source },
            },
            layers: [...base(borders, bordersLayer), ...drawn(colour, features ? {} : { "source-layer": layer })],
        },
        locale: dictionary.maplibre,
        bounds: [[box[0], box[1]], [box[2], box[3]]],
        fitBoundsOptions: { padding: margin, maxZoom: closest },
        attributionControl: false,
        cooperativeGestures: false,
        scrollZoom: false, // the page scrolls
        dragRotate: false,
        pitchWithRotate: false,
        maxPitch: 0,
        fadeDuration: 0,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibregl.ScaleControl({ unit: "metric", maxWidth: 90 }), "bottom-left");
    openFeatures(map, figure.dataset.featurePages);
    map.once("idle", () => { figure.dataset.state = "drawn"; });
}

async function fetchJSON(url) {
    const response = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response.json();
}

function asCollection(document) {
    return document.type === "Feature" ? { type: "FeatureCollection", features: [document] } : document;
}

/** West, south, east, north of all features; null when none has a geometry. */
function extent(collection) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const visit = (coordinates) => {
        if (typeof coordinates[0] !== "number") return coordinates.forEach(visit);
        const [x, y] = coordinates;
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
    };
    const measure = (geometry) => {
        if (!geometry) return;
        if (geometry.type === "GeometryCollection") geometry.geometries.forEach(measure);
        else visit(geometry.coordinates);
    };
    for (const feature of collection.features) measure(feature.geometry);
    return Number.isFinite(box[0]) ? box : null;
}

function base(borders, bordersLayer) {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const ground = { id: "ground", type: "background", paint: { "background-color": colour("--sunken") } };
    if (!borders) return [ground];
    return [ground, {
        id: "units", type: "fill", source: "borders", "source-layer": bordersLayer,
        paint: { "fill-color": colour("--surface"), "fill-outline-color": "rgba(0, 0, 0, 0)" },
    }, {
        id: "borders", type: "line", source: "borders", "source-layer": bordersLayer,
        paint: { "line-color": colour("--quiet"), "line-opacity": 0.45, "line-width": 0.8 },
    }];
}

function drawn(colour, from) {
    const of = (type) => ["==", ["geometry-type"], type];
    const common = { source: "layer", ...from };
    return [
        {
            id: "areas", type: "fill", ...common, filter: of("Polygon"),
            paint: { "fill-color": colour, "fill-opacity": 0.35 },
        },
        {
            id: "lines", type: "line", ...common, filter: ["!", of("Point")],
            layout: { "line-cap": "round", "line-join": "round" },
            paint: { "line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.8, 14, 2.4] },
        },
        {
            id: "points", type: "circle", ...common, filter: of("Point"),
            paint: {
                "circle-color": colour, "circle-radius": ["interpolate", ["linear"], ["zoom"], 7, 3, 13, 6],
                "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.2,
            },
        },
    ];
}

/** A click opens the page of the feature; the table below leads there too, for whoever uses no mouse. */
function openFeatures(map, pages) {
    if (!pages) return;
    const layers = ["areas", "lines", "points"];
    const at = (event) => map.queryRenderedFeatures(event.point, { layers }).find(({ id }) => id !== undefined);
    const language = document.documentElement.lang;
    map.on("mousemove", (event) => { map.getCanvas().style.cursor = at(event) ? "pointer" : ""; });
    map.on("click", (event) => {
        const feature = at(event);
        if (feature) location.assign(`${pages}${feature.id}?lang=${language}&f=html`);
    });
}
