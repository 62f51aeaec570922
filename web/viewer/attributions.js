// Whose data is drawn besides the layers of the server, for the status line.

export class Attributions extends EventTarget {
    constructor() {
        super();
        this.texts = new Map();
    }

    /** Event "change". @param {string|null} text as people wrote it; null when it is no longer drawn */
    set(id, text) {
        if ((this.texts.get(id) ?? null) === text) return;
        if (text === null) this.texts.delete(id);
        else this.texts.set(id, text);
        this.dispatchEvent(new Event("change"));
    }
}
