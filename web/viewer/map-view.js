// The MapLibre map and its controls. Flat and north up: planners compare it with paper.

/* global maplibregl */

import { HomeControl } from "./home-control.js";
import { countTiles } from "./tile-counts.js";

const phoneWidth = 768; // CSS pixels; below it panels are sheets at the bottom
const featureSheet = 0.56; // of the height, as in feature-panel.css
const toolSheet = 0.62; // as in tools/toolbox.css

/**
 * @param {{container: HTMLElement, style: object, dictionary, view, initialBounds: number[]|null, versions}} options
 */
export function createMap({ container, style, dictionary, view, initialBounds, versions }) {
    countTiles();
    const map = new maplibregl.Map({
        container,
        style,
        locale: dictionary.maplibre,
        ...opening(view, initialBounds),
        attributionControl: false, // ours writes text, MapLibre's writes HTML
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxPitch: 0,
        maxZoom: 21,
        fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
        // Tiles are fetched by a worker, which has no page to resolve a relative address against.
        transformRequest: (url, type) => ({
            url: type === "Tile" ? versions.apply(url) : new URL(url, location.href).href,
        }),
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "bottom-right");
    map.addControl(new HomeControl(dictionary, () => initialBounds && fit(map, initialBounds)), "bottom-right");
    map.addControl(new maplibregl.GeolocateControl({
        positionOptions: { enableHighAccuracy: true }, fitBoundsOptions: { maxZoom: 16 }, trackUserLocation: false,
    }), "bottom-right");
    map.addControl(new maplibregl.ScaleControl({ unit: "metric", maxWidth: 110 }), "bottom-left");
    return map;
}

function opening(view, initialBounds) {
    if (view) return { zoom: view.zoom, center: [view.longitude, view.latitude] };
    if (initialBounds) return { bounds: initialBounds, fitBoundsOptions: { padding: padding() } };
    return { zoom: 5, center: [107.8, 16.2] }; // Việt Nam, when the server knows no better
}

/** Room for the panels that lie over the map, in CSS pixels. */
export function padding() {
    if (innerWidth < phoneWidth) {
        const { classList } = document.body;
        const ofTool = classList.contains("has-tool-panel") ? toolSheet : 0;
        const sheet = classList.contains("has-feature") ? featureSheet : ofTool;
        const bottom = sheet > 0 ? innerHeight * sheet + 24 : 112;
        const top = Math.max(0, Math.min(136, innerHeight - bottom - 60)); // head and search box, where there is room
        return { top, bottom, left: 24, right: 24 };
    }
    const isPlain = document.body.classList.contains("embedded") || document.body.classList.contains("panel-closed");
    const hasPanel = document.body.matches(".has-feature, .has-tool-panel") && innerWidth > 1100;
    const dock = document.querySelector("#dock:not([hidden])")?.offsetHeight ?? 0;
    return { top: 32, bottom: 56 + dock, left: isPlain ? 32 : 388, right: hasPanel ? 464 : 72 };
}

/** On a phone a place near the bottom would vanish under the sheet that tells about it. */
export function keepInSight(map, point) {
    const lowest = innerHeight * (1 - featureSheet) - 24;
    if (innerWidth < phoneWidth && point.y > lowest) map.panBy([0, point.y - lowest * 0.7]);
}

export function fit(map, [west, south, east, north], options = {}) {
    map.fitBounds([[west, south], [east, north]], { padding: padding(), maxZoom: 17, ...options });
}
