// Saved views of this browser: a name and the address of a map. Files come from anywhere and are read with care.

/** @typedef {{id: string, name: string, address: string, created: string}} Bookmark `address`: query and hash */

export const longestName = 120; // characters
const longestAddress = 8000; // as much as servers and messages carry
const mostBookmarks = 500;
const format = "geosector-bookmarks";

/** Neither the language nor a frame is part of what is seen. */
const notSaved = ["ngon", "nhung"];

export class BookmarkStore extends EventTarget {
    /** Event "change", also when another window changed them. @param {string} base of the server */
    constructor(base) {
        super();
        this.key = `geosector-bookmarks:${new URL(base).pathname}`;
        addEventListener("storage", ({ key }) => {
            if (key === this.key) this.dispatchEvent(new Event("change"));
        });
    }

    /** @returns {Bookmark[]} the newest first */
    all() {
        try {
            return readList(JSON.parse(localStorage.getItem(this.key) ?? "[]"));
        } catch {
            return []; // the browser keeps nothing, or somebody wrote there
        }
    }

    /** @returns {boolean} false when the browser refuses to keep it */
    write(bookmarks) {
        try {
            localStorage.setItem(this.key, JSON.stringify(bookmarks));
        } catch {
            return false;
        }
        this.dispatchEvent(new Event("change"));
        return true;
    }

    add(name, address) {
        return this.write([bookmark(name, address), ...this.all()].slice(0, mostBookmarks));
    }

    rename(id, name) {
        return this.write(this.all().map((each) => (each.id === id ? { ...each, name: tidy(name) } : each)));
    }

    remove(id) {
        return this.write(this.all().filter((each) => each.id !== id));
    }

    file() {
        const bookmarks = this.all().map(({ name, address, created }) => ({ name, address, created }));
        return JSON.stringify({ format, version: 1, bookmarks }, null, 2);
    }

    /**
     * Adds what a file has and is not there yet.
     * @returns {{added: number, known: number}|null} null when it is no such file; throws what the browser refuses
     */
    take(text) {
        let document;
        try {
            document = JSON.parse(text);
        } catch {
            return null;
        }
        if (document?.format !== format || !Array.isArray(document.bookmarks)) return null;
        const read = readList(document.bookmarks);
        const own = this.all();
        const signature = ({ name, address }) => `${name}\n${address}`;
        const known = new Set(own.map(signature));
        const fresh = read.flatMap((each) => {
            if (known.has(signature(each))) return [];
            known.add(signature(each));
            return [{ ...each, id: newID() }];
        });
        if (fresh.length > 0 && !this.write([...fresh, ...own].slice(0, mostBookmarks))) throw new Error("storage");
        return { added: fresh.length, known: read.length - fresh.length };
    }
}

function bookmark(name, address) {
    return { id: newID(), name: tidy(name), address, created: new Date().toISOString() };
}

/** Also where pages have no secure context, as on an office's own network. */
function newID() {
    return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tidy(name) {
    return name.normalize("NFC").replace(/\s+/g, " ").trim().slice(0, longestName);
}

/** Those of a list that are bookmarks. */
function readList(list) {
    if (!Array.isArray(list)) return [];
    return list.slice(0, mostBookmarks).flatMap((each) => {
        const { id, name, address, created } = each ?? {};
        if (typeof name !== "string" || !tidy(name) || typeof address !== "string") return [];
        if (address.length > longestAddress || !/^[?#]/.test(address)) return [];
        const isDate = typeof created === "string" && !Number.isNaN(Date.parse(created));
        return [{
            id: typeof id === "string" ? id : newID(), name: tidy(name),
            address: ofView(new URL(address, location.href)),
            created: isDate ? created : "",
        }];
    });
}

/** Query and hash of an address, without what is not of the view. */
export function ofView(url = new URL(location.href)) {
    const view = new URL(url);
    notSaved.forEach((name) => view.searchParams.delete(name));
    return (view.search.replaceAll("%2C", ",").replaceAll("%3A", ":") + view.hash) || "?";
}

/** The address of this page that shows a saved view. */
export function addressOf({ address }) {
    const url = new URL(address, `${location.origin}${location.pathname}`);
    const here = new URL(location.href).searchParams;
    notSaved.filter((name) => here.has(name)).forEach((name) => url.searchParams.set(name, here.get(name)));
    url.search = url.searchParams.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return url;
}
