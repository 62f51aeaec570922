// The map page, from the configuration on <body> to a map that answers.

import { API, fetchJSON } from "./api.js";
import { readAddress } from "./address.js";
import { Catalogue } from "./catalogue.js";
import { readConfig } from "./config.js";
import { FeaturePanel } from "./feature-panel.js";
import { loadMapFonts } from "./fonts.js";
import { Formatter } from "./format.js";
import { addHighlight, boundsOf, highlight } from "./highlight.js";
import { HistoryKeeper } from "./history-keeper.js";
import { hitsAt } from "./hits.js";
import { loadDictionary } from "./i18n.js";
import { LayerPanel } from "./layer-panel.js";
import { LiveUpdates } from "./live-updates.js";
import { createMap, fit, keepInSight } from "./map-view.js";
import { Messages } from "./messages.js";
import { Sheet } from "./sheet.js";
import { StatusLine } from "./status-line.js";
import { TileVersions } from "./tile-versions.js";
import { Toast } from "./toast.js";
import { applyToMap, applyToStyle, Visibility } from "./visibility.js";
import { hasWebGL } from "./webgl.js";

const byID = (id) => document.getElementById(id);

async function start() {
    const config = readConfig();
    const address = readAddress();
    document.body.classList.toggle("embedded", new URLSearchParams(location.search).get("nhung") === "1");
    const sheet = new Sheet(byID("layers"), byID("layers-handle"));

    let dictionary;
    try {
        dictionary = await loadDictionary(config, fetchJSON);
    } catch {
        byID("no-dictionary").hidden = false; // both languages, written by the server
        return;
    }
    const messages = new Messages(byID("messages"), dictionary);
    const formatter = new Formatter(dictionary);
    const api = new API(config.base);

    let catalogue;
    let style;
    try {
        const [sectors, collections, wholeStyle] = await Promise.all([
            api.sectors(), api.collections(), api.style(), loadMapFonts(),
        ]);
        style = wholeStyle;
        catalogue = new Catalogue(sectors, collections, style);
    } catch (error) {
        byID("layer-list").replaceChildren();
        messages.noServer(error);
        return;
    }
    const visibility = new Visibility(catalogue, address.layers);
    let map = null;
    new LayerPanel(byID("layer-list"), {
        catalogue, visibility, dictionary, formatter,
        onZoom: (bounds) => {
            sheet.makeRoom();
            if (map) fit(map, bounds);
        },
    });
    if (!hasWebGL()) {
        messages.noWebGL(config.base);
        return;
    }

    const versions = new TileVersions();
    map = createMap({
        container: byID("map"), style: applyToStyle(style, catalogue, visibility), dictionary,
        view: address.view, initialBounds: config.initialBounds, versions,
    });
    window.map = map; // for tests, and for people with a console
    map.once("idle", () => { document.documentElement.dataset.mapState = "ready"; });
    if (catalogue.collections.size === 0) messages.noLayers();
    watchServer(map, messages, dictionary);
    map.once("load", () => new LiveUpdates(map, {
        base: config.base, versions, catalogue, dictionary, toast: new Toast(byID("toast"), dictionary),
    }));
    visibility.addEventListener("change", () => applyToMap(map, catalogue, visibility));
    new StatusLine(map, {
        position: byID("position"), scale: byID("scale"), attribution: byID("attribution"),
    }, { catalogue, visibility, formatter });
    connect({ map, api, catalogue, visibility, dictionary, formatter, sheet, address });
}

