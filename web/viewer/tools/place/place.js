// Coordinates: where a point is, going to one, plots by the lists of their corners. VN-2000 first, WGS 84 beside it.

import { element } from "../../dom.js";
import { VN2000 } from "../../vn2000.js";
import { CornersView } from "./corners-view.js";
import { GoToView } from "./goto-view.js";
import { PlaceOnMap } from "./on-map.js";
import { PointView } from "./point-view.js";
import { Sentences } from "./sentences.js";

const views = { point: PointView, go: GoToView, corners: CornersView };

/**
 * What each view works with.
 * @typedef {{app: import("../../main.js").App, words: (key: string, values?: object) => string, sentences: Sentences,
 *   toast, onMap: PlaceOnMap, vn2000: VN2000, lastChosen: () => {collection: string, id: string}|null}} Parts
 */

export default class PlaceTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.views = new Map();
        this.shown = "point";
        // Opening a tool closes the panel of the feature, whose corners may be what it is opened for.
        this.chosen = app.selection.chosen;
        app.selection.addEventListener("change", () => { this.chosen = app.selection.chosen ?? this.chosen; });
    }

    /** @param {{view?: "point"|"go"|"corners"}} options */
    async open(body, { view } = {}) {
        this.body = body;
        if (view in views) this.shown = view;
        this.place = element("div", { class: "place-view" });
        this.buttons = Object.keys(views).map((name) => element("button", {
            type: "button", "data-view": name, onclick: () => this.show(name),
        }, this.words(`view-${name}`)));
        const group = { class: "segments place-views", role: "group", "aria-label": this.words("views") };
        body.append(element("div", group, this.buttons), this.place);
        await this.begin(body);
    }

    async begin(body) {
        this.place.replaceChildren(element("p", { class: "quiet" }, this.app.dictionary.text("loading")));
        try {
            this.vn2000 = await VN2000.load();
        } catch {
            if (this.body === body) this.showFailure(body);
            return;
        }
        if (this.body === body) this.show(this.shown);
    }

    showFailure(body) {
        const { dictionary } = this.app;
        this.place.replaceChildren(element("p", { role: "alert" }, this.words("noLibrary")),
            element("button", { type: "button", class: "button", onclick: () => this.begin(body) },
                dictionary.text("tryAgain")));
    }

    show(name) {
        for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.view === name));
        this.current?.stop();
        this.current = null;
        this.shown = name;
        if (!this.vn2000) return;
        this.current = this.view(name);
        this.place.replaceChildren(this.current.node);
        this.current.start();
    }

    /** Kept while the page is open, with what was typed. */
    view(name) {
        if (!this.views.has(name)) {
            const { app, words, vn2000 } = this;
            this.onMap ??= new PlaceOnMap(app.map);
            const sentences = new Sentences(words, app.formatter, app.dictionary.language);
            this.views.set(name, new views[name]({
                app, words, sentences, vn2000, toast: app.toast, onMap: this.onMap, lastChosen: () => this.chosen,
            }));
        }
        return this.views.get(name);
    }

    close() {
        this.current?.stop();
        this.current = null;
        this.body = null;
    }
}
