// Files on their way to the map, one after the other, with what is known about how far they are.

import { FileLayer } from "./file-layer.js";
import { Pace, Stopped } from "./pace.js";
import { ReferenceSystems } from "./reference.js";
import { sourcesIn } from "./sources.js";

export class FileQueue extends EventTarget {
    /**
     * Events: "progress"; "done" (detail: the new layers).
     * @param {{app, words, added: import("./added-layers.js").AddedLayers}} parts
     */
    constructor({ app, words, added }) {
        super();
        Object.assign(this, { app, words, added });
        this.systems = new ReferenceSystems(words);
        /** @type {{title: string, share: number|null}|null} null when nothing is being read */
        this.now = null;
        /** @type {import("./sources.js").Refusal[]} of the files that could not be read at all */
        this.refusals = [];
        this.pace = null;
        this.turn = Promise.resolve();
    }

    /** @param {File[]} files */
    add(files) {
        if (files.length > 0) this.turn = this.turn.then(() => this.run(() => this.readAll(files)));
        return this.turn;
    }

    /** Reads a layer again with what was chosen. */
    reread(layer, choices) {
        this.turn = this.turn.then(() => this.run(async () => {
            await this.readLayer(layer, choices);
            this.finish([layer]);
        }));
        return this.turn;
    }

    stop() {
        this.pace?.stop();
    }

    async run(work) {
        this.pace = new Pace((share) => this.progress({ share }));
        try {
            await work();
        } catch (error) {
            if (!(error instanceof Stopped)) throw error;
        } finally {
            this.now = null;
            this.dispatchEvent(new Event("progress"));
        }
    }

    progress(news) {
        this.now = { title: "", share: null, ...this.now, ...news };
        this.dispatchEvent(new Event("progress"));
    }

    async readAll(files) {
        this.refusals = [];
        this.progress({ title: files[0].name, share: null });
        const { sources, refusals } = await sourcesIn(files, this.pace);
        this.refusals = refusals;
        const layers = [];
        for (const source of sources) {
            const layer = new FileLayer({ map: this.app.map, source, id: this.added.nextID() });
            await this.readLayer(layer, {});
            this.added.add(layer);
            layers.push(layer);
        }
        this.finish(layers);
    }

    async readLayer(layer, choices) {
        this.progress({ title: layer.title, share: null });
        try {
            await layer.read(choices, { systems: this.systems, pace: this.pace, words: this.words });
            layer.fault = null;
        } catch (error) {
            if (error instanceof Stopped) throw error;
            layer.fault = "notPlaced"; // Proj4js or the grid of zones did not come; the bytes are still here
        }
    }

    finish(layers) {
        this.added.tell();
        this.dispatchEvent(new CustomEvent("done", { detail: layers }));
    }
}
