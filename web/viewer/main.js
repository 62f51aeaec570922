// The map page, from the configuration on <body> to a map that answers.

import { readAddress } from "./address.js";
import { API, fetchJSON } from "./api.js";
import { Attributions } from "./attributions.js";
import { Catalogue } from "./catalogue.js";
import { readConfig } from "./config.js";
import { FileDrop } from "./file-drop.js";
import { loadMapFonts } from "./fonts.js";
import { filterBadge } from "./filter-mark.js";
import { FilterOverview } from "./filter-overview.js";
import { Formatter } from "./format.js";
import { withHighlight } from "./highlight.js";
import { HistoryKeeper } from "./history-keeper.js";
import { HonestTiles } from "./honest-tiles.js";
import { loadDictionary } from "./i18n.js";
import { Identify } from "./identify.js";
import { LayerFilters } from "./layer-filters.js";
import { LayerLook } from "./layer-look.js";
import { LayerPanel } from "./layer-panel.js";
import { LiveUpdates } from "./live-updates.js";
import { loadScript } from "./load-script.js";
import { MapStyle } from "./map-style.js";
import { createMap, fit } from "./map-view.js";
import { Messages } from "./messages.js";
import { Permalink } from "./permalink.js";
import { SearchBox } from "./search-box.js";
import { Selection } from "./selection.js";
import { watchServer } from "./server-watch.js";
import { Sheet } from "./sheet.js";
import { StatusLine } from "./status-line.js";
import { TileDocuments } from "./tile-documents.js";
import { TileVersions } from "./tile-versions.js";
import { Toast } from "./toast.js";
import { showKeptNotes } from "./tools/notes/on-map.js";
import { Toolbox } from "./tools/toolbox.js";
import { applyToMap, applyToStyle, Visibility } from "./visibility.js";

const byID = (id) => document.getElementById(id);

/**
 * What every part of the page and every tool may use.
 * @typedef {{config, api: API, catalogue: Catalogue, dictionary, formatter: Formatter, messages: Messages, toast: Toast,
 *   sheet: Sheet, mapStyle: MapStyle, style: object, permalink: Permalink, visibility: Visibility, look: LayerLook,
 *   filters: LayerFilters, attributions: Attributions,
 *   versions: TileVersions, map, selection: Selection, identify: Identify, toolbox: Toolbox}} App
 */

async function start() {
    const config = readConfig();
    document.body.classList.toggle("embedded", new URLSearchParams(location.search).get("nhung") === "1");
    const sheet = new Sheet(byID("layers"), byID("layers-handle"));
    const api = new API(config.base);
    const permalink = new Permalink(updateLanguageLinks);
    const mapStyle = new MapStyle({ api, permalink });
    // All is asked for at once; what does not come is said when the words for it are there.
    const answers = Promise.all([
        api.sectors(), api.collections(), mapStyle.load(), loadMapFonts(), loadScript("maplibre-gl.js"),
    ]);
    answers.catch(() => {});

    let dictionary;
    try {
        dictionary = await loadDictionary(config, fetchJSON);
    } catch {
        byID("no-dictionary").hidden = false; // both languages, written by the server
        return;
    }
    /** @type {App} */
    const app = {
        config, sheet, dictionary, api, permalink, mapStyle, formatter: new Formatter(dictionary),
        messages: new Messages(byID("messages"), dictionary), toast: new Toast(byID("toast"), dictionary),
        versions: new TileVersions(), attributions: new Attributions(),
    };
    try {
        const [sectors, collections, style] = await answers;
        app.style = style;
        app.catalogue = new Catalogue(sectors, collections, style);
    } catch (error) {
        byID("layer-list").replaceChildren();
        app.messages.noServer(error);
        return;
    }
    const address = readAddress();
    app.visibility = new Visibility(app.catalogue, address.layers);
    app.look = new LayerLook(app);
    app.filters = new LayerFilters(app);
    app.map = drawMap(app, address);
    const panel = new LayerPanel(byID("layer-list"), {
        ...app, base: config.base,
        onZoom: (bounds) => {
            sheet.makeRoom();
            if (app.map) fit(app.map, bounds);
        },
        onTool: app.map ? (tool, options) => app.toolbox?.open(tool, options) : null,
    });
    app.mapStyle.addEventListener("change", () => panel.showLegends());
    if (app.map) showMap(app, address);
    else await showPlainMap(app, address);
}

