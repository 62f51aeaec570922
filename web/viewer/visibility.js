// Which collections are on. The style, the panel and the address bar all follow this one set.

export class Visibility extends EventTarget {
    /** @param {import("./catalogue.js").Catalogue} catalogue @param {string[]|null} wanted from the address */
    constructor(catalogue, wanted) {
        super();
        this.catalogue = catalogue;
        this.shown = new Set(this.known(wanted));
    }

    has(collection) {
        return this.shown.has(collection);
    }

    set(collections, isShown) {
        for (const id of collections) {
            if (isShown) this.shown.add(id);
            else this.shown.delete(id);
        }
        this.dispatchEvent(new Event("change"));
    }

    /** Back to what an address says; null means the usual ones. */
    restore(wanted) {
        this.shown = new Set(this.known(wanted));
        this.dispatchEvent(new Event("change"));
    }

    /** For the address: in catalogue order, null when it is what would be shown anyway. */
    forAddress() {
        const usual = this.catalogue.defaultVisible();
        const isUsual = usual.length === this.shown.size && usual.every((id) => this.shown.has(id));
        return isUsual ? null : [...this.catalogue.collections.keys()].filter((id) => this.shown.has(id));
    }

    /** An empty list is a choice; a list with nothing we know is a mistake, and ignored. */
    known(wanted) {
        const usual = this.catalogue.defaultVisible();
        if (wanted === null) return usual;
        const known = wanted.filter((id) => this.catalogue.collections.has(id));
        return known.length === 0 && wanted.length > 0 ? usual : known;
    }
}

/** The style with hidden layers hidden from the first frame on. */
export function applyToStyle(style, catalogue, visibility) {
    const isHidden = new Set();
    for (const collection of catalogue.collections.values()) {
        if (!visibility.has(collection.id)) collection.layers.forEach((id) => isHidden.add(id));
    }
    return {
        ...style,
        layers: style.layers.map((layer) => (isHidden.has(layer.id)
            ? { ...layer, layout: { ...layer.layout, visibility: "none" } } : layer)),
    };
}

export function applyToMap(map, catalogue, visibility) {
    for (const collection of catalogue.collections.values()) {
        const wanted = visibility.has(collection.id) ? "visible" : "none";
        for (const id of collection.layers) {
            if (map.getLayer(id) && (map.getLayoutProperty(id, "visibility") ?? "visible") !== wanted) {
                map.setLayoutProperty(id, "visibility", wanted);
            }
        }
    }
}
