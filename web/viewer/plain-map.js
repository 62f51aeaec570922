// The map without WebGL: pictures that the server draws, moved by OpenLayers. Its methods are those of MapLibre's map
// that the rest of the page asks for, with the same zooms.

/* global ol */

import { element } from "./dom.js";
import { HomeControl } from "./home-control.js";
import { fit } from "./map-view.js";
import { groundLayers } from "./plain-ground.js";

const zoomOffset = 1; // MapLibre counts zooms for tiles of 512 pixels, the pictures have 256
const deepest = 21;
const ink = "#d6006c"; // as in highlight.js
const degrees = { dataProjection: "EPSG:4326", featureProjection: "EPSG:3857" };

export class PlainMap {
    /**
     * @param {HTMLElement} container @param {import("./main.js").App} app @param {object|null} view of the address
     * @param {object} style the light one, which the pictures are drawn with
     */
    constructor(container, app, view, style) {
        Object.assign(this, { container, app });
        this.base = app.config.base;
        this.pictures = new ol.layer.Group();
        this.ground = new ol.layer.Group({ layers: groundLayers(style) });
        this.marked = new ol.source.Vector();
        this.listeners = new Map();
        this.map = new ol.Map({
            target: container,
            layers: [this.ground, this.pictures, new ol.layer.Vector({ source: this.marked, style: highlightStyle })],
            controls: [],
            // Named, because those that a map has by itself wait until it has the focus.
            interactions: ol.interaction.defaults.defaults({ altShiftDragRotate: false, pinchRotate: false }),
            view: new ol.View({ center: [0, 0], zoom: 0, maxZoom: deepest + zoomOffset, enableRotation: false }),
        });
        container.tabIndex = 0;
        const background = style.layers.find(({ type }) => type === "background");
        container.style.backgroundColor = background?.paint["background-color"];
        this.addControls();
        this.open(view);
        const { visibility, look } = app;
        for (const one of [visibility, look]) one.addEventListener("change", () => this.showPictures());
        this.showPictures();
    }

    addControls() {
        const { dictionary, config } = this.app;
        const zoom = (name, step) => element("button", {
            type: "button", class: `maplibregl-ctrl-zoom-${name.toLowerCase()}`, onclick: () => this.zoomBy(step),
            title: dictionary.maplibre[`NavigationControl.Zoom${name}`],
            "aria-label": dictionary.maplibre[`NavigationControl.Zoom${name}`],
        }, element("span", { class: "maplibregl-ctrl-icon", "aria-hidden": "true" }));
        const home = new HomeControl(dictionary, () => config.initialBounds && fit(this, config.initialBounds));
        const scale = element("div", { class: "maplibregl-ctrl-bottom-left" });
        this.container.append(scale, element("div", { class: "maplibregl-ctrl-bottom-right" }, home.node,
            element("div", { class: "maplibregl-ctrl maplibregl-ctrl-group" }, zoom("In", 1), zoom("Out", -1))));
        this.map.addControl(new ol.control.ScaleLine({ target: scale, minWidth: 60, className: "plain-scale" }));
    }

    open(view) {
        const { initialBounds } = this.app.config;
        if (view) this.jumpTo({ zoom: view.zoom, center: [view.longitude, view.latitude] });
        else if (initialBounds) fit(this, initialBounds, { animate: false });
        else this.jumpTo({ zoom: 5, center: [107.8, 16.2] }); // Việt Nam, as in map-view.js
    }

    /**
     * All layers as they are usually shown are one picture with its base map. Else the ground is drawn here, and over
     * it one picture of each run of layers that are equally opaque.
     */
    showPictures() {
        const { visibility, look, catalogue } = this.app;
        const shown = look.order.filter((id) => visibility.has(id));
        const isWhole = look.opacity.size === 0 && visibility.shown.size === catalogue.collections.size
            && look.order.every((id, index) => id === look.usualOrder[index]);
        const runs = [];
        for (const id of shown) {
            const opacity = look.opacityOf(id);
            if (runs.at(-1)?.opacity === opacity) runs.at(-1).collections.push(id);
            else runs.push({ opacity, collections: [id] });
        }
        const tiles = `${this.base}/map/tiles/WebMercatorQuad/{z}/{y}/{x}?f=png&collections=`;
        const urls = isWhole ? [{ opacity: 1, url: `${this.base}/styles/map/{z}/{x}/{y}.png` }]
            : runs.map(({ opacity, collections }) => ({ opacity, url: tiles + collections.join(",") }));
        const former = new Map(this.pictures.getLayers().getArray().map((layer) => [layer.get("url"), layer]));
        this.ground.setVisible(!isWhole);
        this.pictures.getLayers().clear();
        for (const { opacity, url } of urls) {
            const layer = former.get(url) ?? this.pictureLayer(url);
            layer.setOpacity(opacity);
            this.pictures.getLayers().push(layer);
        }
    }

