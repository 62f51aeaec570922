// The map page on a computer without WebGL: layers, places, attributes and addresses as ever; the tools need more.

import { fetchJSON } from "./api.js";
import { element, icon } from "./dom.js";
import { FeaturePanel } from "./feature-panel.js";
import { boundsOf } from "./highlight.js";
import { HistoryKeeper } from "./history-keeper.js";
import { loadScript } from "./load-script.js";
import { fit } from "./map-view.js";
import { PlainMap } from "./plain-map.js";
import { StatusLine } from "./status-line.js";

const toolWords = ["loc", "chude", "sosanh"]; // of an address that shows something else than the server draws
const byID = (id) => document.getElementById(id);
const side = 101; // pixels of the picture in whose middle the question is asked

export async function openPlainPage(app, address, onWrite) {
    const { config, catalogue, dictionary, formatter, messages, permalink, visibility } = app;
    const [style] = await Promise.all([
        app.api.style("map"), loadScript("ol.js"), loadSheet(`${config.assets}/vendor/ol.css`),
        loadSheet(`${config.assets}/viewer/plain-map.css`),
    ]);
    const map = new PlainMap(byID("map"), app, address.view, style);
    app.map = map;
    window.map = map; // for tests, and for people with a console
    watch(map, messages, dictionary);
    new StatusLine(map, {
        position: byID("position"), scale: byID("scale"), attribution: byID("attribution"),
    }, { catalogue, visibility, formatter, library: "OpenLayers" });
    const chosen = new PlainSelection(app, map);
    const keeper = new HistoryKeeper({
        map, visibility, permalink, onWrite, selection: () => chosen.feature,
        restore: (state) => {
            visibility.restore(state.layers);
            if (state.view) map.jumpTo({ zoom: state.view.zoom, center: [state.view.longitude, state.view.latitude] });
            chosen.restore(state.selection);
        },
    });
    chosen.addEventListener("change", () => keeper.write("push"));
    map.on("click", ({ coordinate }) => chosen.ask(coordinate));
    byID("map").addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target === byID("map")) chosen.ask(map.map.getView().getCenter());
    });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.defaultPrevented || !chosen.panel.isOpen) return;
        chosen.panel.close();
        byID("map").focus();
    });
    byID("search").append(searchForm(config.base, dictionary));
    byID("toolbar").hidden = true;
    const isLess = toolWords.some((name) => permalink.get(name) !== null);
    messages.banner(dictionary.text(isLess ? "plainMapOfLess" : "plainMap"));
    if (address.selection) chosen.open(address.selection, !address.view);
}

/** The chosen feature: its panel, its outline, its word in the address. Event: "change". */
class PlainSelection extends EventTarget {
    constructor({ api, catalogue, config, dictionary, formatter, look, sheet, toast, visibility }, map) {
        super();
        Object.assign(this, { catalogue, config, dictionary, look, map, sheet, toast, visibility });
        this.feature = null;
        const goTo = (geometry) => {
            const bounds = boundsOf(geometry);
            if (bounds) fit(map, bounds);
            return bounds !== null;
        };
        this.panel = new FeaturePanel(byID("feature"), { api, catalogue, dictionary, formatter, onZoom: goTo });
        this.panel.addEventListener("show", ({ detail: { collection, id, geometry } }) => {
            map.highlight(geometry);
            if (this.isAwaited && goTo(geometry)) this.isAwaited = false;
            this.set(id === null ? null : { collection, id });
        });
        this.panel.addEventListener("close", () => {
            map.highlight(null);
            this.set(null);
        });
    }

    set(feature) {
        if (isSame(feature, this.feature)) return;
        this.feature = feature;
        this.dispatchEvent(new Event("change"));
    }

    open({ collection, id }, goThere = false) {
        if (!this.catalogue.collections.has(collection)) return;
        this.isAwaited = goThere;
        this.panel.open([{ collection, id, properties: {}, geometry: null }]);
    }

    restore(wanted) {
        if (isSame(wanted, this.feature)) return;
        if (wanted) this.open(wanted);
        else this.panel.close();
    }

    /** What is at a place, by WMS: the server looks at the picture as it drew it. */
    async ask(coordinate) {
        const shown = this.look.order.filter((id) => this.visibility.has(id));
        if (shown.length === 0) return;
        const reach = this.map.map.getView().getResolution() * side / 2;
        const [x, y] = coordinate;
        const query = new URLSearchParams({
            SERVICE: "WMS", VERSION: "1.3.0", REQUEST: "GetFeatureInfo", LAYERS: shown.join(","), STYLES: "",
            QUERY_LAYERS: shown.join(","), CRS: "EPSG:3857",
            BBOX: [x - reach, y - reach, x + reach, y + reach].join(","),
            WIDTH: side, HEIGHT: side, I: (side - 1) / 2, J: (side - 1) / 2, FEATURE_COUNT: 10,
            INFO_FORMAT: "application/json",
        });
        const turn = (this.turn = Symbol("question"));
        try {
            const { features = [] } = await fetchJSON(`${this.config.base}/wms?${query}`);
            if (turn === this.turn) this.show(features);
        } catch {
            if (turn === this.turn) this.toast.show(this.dictionary.text("noServer"));
        }
    }

    show(features) {
        if (features.length === 0) {
            this.panel.close();
            return;
        }
        const kinds = ["Point", "LineString", "Polygon"];
        const rank = ({ geometry }) => kinds.findIndex((kind) => geometry?.type.endsWith(kind));
        this.sheet.makeRoom();
        this.panel.open([...features].sort((one, other) => rank(one) - rank(other)).map((feature) => {
            const [, collection, id] = /^(.*)\.([^.]*)$/.exec(feature.id);
            return { collection, id, properties: feature.properties ?? {}, geometry: feature.geometry };
        }));
    }
}

function isSame(one, other) {
    return one?.collection === other?.collection && one?.id === other?.id;
}

function watch(map, messages, dictionary) {
    let isWarned = false;
    map.on("error", () => {
        if (isWarned) return;
        isWarned = true;
        messages.banner(dictionary.text("tilesMissing"), messages.reloadButton());
    });
    map.on("tile", () => {
        if (!isWarned) return;
        isWarned = false;
        messages.clear();
    });
    map.on("loading", () => document.body.classList.add("is-loading"));
    map.on("idle", () => {
        document.body.classList.remove("is-loading");
        document.documentElement.dataset.mapState = "ready";
    });
}

/** The results are a page, and lead back to places of this map. */
function searchForm(base, dictionary) {
    const label = dictionary.text("searchData");
    const field = element("input", {
        type: "search", class: "search-input", name: "q", required: true, maxlength: 200, placeholder: label,
        "aria-label": label,
    });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
        event.preventDefault();
        field.focus();
    });
    return element("form", { class: "search-field", action: `${base}/search`, method: "get" }, icon("search"), field,
        element("input", { type: "hidden", name: "f", value: "html" }),
        element("input", { type: "hidden", name: "lang", value: dictionary.language }));
}

function loadSheet(href) {
    return new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement("link"), {
            rel: "stylesheet", href, onload: resolve, onerror: () => reject(new Error(href)),
        }));
    });
}
