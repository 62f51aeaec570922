// Pictures of an external service on the map. They are fetched here rather than by MapLibre, so that a service that
// fails says so in its own line, and a report of an error is not taken for a picture.

/* global maplibregl */

import { messageIn } from "./capabilities.js";
import { hasTile, tileAddress, zoomsOf } from "./tile-addresses.js";

const scheme = "added-service";
const layers = new Map();

export class ServiceLayer {
    /**
     * @param {{map, id: number, title: string, address: string, attribution: string,
     *   choice: import("./capabilities.js").ServiceChoice, attributions, onChange: () => void}} parts
     */
    constructor({ map, id, title, address, attribution, choice, attributions, onChange }) {
        Object.assign(this, { map, title, address, attribution, attributions, onChange });
        this.request = choice.request;
        this.bounds = choice.bounds;
        this.prefix = `tool-add-data-${id}`;
        this.opacity = 1;
        this.isShown = true;
        this.isAbove = false;
        /** @type {{key: string, values: object}|null} */
        this.fault = null;
        layers.set(this.prefix, this);
        maplibregl.addProtocol(scheme, fetchTile);
        this.draw();
    }

    draw() {
        const [minzoom, maxzoom] = zoomsOf(this.request);
        this.map.addSource(this.prefix, {
            type: "raster", tiles: [`${scheme}://${this.prefix}/{z}/{x}/{y}`], tileSize: 256, minzoom, maxzoom,
            ...(this.bounds ? { bounds: this.bounds } : {}),
        });
        this.map.addLayer({ id: this.prefix, type: "raster", source: this.prefix }, this.neighbour());
        this.tellAttribution();
    }

    /** The layer that lies above: the lowest of ours, or the lowest of what people added from files. */
    neighbour() {
        const order = this.map.getLayersOrder().filter((id) => id !== this.prefix);
        const isOfServer = (id) => Boolean(this.map.getLayer(id).metadata?.["geosector:collection"]);
        const lowest = order.findIndex(isOfServer);
        if (!this.isAbove && lowest >= 0) return order[lowest];
        const above = order.slice(order.findLastIndex(isOfServer) + 1);
        return above.find((id) => id.startsWith("selection-") || id.startsWith("tool-"));
    }

    setAbove(isAbove) {
        this.isAbove = isAbove;
        this.map.moveLayer(this.prefix, this.neighbour());
    }

    setLook(look) {
        Object.assign(this, look);
        this.map.setLayoutProperty(this.prefix, "visibility", this.isShown ? "visible" : "none");
        this.map.setPaintProperty(this.prefix, "raster-opacity", this.opacity);
        this.tellAttribution();
    }

    tellAttribution() {
        this.attributions.set(this.prefix, this.isShown && this.attribution ? this.attribution : null);
    }

    remove() {
        layers.delete(this.prefix);
        this.map.removeLayer(this.prefix);
        this.map.removeSource(this.prefix);
        this.attributions.set(this.prefix, null);
    }

    /** @returns {Promise<ArrayBuffer|null>} null where there is no picture */
    async picture(tile, signal) {
        if (!hasTile(this.request, tile.z)) return null;
        const address = tileAddress(this.address, this.request, tile);
        let answer;
        try {
            answer = await fetch(address, { signal });
        } catch (error) {
            if (error.name !== "AbortError") this.say({ key: "serviceUnreachable", values: {} });
            return null;
        }
        if (answer.status === 204 || (answer.status === 404 && this.request.kind !== "wms")) return null;
        if (!answer.ok) return this.say({ key: "serviceRefused", values: { status: answer.status } });
        if (!/^image\//.test(answer.headers.get("Content-Type") ?? "")) {
            return this.say({ key: "serviceSays", values: { message: messageIn(await answer.text()) } });
        }
        this.say(null);
        return answer.arrayBuffer();
    }

    say(fault) {
        if (JSON.stringify(fault) !== JSON.stringify(this.fault)) {
            this.fault = fault;
            this.onChange(this);
        }
        return null;
    }
}

/** For MapLibre. Where there is no picture, one of nothing: an error would mark the whole map as broken. */
async function fetchTile({ url }, { signal }) {
    const [, prefix, z, x, y] = /^[^:]+:\/\/([^/]+)\/(\d+)\/(\d+)\/(\d+)/.exec(url);
    const bytes = await layers.get(prefix)?.picture({ z: Number(z), x: Number(x), y: Number(y) }, signal);
    return { data: bytes ?? await createImageBitmap(new ImageData(1, 1)) };
}
