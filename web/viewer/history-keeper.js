// Keeps the address true to the map, and the map true to the address when Back is pressed.

import { readAddress, writeAddress } from "./address.js";

const quietInMilliseconds = 250;

export class HistoryKeeper {
    /**
     * @param {{map, visibility, permalink, selection: () => object|null, restore: (state) => void,
     *   onWrite: (url: URL) => void}} parts
     */
    constructor(parts) {
        Object.assign(this, parts);
        this.isRestoring = false;
        this.recorded = this.frame();
        this.timer = 0;
        this.map.on("moveend", () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.moved(), quietInMilliseconds);
        });
        this.visibility.addEventListener("change", () => this.write("push"));
        addEventListener("popstate", () => this.restoreFromAddress());
        this.write("replace");
    }

    view() {
        const { lat, lng } = this.map.getCenter().wrap();
        return { zoom: this.map.getZoom(), latitude: lat, longitude: lng };
    }

    frame() {
        return { bounds: this.map.getBounds(), zoom: this.map.getZoom() };
    }

    /** A small nudge corrects the current entry; a jump makes a new one, so that Back is worth pressing. */
    moved() {
        const isJump = Math.abs(this.map.getZoom() - this.recorded.zoom) >= 1
            || !this.recorded.bounds.contains(this.map.getCenter());
        this.write(isJump ? "push" : "replace");
    }

    write(how) {
        if (this.isRestoring) return;
        clearTimeout(this.timer);
        const url = writeAddress({
            view: this.view(), layers: this.visibility.forAddress(), selection: this.selection(),
        });
        if (url.href !== location.href) {
            if (how === "push") {
                history.pushState(null, "", url);
                this.recorded = this.frame();
            } else {
                history.replaceState(null, "", url);
            }
        }
        this.onWrite(url);
    }

    restoreFromAddress() {
        clearTimeout(this.timer);
        this.isRestoring = true;
        try {
            this.restore(readAddress());
            this.permalink.restored();
        } finally {
            this.isRestoring = false;
        }
        this.recorded = this.frame();
        this.onWrite(new URL(location.href));
    }
}
