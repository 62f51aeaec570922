// What people have added, the topmost first. It stays on the map when the tool is closed, and goes with the page.

export class AddedLayers extends EventTarget {
    /** Event "change": a layer came, went, or is another than before. */
    constructor() {
        super();
        /** @type {(import("./file-layer.js").FileLayer | import("./service-layer.js").ServiceLayer)[]} */
        this.layers = [];
        this.count = 0;
    }

    nextID() {
        this.count += 1;
        return this.count;
    }

    add(layer) {
        this.layers.unshift(layer);
        this.tell();
    }

    remove(layer) {
        layer.remove();
        this.layers = this.layers.filter((other) => other !== layer);
        this.tell();
    }

    tell() {
        this.dispatchEvent(new Event("change"));
    }
}
