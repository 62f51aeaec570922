// Says once that tiles do not come, and takes it back when they come again; shows that something is on its way.

export function watchServer(map, messages, dictionary) {
    let isWarned = false;
    map.on("error", ({ error }) => {
        if (error?.name === "AbortError" || isWarned) return;
        isWarned = true;
        console.warn(error?.message);
        messages.banner(dictionary.text("tilesMissing"), messages.reloadButton());
    });
    map.on("sourcedata", ({ tile }) => {
        if (!isWarned || tile?.state !== "loaded") return;
        isWarned = false;
        messages.clear();
    });
    map.on("dataloading", () => document.body.classList.add("is-loading"));
    map.on("idle", () => document.body.classList.remove("is-loading"));
    map.on("webglcontextlost", () => messages.banner(dictionary.text("graphicsLost"), messages.reloadButton()));
    map.on("webglcontextrestored", () => messages.clear());
}
