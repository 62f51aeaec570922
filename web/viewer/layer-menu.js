// What can be done with one layer, unfolded under its line.

import { element, icon } from "./dom.js";

/**
 * @param {{collection, title: string, look, visibility, dictionary, base: string,
 *   onTool: ((tool: string, options: object) => void)|null}} parts   `onTool`: null where there are no tools
 */
export function layerMenu({ collection, title, look, visibility, dictionary, base, onTool }) {
    const shown = element("output", { class: "number quiet" });
    const slider = element("input", {
        type: "range", min: 0, max: 100, step: 5, id: `opacity-${collection.id}`,
        oninput: () => look.setOpacity(collection.id, Number(slider.value) / 100),
    });
    const update = () => {
        const percent = Math.round(look.opacityOf(collection.id) * 100);
        slider.value = String(percent);
        shown.textContent = `${percent}%`;
    };
    look.addEventListener("change", update);
    update();
    const action = (name, glyph, onclick) => element("button", { type: "button", class: "menu-button", onclick },
        icon(glyph), dictionary.text(name));
    const tool = (name, glyph) => action(`layer-${name}`, glyph, () => onTool(name, { collection: collection.id }));
    const page = `${base}/collections/${encodeURIComponent(collection.id)}`;
    const link = (name, glyph, href) => element("a", { class: "menu-button", href },
        icon(glyph), dictionary.text(name));
    const isShown = (id) => visibility.has(id);
    return element("div", { class: "layer-menu", role: "group", "aria-label": title },
        element("div", { class: "opacity" },
            element("label", { for: slider.id }, dictionary.text("opacity")), slider, shown),
        element("div", { class: "menu-actions" },
            ...(onTool ? [tool("table", "table"), tool("filter", "filter"), tool("theme", "theme"),
                tool("compare", "compare")]
                : [link("layer-table", "table", `${page}/items?lang=${dictionary.language}`)]),
            action("layer-up", "up", () => look.move(collection.id, 1, isShown)),
            action("layer-down", "down", () => look.move(collection.id, -1, isShown)),
            link("layer-page", "info", `${page}?lang=${dictionary.language}`),
            link("layer-export", "download", `${page}/export?lang=${dictionary.language}`)));
}
