// Follows the server: tiles that a new version of the data touches are fetched again, all others stay.

import { ChangeNews } from "./change-news.js";
import { refreshTouched, TileRetries } from "./tile-refresh.js";

const gatherInMilliseconds = 300; // imports often publish several collections at once
const returnInMilliseconds = 5000;

export class LiveUpdates extends EventTarget {
    /**
     * Listens while the page is in sight: a browser has few connections to one server, and each tab would hold one.
     * Event "change" (detail: ids of collections): the map has their present tiles.
     * @param {{base: string, documents: import("./tile-documents.js").TileDocuments, catalogue, dictionary, formatter,
     *   toast, toolbox}} parts
     */
    constructor(map, parts) {
        super();
        Object.assign(this, { map, base: parts.base, documents: parts.documents });
        this.news = new ChangeNews(parts);
        this.retries = new TileRetries(map);
        this.lastID = "";
        this.waiting = [];
        this.stream = null;
        document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.start()));
        map.once("idle", () => this.start()); // the first picture matters more
    }

    start() {
        if (this.stream || document.hidden) return;
        clearTimeout(this.returning);
        const after = this.lastID ? `?after=${encodeURIComponent(this.lastID)}` : "";
        const stream = new EventSource(`${this.base}/events${after}`);
        this.stream = stream;
        const on = (name, body) => stream.addEventListener(name, (event) => {
            this.lastID = event.lastEventId || this.lastID;
            body(event);
        });
        // The server knows no more than that it is another one than before, or that this page is new to it: then what
        // was published while the page loaded is found, too.
        on("ready", () => this.catchUp());
        on("reset", () => this.catchUp());
        on("tiles", ({ data }) => this.gather(JSON.parse(data)));
        stream.onerror = () => {
            if (stream.readyState !== EventSource.CLOSED) return; // comes back by itself
            this.stop();
            this.returnLater();
        };
    }

    stop() {
        this.stream?.close();
        this.stream = null;
        clearTimeout(this.returning);
    }

    returnLater() {
        clearTimeout(this.returning);
        this.returning = setTimeout(() => this.start(), returnInMilliseconds);
    }

    gather(change) {
        this.waiting.push(change);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const changes = this.waiting;
            this.waiting = [];
            this.show(changes);
        }, gatherInMilliseconds);
    }

    async show(changes) {
        const touched = this.documents.sources().filter(({ collections }) =>
            changes.some(({ collection }) => collections.includes(collection)));
        try {
            await Promise.all(touched.map((source) => this.documents.renew(source)));
        } catch {
            this.comeBack();
            return;
        }
        for (const { id, collections } of touched) {
            const own = changes.filter(({ collection }) => collections.includes(collection));
            refreshTouched(this.map, id, own.map(({ tiles }) => tiles));
        }
        this.tell(changes);
    }

    /** Compares every source with what the map has of it. */
    async catchUp() {
        const sources = this.documents.sources();
        let found;
        try {
            found = await Promise.all(sources.map((source) => this.documents.renew(source)));
        } catch {
            this.comeBack();
            return;
        }
        sources.forEach(({ id }, index) => {
            if (found[index].isNew) this.map.refreshTiles(id);
        });
        this.retries.now();
        this.tell(found.flatMap(({ changes }) => changes));
    }

    /** The server does not answer: everything is asked for again when it does. */
    comeBack() {
        this.stop();
        this.lastID = "";
        this.returnLater();
    }

    tell(changes) {
        if (changes.length === 0) return;
        const touched = [...new Set(changes.map(({ collection }) => collection))];
        this.dispatchEvent(new CustomEvent("change", { detail: touched }));
        this.news.tell(changes);
    }
}