/**
 * Null where the browser has no WebGL. To try that with a canvas of our own first would take as long as the map itself
 * does on a computer without a graphics card (1.4 s of 7 s, SwiftShader).
 * @param {App} app @param {import("./address.js").AddressState} address
 */
function drawMap({ catalogue, config, dictionary, style, versions, visibility }, { view }) {
    const container = byID("map");
    try {
        return createMap({
            container, style: withHighlight(applyToStyle(style, catalogue, visibility)), dictionary, view,
            initialBounds: config.initialBounds, versions,
        });
    } catch (error) {
        if (!/webgl/i.test(error.message)) throw error;
        container.replaceChildren();
        container.removeAttribute("class");
        return null;
    }
}

/** @param {App} app @param {import("./address.js").AddressState} address */
function showMap(app, address) {
    const { catalogue, formatter, look, map, messages, versions, visibility } = app;
    window.map = map; // for tests, and for people with a console
    map.once("idle", () => { document.documentElement.dataset.mapState = "ready"; });
    if (catalogue.collections.size === 0) messages.noLayers();
    watchServer(map, messages, app.dictionary);
    visibility.addEventListener("change", () => applyToMap(map, catalogue, visibility));
    look.addEventListener("change", () => look.applyTo(map));
    new StatusLine(map, {
        position: byID("position"), scale: byID("scale"), attribution: byID("attribution"),
    }, { catalogue, visibility, formatter, attributions: app.attributions });

    app.selection = new Selection(byID("feature"), app);
    const keeper = new HistoryKeeper({
        map, visibility, permalink: app.permalink, onWrite: updateLanguageLinks,
        selection: () => app.selection.chosen,
        restore: (state) => {
            visibility.restore(state.layers);
            if (state.view) map.jumpTo({ zoom: state.view.zoom, center: [state.view.longitude, state.view.latitude] });
            app.selection.restore(state.selection);
        },
    });
    app.selection.addEventListener("change", () => keeper.write("push"));
    app.identify = new Identify(app);
    new SearchBox(byID("search"), app);
    map.once("load", () => {
        look.applyTo(map);
        app.mapStyle.attach(app);
        app.filters.attach(map);
        new FilterOverview(app);
        filterBadge(byID("layers-handle"), app);
        if (address.selection) app.selection.open(address.selection, { goThere: !address.view });
        showKeptNotes(map);
        app.toolbox = new Toolbox({ bar: byID("toolbar"), panel: byID("tool"), dock: byID("dock") }, app);
        if (!document.body.classList.contains("embedded")) new FileDrop(app);
        const documents = new TileDocuments(map, versions);
        app.live = new LiveUpdates(map, { ...app, documents, base: app.config.base });
        app.live.addEventListener("change", ({ detail }) => detail.forEach((id) => app.filters.refresh(id)));
        new HonestTiles(map, { ...app, documents });
    });
}

/** Pictures of the server in place of WebGL; fetched only where they are needed. */
async function showPlainMap(app, address) {
    try {
        const { openPlainPage } = await import("./plain-page.js");
        await openPlainPage(app, address, updateLanguageLinks);
    } catch (error) {
        console.warn(String(error));
        app.messages.noWebGL(app.config.base);
    }
}

/** The other language keeps the place, the layers and the chosen feature. Tools that show the address hear of it. */
function updateLanguageLinks(url) {
    dispatchEvent(new Event("geosector-address"));
    for (const link of document.querySelectorAll("a[data-language]")) {
        const target = new URL(url);
        target.searchParams.set("ngon", link.dataset.language);
        target.search = target.search.replaceAll("%2C", ",");
        link.href = target.href;
    }
}

start();
