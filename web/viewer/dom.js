// Elements without markup strings: text is always text, so nothing from the data can become HTML.

/**
 * element("button", { type: "button", class: "icon", onclick: close }, "×")
 * Keys starting with "on" are listeners; true writes an empty attribute; false, null and undefined are left out.
 */
export function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
}

export function svgElement(name, attributes = {}, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) continue;
        if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
        else node.setAttribute(key, value === true ? "" : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

// One 24 × 24 outline per action; drawn with the text colour.
const outlines = {
    zoom: "M10 4H4v6M14 4h6v6M20 14v6h-6M4 14v6h6",
    close: "M6 6l12 12M18 6L6 18",
    previous: "M15 5l-7 7 7 7",
    next: "M9 5l7 7-7 7",
    chevron: "M6 9l6 6 6-6",
    home: "M4 11l8-7 8 7M6 9.5V20h12V9.5",
    layers: "M12 4l9 5-9 5-9-5zM3 14l9 5 9-5",
    table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
    tools: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
    menu: "M5 12h.01M12 12h.01M19 12h.01",
    search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
    measure: "M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l3 3M13 6l2 2",
    place: "M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    notes: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    theme: "M4 20V11h4v9M10 20V4h4v16M16 20v-6h4v6M2 20h20",
    filter: "M3 5h18l-7 8v6l-4 2v-8z",
    add: "M12 15V4M8 8l4-4 4 4M4 15v5h16v-5",
    plus: "M12 5v14M5 12h14",
    compare: "M12 3v18M4 6h5v12H4M15 6h5v12h-5",
    basemap: "M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14",
    bookmark: "M6 3h12v18l-6-5-6 5z",
    share: "M17 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM17 22a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
        + "M9 10.5l5-3.5M9 13.5l5 3.5",
    print: "M7 8V3h10v5M5 17H3V8h18v9h-2M7 14h10v7H7z",
    up: "M12 20V5M6 11l6-6 6 6",
    down: "M12 4v15M6 13l6 6 6-6",
    info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.01",
    download: "M12 4v11M8 11l4 4 4-4M4 19h16",
    copy: "M9 9h11v11H9zM15 9V4H4v11h5",
    trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
    undo: "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
    check: "M5 13l4 4L19 7",
    point: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3",
    line: "M4 19l6-9 5 5 5-10",
    polygon: "M5 9l8-5 7 6-3 9-10 1z",
    rectangle: "M4 6h16v12H4z",
    circle: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z",
    arrow: "M5 19L19 5M10 5h9v9",
    text: "M5 7V5h14v2M12 5v14M9 19h6",
};

export function icon(name) {
    return svgElement("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
        svgElement("path", { d: outlines[name] }));
}
