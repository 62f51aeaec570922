// Fetches tiles of the map again: those that a change touches, and those that did not come.

const firstPause = 2000; // milliseconds until tiles that did not come are asked for again; then twice as long, up to:
const longestPause = 60_000;

/** @param {Object<string, number[][]>[]} changes west, north, east, south of tiles, by zoom */
export function refreshTouched(map, sourceID, changes) {
    const isTouched = ({ z, x, y }) => changes.some((tiles) =>
        (tiles[z] ?? []).some(([west, north, east, south]) => x >= west && x <= east && y >= north && y <= south));
    // Tiles kept for when the map comes back to them have no public name. Without this they would be old then.
    map.style?.tileManagers?.[sourceID]?._outOfViewCache?.filter?.(({ tileID }) => !isTouched(tileID.canonical));
    const touched = tilesInSight(map).filter(isTouched);
    if (touched.length > 0) map.refreshTiles(sourceID, touched);
}

/** Tiles that may be on the map, of its zoom and all above. */
function tilesInSight(map) {
    const bounds = map.getBounds();
    const deepest = Math.min(22, Math.floor(map.getZoom()) + 1);
    const tiles = [];
    for (let z = 0; z <= deepest; z += 1) {
        const [west, north] = tileAt(bounds.getWest(), bounds.getNorth(), z);
        const [east, south] = tileAt(bounds.getEast(), bounds.getSouth(), z);
        for (let x = west; x <= east; x += 1) for (let y = north; y <= south; y += 1) tiles.push({ z, x, y });
    }
    return tiles;
}

/** Column and row, inside the matrix. https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
function tileAt(longitude, latitude, z) {
    const count = 2 ** z;
    const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
    const clamp = (share) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    return [clamp(longitude / 360 + 0.5), clamp(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
}

/** Asks again for tiles that did not come, less and less often; MapLibre itself would leave them away. */
export class TileRetries {
    constructor(map) {
        this.map = map;
        /** @type {Map<string, Map<string, {z: number, x: number, y: number}>>} by source */
        this.missing = new Map();
        this.pause = firstPause;
        map.on("error", ({ sourceId, tile, error }) => {
            if (!tile || error?.name === "AbortError") return;
            const { z, x, y } = tile.tileID.canonical;
            if (!this.missing.has(sourceId)) this.missing.set(sourceId, new Map());
            this.missing.get(sourceId).set(`${z}/${x}/${y}`, { z, x, y });
            this.later();
        });
        map.on("sourcedata", ({ tile }) => {
            if (tile?.state === "loaded" && this.missing.size === 0) this.pause = firstPause;
        });
    }

    later() {
        if (this.timer) return;
        this.timer = setTimeout(() => {
            this.pause = Math.min(longestPause, this.pause * 2);
            this.now();
        }, this.pause);
    }

    now() {
        clearTimeout(this.timer);
        this.timer = undefined;
        const missing = [...this.missing];
        this.missing.clear();
        for (const [source, tiles] of missing) {
            if (this.map.getSource(source)) this.map.refreshTiles(source, [...tiles.values()]);
        }
    }
}
