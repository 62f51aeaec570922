// How the reader wants to see the layers of the style: more or less transparent, in another order. ?dm=a:0.6&thutu=b,a

/** Paint properties that make a layer of a type more or less transparent. */
export const opacities = {
    fill: ["fill-opacity"], line: ["line-opacity"], symbol: ["icon-opacity", "text-opacity"],
    circle: ["circle-opacity", "circle-stroke-opacity"],
};

export class LayerLook extends EventTarget {
    /** Event "change". @param {{catalogue, permalink, style: object}} parts */
    constructor({ catalogue, permalink, style }) {
        super();
        Object.assign(this, { catalogue, permalink });
        this.setStyle(style);
        this.read();
        permalink.addEventListener("restore", () => {
            this.read();
            this.dispatchEvent(new Event("change"));
        });
    }

    /** The style as the server wrote it: what is transparent in it stays so in proportion. */
    setStyle(style) {
        this.layers = style.layers.map(({ id, type, paint = {}, metadata }) => (
            { id, type, paint, collection: metadata?.["geosector:collection"] ?? null }));
        this.usualOrder = [...new Set(this.layers.map(({ collection }) => collection).filter(Boolean))];
    }

    read() {
        this.opacity = new Map();
        for (const part of (this.permalink.get("dm") ?? "").split(",")) {
            const match = /^([a-z][a-z0-9_-]*):(0|1|0?\.\d{1,3})$/.exec(part);
            if (match && this.catalogue.collections.has(match[1])) this.opacity.set(match[1], Number(match[2]));
        }
        const wanted = (this.permalink.get("thutu") ?? "").split(",").filter((id) => this.usualOrder.includes(id));
        /** Collections from the lowest to the topmost. */
        this.order = [...new Set([...this.usualOrder.filter((id) => !wanted.includes(id)), ...wanted])];
    }

    get isUsual() {
        return this.order.every((id, index) => id === this.usualOrder[index]);
    }

    opacityOf(collection) {
        return this.opacity.get(collection) ?? 1;
    }

    /** @param {number} opacity 0 to 1 of what the style says */
    setOpacity(collection, opacity) {
        if (opacity >= 1) this.opacity.delete(collection);
        else this.opacity.set(collection, Math.round(Math.max(0, opacity) * 100) / 100);
        const text = [...this.opacity].map(([id, value]) => `${id}:${value}`).join(",");
        this.permalink.set("dm", text || null, "replace");
        this.dispatchEvent(new Event("change"));
    }

    /** One up or down among the collections that `isShown`: past one that is hidden nothing would be seen to happen. */
    move(collection, step, isShown) {
        let place = this.order.indexOf(collection);
        do {
            const next = place + step;
            if (next < 0 || next >= this.order.length) break;
            [this.order[place], this.order[next]] = [this.order[next], this.order[place]];
            place = next;
        } while (!isShown(this.order[place - step]));
        this.permalink.set("thutu", this.isUsual ? null : this.order.join(","), "replace");
        this.dispatchEvent(new Event("change"));
    }

    applyTo(map) {
        for (const { id, type, paint, collection } of this.layers) {
            if (collection === null || !map.getLayer(id)) continue;
            const factor = this.opacityOf(collection);
            for (const name of opacities[type] ?? []) {
                const wanted = factor === 1 ? paint[name] : faded(paint[name], factor);
                if (JSON.stringify(map.getPaintProperty(id, name)) !== JSON.stringify(wanted)) {
                    map.setPaintProperty(id, name, wanted);
                }
            }
        }
        this.arrange(map);
    }

    /** Names stay above areas and lines, whatever the order of their collections. */
    arrange(map) {
        const rank = new Map(this.order.map((id, index) => [id, index]));
        const wanted = this.layers.map(({ id }) => id);
        for (const isName of [false, true]) {
            const places = this.layers.map((layer, index) => ({ ...layer, index }))
                .filter(({ collection, type }) => collection !== null && (type === "symbol") === isName);
            // A style may have the names of a lower layer above: its own order stays unless the reader has another.
            const sorted = this.isUsual ? places : [...places].sort((one, other) =>
                rank.get(one.collection) - rank.get(other.collection) || one.index - other.index);
            places.forEach(({ index }, turn) => { wanted[index] = sorted[turn].id; });
        }
        const own = new Set(wanted);
        const present = map.getLayersOrder().filter((id) => own.has(id));
        const order = wanted.filter((id) => map.getLayer(id));
        if (present.every((id, index) => id === order[index])) return;
        const above = map.getLayersOrder().find((id, index, all) => index > all.lastIndexOf(present.at(-1)));
        order.reverse().reduce((before, id) => {
            map.moveLayer(id, before);
            return id;
        }, above);
    }
}

/** A paint value times `factor`; a zoom expression must stay outermost, so its outputs are multiplied. */
function faded(value, factor) {
    if (value === undefined) return factor;
    if (typeof value === "number") return value * factor;
    if (Array.isArray(value)) {
        const isInterpolated = value[0].startsWith("interpolate");
        const isOfZoom = value[isInterpolated ? 2 : 1]?.[0] === "zoom";
        if (isInterpolated && isOfZoom) {
            return value.map((part, index) => (index >= 4 && index % 2 === 0 ? faded(part, factor) : part));
        }
        if (value[0] === "step" && isOfZoom) {
            return value.map((part, index) => (index >= 2 && index % 2 === 0 ? faded(part, factor) : part));
        }
        return ["*", value, factor];
    }
    return { ...value, stops: value.stops?.map(([stop, output]) => [stop, faded(output, factor)]) };
}
