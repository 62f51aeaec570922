// Follows the server: tiles that a new version of the data touches are fetched again, all others stay.

import { fetchJSON } from "./api.js";

const gatherInMilliseconds = 300; // imports often publish several collections at once
const returnInMilliseconds = 5000;

export class LiveUpdates {
    /**
     * Listens while the page is in sight: a browser has few connections to one server, and each tab would hold one.
     * @param {{base: string, versions: import("./tile-versions.js").TileVersions, catalogue, dictionary, toast}} parts
     */
    constructor(map, parts) {
        Object.assign(this, parts);
        this.map = map;
        this.lastID = "";
        this.wasReady = false;
        this.waiting = [];
        this.stream = null;
        document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.start()));
        if (!document.hidden) this.start();
    }

    start() {
        if (this.stream || document.hidden) return;
        const after = this.lastID ? `?after=${encodeURIComponent(this.lastID)}` : "";
        const stream = new EventSource(`${this.base}/events${after}`);
        this.stream = stream;
        const on = (name, body) => stream.addEventListener(name, (event) => {
            this.lastID = event.lastEventId || this.lastID;
            body(event);
        });
        on("ready", () => {
            // The server knows no more than that it is another one than before.
            if (this.wasReady) this.refreshAll();
            this.wasReady = true;
        });
        on("reset", () => this.refreshAll());
        on("tiles", ({ data }) => this.gather(JSON.parse(data)));
        stream.onerror = () => {
            if (stream.readyState !== EventSource.CLOSED) return; // comes back by itself
            this.stop();
            setTimeout(() => this.start(), returnInMilliseconds);
        };
    }

    stop() {
        this.stream?.close();
        this.stream = null;
    }

    gather(change) {
        this.waiting.push(change);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const changes = this.waiting;
            this.waiting = [];
            this.show(changes).catch((error) => console.warn(String(error)));
        }, gatherInMilliseconds);
    }

    async show(changes) {
        await Promise.all(this.sources().map(async ({ id, url, collections }) => {
            const own = changes.filter(({ collection }) => collections.includes(collection));
            if (own.length === 0) return;
            await this.renew(url);
            this.refresh(id, own.map(({ tiles }) => tiles));
        }));
        this.tell(changes);
    }

    async refreshAll() {
        try {
            await Promise.all(this.sources().map(async ({ id, url }) => {
                await this.renew(url);
                this.map.refreshTiles(id);
            }));
        } catch (error) {
            console.warn(String(error)); // the map shows what it has
        }
    }

    /** Vector sources of the style, with the collections in each. */
    sources() {
        return Object.entries(this.map.getStyle()?.sources ?? {})
            .filter(([id, { type }]) => type === "vector" && this.map.getSource(id)?.url)
            .map(([id, { url }]) => {
                const address = new URL(url, location.href);
                return { id, url: address.href, collections: (address.searchParams.get("collections") ?? "").split(",") };
            });
    }

    async renew(url) {
        for (const template of (await fetchJSON(url)).tiles ?? []) this.versions.note(template);
    }

    /** @param {Object<string, number[][]>[]} changes west, north, east, south of tiles, by zoom */
    refresh(id, changes) {
        const isTouched = ({ z, x, y }) => changes.some((tiles) =>
            (tiles[z] ?? []).some(([west, north, east, south]) => x >= west && x <= east && y >= north && y <= south));
        // Tiles kept for when the map comes back to them have no public name. Without this they would be old then.
        this.map.style?.tileManagers?.[id]?._outOfViewCache?.filter?.(({ tileID }) => !isTouched(tileID.canonical));
        const touched = this.tilesInSight().filter(isTouched);
        if (touched.length > 0) this.map.refreshTiles(id, touched);
    }

    /** Tiles that may be on the map, of its zoom and all above. */
    tilesInSight() {
        const bounds = this.map.getBounds();
        const deepest = Math.min(22, Math.floor(this.map.getZoom()) + 1);
        const tiles = [];
        for (let z = 0; z <= deepest; z += 1) {
            const [west, north] = tileAt(bounds.getWest(), bounds.getNorth(), z);
            const [east, south] = tileAt(bounds.getEast(), bounds.getSouth(), z);
            for (let x = west; x <= east; x += 1) for (let y = north; y <= south; y += 1) tiles.push({ z, x, y });
        }
        return tiles;
    }

    tell(changes) {
        const names = new Map();
        let needsReload = false;
        for (const { collection, version, former } of changes) {
            const known = this.catalogue.collections.get(collection);
            if (!known || version === null) needsReload = true;
            else if (former === null) continue; // what is drawn already was only prepared
            names.set(collection, this.dictionary.pick(known?.titles, collection));
        }
        if (names.size === 0) return;
        const text = this.dictionary.text(needsReload ? "layersChanged" : "tilesUpdated", {
            titles: [...names.values()].join(", "),
        });
        this.toast.show(text, needsReload);
    }
}

/** Column and row, inside the matrix. https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
function tileAt(longitude, latitude, z) {
    const count = 2 ** z;
    const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
    const clamp = (share) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    return [clamp(longitude / 360 + 0.5), clamp(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
}
