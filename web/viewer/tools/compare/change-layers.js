// Changed features over everything: their shapes as the side has them, and a mark on both sides for each.

import { boundsOf } from "../../highlight.js";
import { imageName, kinds } from "./marks.js";

const shapes = "tool-compare-shapes";
const marks = "tool-compare-marks";
const isPoint = ["==", ["geometry-type"], "Point"];
const colour = ["match", ["get", "change"],
    ...Object.entries(kinds).flatMap(([kind, { colour: own }]) => [kind, own]), "#000000"];
const halo = { "line-color": "#ffffff", "line-opacity": 0.9 };
const round = { "line-join": "round" };

/** Layers in which a click finds a change, the topmost first. */
export const changeLayerIDs = [marks, "tool-compare-point", "tool-compare-fill", ...Object.keys(kinds).map(lineName)];

function lineName(kind) {
    return `tool-compare-line-${kind}`;
}

/**
 * @param {"before"|"after"} state which the side shows
 * @param {import("../../dataset-history.js").FeatureChange[]} changes
 */
export function changeSources(state, changes) {
    const feature = ({ id, change }, geometry) => ({ type: "Feature", geometry, properties: { id, change } });
    const present = changes.filter((each) => each[state]?.geometry);
    return {
        [shapes]: collection(present.map((each) => feature(each, each[state].geometry))),
        [marks]: collection(changes.filter(placeOf).map((each) => (
            feature(each, { type: "Point", coordinates: placeOf(each) })))),
    };
}

function collection(features) {
    return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/** The middle of where it is now, else of where it was. */
export function placeOf({ before, after }) {
    const box = boundsOf((after ?? before)?.geometry);
    return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

export function changeLayers() {
    return [
        { id: "tool-compare-fill", type: "fill", source: shapes, filter: ["==", ["geometry-type"], "Polygon"],
            paint: { "fill-color": colour, "fill-opacity": 0.2 } },
        { id: "tool-compare-halo", type: "line", source: shapes, filter: ["!", isPoint], layout: round,
            paint: { ...halo, "line-width": 6 } },
        ...Object.entries(kinds).map(([kind, { dashes, colour: own }]) => ({
            id: lineName(kind), type: "line", source: shapes, layout: round,
            filter: ["all", ["!", isPoint], ["==", ["get", "change"], kind]],
            paint: { "line-color": own, "line-width": 3, ...(dashes ? { "line-dasharray": dashes } : {}) },
        })),
        { id: "tool-compare-point", type: "circle", source: shapes, filter: isPoint, paint: {
            "circle-radius": 12, "circle-color": colour, "circle-opacity": 0.25, "circle-stroke-color": colour,
            "circle-stroke-width": 2 } },
        { id: "tool-compare-chosen", type: "circle", source: marks, filter: chosenFilter(null), paint: {
            "circle-radius": 20, "circle-color": "#ffffff", "circle-opacity": 0.35, "circle-stroke-color": "#17222c",
            "circle-stroke-width": 3 } },
        { id: marks, type: "symbol", source: marks, layout: {
            "icon-image": ["match", ["get", "change"],
                ...Object.keys(kinds).flatMap((kind) => [kind, imageName(kind)]), imageName("changed")],
            "icon-size": ["interpolate", ["linear"], ["zoom"], 7, 0.6, 13, 0.9], "icon-allow-overlap": true } },
    ];
}

function chosenFilter(id) {
    return ["==", ["get", "id"], id ?? -1];
}

export function choose(map, id) {
    if (map.getLayer("tool-compare-chosen")) map.setFilter("tool-compare-chosen", chosenFilter(id));
}

/** On the map itself; side maps have them in their style. */
export function showChanges(map, state, changes) {
    for (const [id, source] of Object.entries(changeSources(state, changes))) {
        if (map.getSource(id)) map.getSource(id).setData(source.data);
        else map.addSource(id, source);
    }
    for (const layer of changeLayers()) if (!map.getLayer(layer.id)) map.addLayer(layer);
}

export function hideChanges(map) {
    for (const { id } of changeLayers()) if (map.getLayer(id)) map.removeLayer(id);
    for (const id of [shapes, marks]) if (map.getSource(id)) map.removeSource(id);
}
