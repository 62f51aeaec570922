// A button of the table's bar with a small panel under it. Esc and a click elsewhere close it.

import { element, icon } from "../../dom.js";

let menus = 0;

export class Menu {
    constructor(title, glyph) {
        this.panel = element("div", {
            class: "table-menu", id: `table-menu-${menus += 1}`, hidden: true, role: "group", "aria-label": title,
        });
        this.button = element("button", {
            type: "button", class: "button", "aria-expanded": "false", "aria-controls": this.panel.id,
            onclick: () => this.setOpen(this.panel.hidden),
        }, icon(glyph), element("span", {}, title));
        this.node = element("div", {
            class: "table-menu-place",
            onkeydown: (event) => {
                if (event.key !== "Escape" || this.panel.hidden) return;
                event.preventDefault();
                this.setOpen(false);
                this.button.focus();
            },
            onfocusout: ({ relatedTarget }) => relatedTarget && this.closeFor(relatedTarget),
        }, this.button, this.panel);
        this.elsewhere = ({ target }) => this.closeFor(target);
    }

    closeFor(target) {
        if (!this.node.contains(target)) this.setOpen(false);
    }

    setOpen(isOpen) {
        this.panel.hidden = !isOpen;
        this.button.setAttribute("aria-expanded", String(isOpen));
        if (isOpen) document.addEventListener("pointerdown", this.elsewhere);
        else document.removeEventListener("pointerdown", this.elsewhere);
    }
}
