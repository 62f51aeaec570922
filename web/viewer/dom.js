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
};

export function icon(name) {
    return svgElement("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
        svgElement("path", { d: outlines[name] }));
}
