// The notes of this browser. Whatever changes is kept at once; other windows of the page hear of it.

import { newID, readNote } from "./note.js";

/** @typedef {import("./note.js").Note} Note */

export class NoteStore extends EventTarget {
    /** Event "change". @param {string} key in localStorage */
    constructor(key) {
        super();
        this.key = key;
        /** Why the browser does not keep them: "full", "refused"; "unreadable": what was there is put aside. */
        this.fault = null;
        /** @type {Note[]} */
        this.notes = [];
        this.isShown = true;
        this.read();
        addEventListener("storage", (event) => {
            if (event.key !== this.key || this.fault === "full" || this.fault === "refused") return;
            this.read();
            this.dispatchEvent(new Event("change"));
        });
    }

    read() {
        let text = null;
        try {
            text = localStorage.getItem(this.key);
            if (text === null) return;
            const { features, isShown } = JSON.parse(text);
            this.notes = features.map(readNote).filter(Boolean);
            this.isShown = isShown !== false;
        } catch {
            if (text === null) this.fault = "refused";
            else this.putAside(text);
        }
    }

    /** Somebody else wrote there. It is not ours to throw away. */
    putAside(text) {
        this.fault = "unreadable";
        try {
            localStorage.setItem(`${this.key}:unreadable`, text);
        } catch {
            this.fault = "full";
        }
    }

    write() {
        try {
            localStorage.setItem(this.key, JSON.stringify({ ...this.collection(), isShown: this.isShown }));
            this.fault = null;
        } catch (error) {
            this.fault = error.name === "QuotaExceededError" ? "full" : "refused";
        }
        this.dispatchEvent(new Event("change"));
    }

    collection() {
        return { type: "FeatureCollection", features: this.notes };
    }

    find(id) {
        return this.notes.find((note) => note.id === id) ?? null;
    }

    /** @param {Note} note new, or in place of the one with its id */
    keep(note) {
        if (this.find(note.id)) this.notes = this.notes.map((each) => (each.id === note.id ? note : each));
        else this.notes = [...this.notes, note];
        this.write();
    }

    remove(id) {
        this.notes = this.notes.filter((note) => note.id !== id);
        this.write();
    }

    setShown(isShown) {
        this.isShown = isShown;
        this.write();
    }

    /** What is here already stays as it is. @param {Note[]} notes @returns {Note[]} those that were added */
    add(notes) {
        const own = new Set(this.notes.map(content));
        const fresh = notes.filter((note) => !own.has(content(note)));
        const ids = new Set(this.notes.map(({ id }) => id));
        const added = fresh.map((note) => {
            const isTaken = ids.has(note.id);
            ids.add(note.id);
            return isTaken ? { ...note, id: newID() } : note;
        });
        this.notes = [...this.notes, ...added];
        if (added.length > 0) this.write();
        return added;
    }
}

/** What a reader would call the same note, whatever its id. */
function content({ geometry, properties: { kind, title, description, colour } }) {
    return JSON.stringify([geometry, kind, title, description, colour]);
}

const base = new URL(document.body.dataset.base || "/", location.href).pathname;

/** Those of the page. */
export const noteStore = new NoteStore(`geosector-notes:${base}`);

/** All notes as a GeoJSON FeatureCollection in WGS 84, also while they are hidden. */
export function notesAsGeoJSON() {
    return structuredClone(noteStore.collection());
}