/** Clicks, keys, the chosen feature and the address bar. */
function connect({ map, api, catalogue, visibility, dictionary, formatter, sheet, address }) {
    let selection = null;
    const panel = new FeaturePanel(byID("feature"), {
        api, catalogue, dictionary, formatter,
        onZoom: (geometry) => {
            const bounds = boundsOf(geometry);
            if (bounds) fit(map, bounds);
        },
    });
    const keeper = new HistoryKeeper({
        map, visibility,
        selection: () => selection,
        onWrite: updateLanguageLinks,
        restore: (state) => {
            visibility.restore(state.layers);
            if (state.view) map.jumpTo({ zoom: state.view.zoom, center: [state.view.longitude, state.view.latitude] });
            if (sameSelection(state.selection, selection)) return;
            if (state.selection) openSelection(state.selection);
            else panel.close();
        },
    });

    function openSelection(wanted) {
        if (!catalogue.collections.has(wanted.collection)) return;
        panel.open([{ ...wanted, properties: {}, geometry: null }]);
    }

    panel.addEventListener("show", ({ detail: hit }) => {
        const chosen = hit.id === null ? null : { collection: hit.collection, id: hit.id };
        const isNew = !sameSelection(chosen, selection);
        selection = chosen;
        highlight(map, hit.geometry);
        if (isNew) keeper.write("push");
    });
    panel.addEventListener("close", () => {
        selection = null;
        highlight(map, null);
        keeper.write("push");
    });

    map.on("load", () => {
        addHighlight(map);
        if (!address.selection) return;
        openSelection(address.selection);
        if (address.view) return;
        panel.addEventListener("show", function once({ detail: hit }) {
            const bounds = boundsOf(hit.geometry);
            if (!bounds) return;
            panel.removeEventListener("show", once);
            fit(map, bounds, { animate: false });
        });
    });

    const identify = (point, pointer) => {
        const hits = hitsAt(map, catalogue, visibility, point, pointer);
        if (hits.length === 0) {
            panel.close();
            return;
        }
        sheet.makeRoom();
        panel.open(hits);
        keepInSight(map, point);
    };
    let pointer = "mouse";
    const canvas = map.getCanvas();
    canvas.addEventListener("pointerdown", (event) => { pointer = event.pointerType === "touch" ? "touch" : "mouse"; });
    map.on("click", (event) => identify(event.point, pointer));
    canvas.addEventListener("keydown", (event) => {
        if (event.key === "Enter") identify(map.project(map.getCenter()), "touch");
    });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !panel.isOpen) return;
        panel.close();
        canvas.focus();
    });
    showHand(map, catalogue, visibility);
}

function sameSelection(one, other) {
    return one?.collection === other?.collection && one?.id === other?.id;
}

/** A hand over what can be asked, looked up once per frame at most. */
function showHand(map, catalogue, visibility) {
    let isWaiting = false;
    map.on("mousemove", ({ point }) => {
        if (isWaiting || map.isMoving()) return;
        isWaiting = true;
        requestAnimationFrame(() => {
            isWaiting = false;
            map.getCanvas().style.cursor = hitsAt(map, catalogue, visibility, point).length > 0 ? "pointer" : "";
        });
    });
}

/** The other language keeps the place, the layers and the chosen feature. */
function updateLanguageLinks(url) {
    for (const link of document.querySelectorAll("a[data-language]")) {
        const target = new URL(url);
        target.searchParams.set("ngon", link.dataset.language);
        target.search = target.search.replaceAll("%2C", ",");
        link.href = target.href;
    }
}

/** Tiles that do not come are said once, and the sentence goes when they come again. */
function watchServer(map, messages, dictionary) {
    let isWarned = false;
    map.on("error", ({ error }) => {
        if (error?.name === "AbortError" || isWarned) return;
        isWarned = true;
        console.warn(error?.message);
        messages.banner(dictionary.text("tilesMissing"), messages.reloadButton());
    });
    map.on("sourcedata", ({ tile }) => {
        if (!isWarned || tile?.state !== "loaded") return;
        isWarned = false;
        messages.clear();
    });
    map.on("dataloading", () => document.body.classList.add("is-loading"));
    map.on("idle", () => document.body.classList.remove("is-loading"));
    map.on("webglcontextlost", () => messages.banner(dictionary.text("graphicsLost"), messages.reloadButton()));
    map.on("webglcontextrestored", () => messages.clear());
}

start();
