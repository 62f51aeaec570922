// The tools of the map, in the order of the bar. Each lives in a folder of its own and is fetched when first needed.

/**
 * A tool's module has a default export:
 *   class { constructor(app, words); open(body, options) {…}; close() {…} }
 * `body` is the empty inside of the tool's panel; `close` takes back clicks, listeners and what it drew that should not
 * stay. `words` is a function (key, values) => sentence from the tool's words.json.
 *
 * @typedef {{id: string, icon: string, parameter?: string, isDocked?: boolean, isQuiet?: boolean}} ToolEntry
 *   `parameter`: of the address; a page opened with it opens the tool. `isDocked`: it lies along the bottom edge.
 *   `isQuiet`: without a button of its own; layers and other tools open it.
 */

/** @type {ToolEntry[]} */
export const tools = [
    { id: "measure", icon: "measure" },
    { id: "place", icon: "place" },
    { id: "notes", icon: "notes" },
    { id: "theme", icon: "theme", parameter: "chude" },
    { id: "filter", icon: "filter" },
    { id: "table", icon: "table", parameter: "bang", isDocked: true, isQuiet: true },
    { id: "add-data", icon: "add" },
    { id: "compare", icon: "compare", parameter: "sosanh" },
    { id: "basemap", icon: "basemap" },
    { id: "bookmarks", icon: "bookmark" },
    { id: "share", icon: "share" },
    { id: "print", icon: "print" },
];

export async function loadTool(id) {
    const folder = new URL(`./${id}/`, import.meta.url);
    const [module, words] = await Promise.all([
        import(new URL(`${id}.js`, folder).href),
        fetch(new URL("words.json", folder)).then((answer) => answer.json()),
        loadSheet(new URL(`${id}.css`, folder).href),
    ]);
    return { Tool: module.default, words };
}

/** The tool must not be seen undressed. */
function loadSheet(href) {
    return new Promise((resolve, reject) => {
        const link = document.createElement("link");
        Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: () => reject(new Error(href)) });
        document.head.append(link);
    });
}
