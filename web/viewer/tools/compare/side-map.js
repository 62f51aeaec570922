// A second map that lies over one side of the map, cut off at the divider. It has no hands: the map below moves it.

/* global maplibregl */

import { element } from "../../dom.js";
import { TileRetries } from "../../tile-refresh.js";
import { addMarkImages } from "./marks.js";

export class SideMap {
    /** @param {import("../../main.js").App} app @param {"left"|"right"} side */
    constructor(app, side, style) {
        this.main = app.map;
        this.side = side;
        this.node = element("div", { class: "compare-side", "data-side": side, "aria-hidden": "true", inert: true });
        this.main.getContainer().append(this.node);
        this.map = new maplibregl.Map({
            container: this.node, style, ...this.camera(), interactive: false, attributionControl: false,
            fadeDuration: 0, maxZoom: this.main.getMaxZoom(), maxPitch: 0,
            transformRequest: (url, type) => ({
                url: type === "Tile" ? app.versions.apply(url) : new URL(url, location.href).href,
            }),
        });
        this.node.map = this.map; // for tests, and for people with a console
        // Before they are missed: a map that is taken away meanwhile would complain.
        this.map.on("style.load", () => addMarkImages(this.map));
        // What other tools have drawn with images of their own.
        this.map.on("styleimagemissing", ({ id }) => {
            const image = this.main.getImage(id);
            if (!image || this.map.hasImage(id)) return;
            const { data: { width, height, data }, pixelRatio, sdf } = image;
            this.map.addImage(id, { width, height, data: new Uint8Array(data) }, { pixelRatio, sdf });
        });
        new TileRetries(this.map); // listens to errors, which the map below tells of
        this.follow = () => {
            this.map.jumpTo(this.camera());
            this.map.redraw(); // in the same frame
        };
        this.main.on("move", this.follow);
    }

    camera() {
        return { center: this.main.getCenter(), zoom: this.main.getZoom(), padding: this.main.getPadding() };
    }

    setStyle(style) {
        this.map.setStyle(style);
    }

    /** @param {number} place of the divider, CSS pixels from the left */
    clip(place) {
        this.node.style.clipPath = this.side === "left"
            ? `inset(0 calc(100% - ${place}px) 0 0)` : `inset(0 0 0 ${place}px)`;
    }

    refresh() {
        for (const [id, { type }] of Object.entries(this.map.getStyle()?.sources ?? {})) {
            if (type === "vector" && this.map.getSource(id)) this.map.refreshTiles(id);
        }
    }

    remove() {
        this.main.off("move", this.follow);
        this.map.remove();
        this.node.remove();
    }
}
