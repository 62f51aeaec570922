// Notes to files and back.

import { element, icon } from "../../dom.js";
import { boundsOf } from "../../highlight.js";
import { fit } from "../../map-view.js";
import { saveFile } from "../../save-file.js";
import { geoJSONFile, kmlFile, mostBytes, readGeoJSON } from "./files.js";
import { noteStore } from "./store.js";

export class FileRow {
    /** @param {(sentence: string) => void} say */
    constructor(app, words, say) {
        Object.assign(this, { app, words, say });
        const button = (iconName, key, onclick) => element("button", {
            type: "button", class: "button", "data-file": key, onclick }, icon(iconName), words(key));
        this.exports = [button("download", "geojson", () => this.save("geojson", geoJSONFile())),
            button("download", "kml", () => this.save("kml", kmlFile(words("fileTitle"))))];
        this.input = element("input", {
            type: "file", accept: ".geojson,.json,application/geo+json", hidden: true,
            onchange: ({ target }) => this.take(target.files[0]),
        });
        this.node = element("div", { class: "actions note-files" }, this.exports,
            button("add", "import", () => this.input.click()), this.input);
    }

    update() {
        for (const button of this.exports) button.hidden = noteStore.notes.length === 0;
    }

    save(ending, blob) {
        saveFile(blob, `${this.words("fileName")}-${new Date().toISOString().slice(0, 10)}.${ending}`);
        this.say(this.words("saved", { count: this.app.formatter.count(noteStore.notes.length) }));
    }

    async take(file) {
        if (!file) return;
        const { words } = this;
        this.input.value = ""; // the same file can be chosen again
        const read = file.size <= mostBytes ? readGeoJSON(await file.text()) : null;
        const name = { file: file.name };
        if (file.size > mostBytes) this.say(words("tooLarge", name));
        else if (read === null) this.say(words("notGeoJSON", name));
        else if (read.notes.length === 0) this.say(words(read.skipped > 0 ? "noPlaces" : "noFeatures", name));
        else this.add(read);
    }

    /** @param {{notes: import("./note.js").Note[], skipped: number}} read */
    add({ notes, skipped }) {
        const added = noteStore.add(notes);
        const count = (number) => this.app.formatter.count(number);
        const sentences = [this.words("added", { count: count(added.length) })];
        if (added.length < notes.length) {
            sentences.push(this.words("known", { count: count(notes.length - added.length) }));
        }
        if (skipped > 0) sentences.push(this.words("skipped", { count: count(skipped) }));
        this.say(sentences.join(" "));
        if (added.length === 0) return;
        if (!noteStore.isShown) noteStore.setShown(true);
        fit(this.app.map, boundsOf({ type: "GeometryCollection", geometries: added.map(({ geometry }) => geometry) }));
    }
}
