// Words of the address that belong to a tool: ?chude=…, ?dm=…. What the map itself keeps there is in address.js.

export class Permalink extends EventTarget {
    /** Event "restore": Back or Forward brought another address. @param {(url: URL) => void} onWrite */
    constructor(onWrite) {
        super();
        this.onWrite = onWrite;
    }

    /** Null when the address does not say it. It may hold anything: people write addresses. */
    get(name) {
        return new URL(location.href).searchParams.get(name);
    }

    /** @param {string|null} value @param {"push"|"replace"} how a push is worth going back from */
    set(name, value, how = "push") {
        const url = new URL(location.href);
        if (url.searchParams.get(name) === value) return;
        if (value === null) url.searchParams.delete(name);
        else url.searchParams.set(name, value);
        url.search = url.searchParams.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
        if (how === "push") history.pushState(null, "", url);
        else history.replaceState(null, "", url);
        this.onWrite(url);
    }

    restored() {
        this.dispatchEvent(new Event("restore"));
    }
}