    pictureLayer(url) {
        const source = new ol.source.XYZ({ url, maxZoom: deepest, transition: 0 });
        source.on("tileloaderror", () => this.tell("error", {}));
        source.on("tileloadend", () => this.tell("tile", {}));
        const layer = new ol.layer.Tile({ source });
        layer.set("url", url);
        return layer;
    }

    /** Events: "move", "moveend", "mousemove", "click" (lngLat, coordinate), "loading", "idle", "tile", "error". */
    on(name, listener) {
        if (!this.listeners.has(name)) {
            this.listeners.set(name, []);
            this.forward(name);
        }
        this.listeners.get(name).push(listener);
    }

    forward(name) {
        const told = (event) => this.tell(name, { coordinate: event.coordinate, lngLat: place(event.coordinate) });
        if (name === "move") this.map.on("postrender", () => this.tell("move", {}));
        if (name === "moveend") this.map.on("moveend", () => this.tell("moveend", {}));
        if (name === "mousemove") this.map.on("pointermove", told);
        if (name === "click") this.map.on("singleclick", told);
        if (name === "loading") this.map.on("loadstart", () => this.tell("loading", {}));
        if (name === "idle") this.map.on("loadend", () => this.tell("idle", {}));
    }

    tell(name, event) {
        for (const listener of this.listeners.get(name) ?? []) listener(event);
    }

    getCenter() {
        return place(this.map.getView().getCenter());
    }

    getZoom() {
        return this.map.getView().getZoom() - zoomOffset;
    }

    getBounds() {
        const extent = this.map.getView().calculateExtent(this.map.getSize());
        return { contains: ({ lng, lat }) => ol.extent.containsCoordinate(extent, ol.proj.fromLonLat([lng, lat])) };
    }

    jumpTo({ zoom, center }) {
        const view = this.map.getView();
        view.setCenter(ol.proj.fromLonLat(center));
        view.setZoom(zoom + zoomOffset);
    }

    zoomBy(step) {
        const view = this.map.getView();
        view.animate({ zoom: view.getConstrainedZoom(view.getZoom() + step), duration: duration() });
    }

    fitBounds([southWest, northEast], { padding: { top, right, bottom, left }, maxZoom, animate = true }) {
        this.map.getView().fit(ol.proj.transformExtent([...southWest, ...northEast], "EPSG:4326", "EPSG:3857"), {
            padding: [top, right, bottom, left], maxZoom: maxZoom + zoomOffset, duration: animate ? duration() : 0,
        });
    }

    /** @param {object|null} geometry GeoJSON in WGS 84, null to clear */
    highlight(geometry) {
        this.marked.clear();
        if (geometry) this.marked.addFeature(new ol.Feature(new ol.format.GeoJSON().readGeometry(geometry, degrees)));
    }
}

function place(coordinate) {
    const [lng, lat] = ol.proj.toLonLat(coordinate);
    return { lng, lat, wrap() { return this; } };
}

function duration() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250;
}

/** A white halo under a strong line, so it shows on any colour. */
function highlightStyle(feature) {
    const { Circle, Fill, Stroke, Style } = ol.style;
    const stroke = new Stroke({ color: ink, width: 3 });
    if (feature.getGeometry().getType().endsWith("Point")) {
        return new Style({ image: new Circle({ radius: 10, stroke, fill: new Fill({ color: `${ink}33` }) }) });
    }
    return [new Style({ stroke: new Stroke({ color: "#ffffffe6", width: 7 }) }),
        new Style({ stroke, fill: new Fill({ color: `${ink}24` }) })];
}
