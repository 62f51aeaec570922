// The map page, from the configuration on <body> to a map that answers.

import { API, fetchJSON } from "./api.js";
import { readAddress } from "./address.js";
import { Catalogue } from "./catalogue.js";
import { readConfig } from "./config.js";
import { loadMapFonts } from "./fonts.js";
import { Formatter } from "./format.js";
import { HistoryKeeper } from "./history-keeper.js";
import { loadDictionary } from "./i18n.js";
import { Identify } from "./identify.js";
import { LayerLook } from "./layer-look.js";
import { LayerPanel } from "./layer-panel.js";
import { LiveUpdates } from "./live-updates.js";
import { createMap, fit } from "./map-view.js";
import { Messages } from "./messages.js";
import { Permalink } from "./permalink.js";
import { SearchBox } from "./search-box.js";
import { Selection } from "./selection.js";
import { watchServer } from "./server-watch.js";
import { Sheet } from "./sheet.js";
import { StatusLine } from "./status-line.js";
import { TileVersions } from "./tile-versions.js";
import { Toast } from "./toast.js";
import { Toolbox } from "./tools/toolbox.js";
import { applyToMap, applyToStyle, Visibility } from "./visibility.js";
import { hasWebGL } from "./webgl.js";

const byID = (id) => document.getElementById(id);

/**
 * What every part of the page and every tool may use.
 * @typedef {{config, api: API, catalogue: Catalogue, dictionary, formatter: Formatter, messages: Messages, toast: Toast,
 *   sheet: Sheet, permalink: Permalink, visibility: Visibility, look: LayerLook, versions: TileVersions, map,
 *   selection: Selection, identify: Identify, toolbox: Toolbox}} App
 */

async function start() {
    const config = readConfig();
    document.body.classList.toggle("embedded", new URLSearchParams(location.search).get("nhung") === "1");
    const sheet = new Sheet(byID("layers"), byID("layers-handle"));

    let dictionary;
    try {
        dictionary = await loadDictionary(config, fetchJSON);
    } catch {
        byID("no-dictionary").hidden = false; // both languages, written by the server
        return;
    }
    /** @type {App} */
    const app = {
        config, sheet, dictionary, api: new API(config.base), formatter: new Formatter(dictionary),
        messages: new Messages(byID("messages"), dictionary), toast: new Toast(byID("toast"), dictionary),
        permalink: new Permalink(updateLanguageLinks), versions: new TileVersions(),
    };
    try {
        const [sectors, collections, style] = await Promise.all([
            app.api.sectors(), app.api.collections(), app.api.style(), loadMapFonts(),
        ]);
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
    new LayerPanel(byID("layer-list"), {
        ...app, base: config.base,
        onZoom: (bounds) => {
            sheet.makeRoom();
            if (app.map) fit(app.map, bounds);
        },
        onTool: (tool, options) => app.toolbox?.open(tool, options),
    });
    if (hasWebGL()) showMap(app, address);
    else app.messages.noWebGL(config.base);
}

/** @param {App} app @param {import("./address.js").AddressState} address */
function showMap(app, address) {
    const { catalogue, dictionary, formatter, look, messages, versions, visibility } = app;
    const map = createMap({
        container: byID("map"), style: applyToStyle(app.style, catalogue, visibility), dictionary,
        view: address.view, initialBounds: app.config.initialBounds, versions,
    });
    app.map = map;
    window.map = map; // for tests, and for people with a console
    map.once("idle", () => { document.documentElement.dataset.mapState = "ready"; });
    if (catalogue.collections.size === 0) messages.noLayers();
    watchServer(map, messages, dictionary);
    visibility.addEventListener("change", () => applyToMap(map, catalogue, visibility));
    look.addEventListener("change", () => look.applyTo(map));
    new StatusLine(map, {
        position: byID("position"), scale: byID("scale"), attribution: byID("attribution"),
    }, { catalogue, visibility, formatter });

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
        if (address.selection) app.selection.open(address.selection, { goThere: !address.view });
        app.toolbox = new Toolbox({ bar: byID("toolbar"), panel: byID("tool"), dock: byID("dock") }, app);
        app.live = new LiveUpdates(map, { ...app, base: app.config.base });
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

start();
