// Saved views: a name for what is on the map now, and the way back to it.

import { element, icon } from "../../dom.js";
import { saveFile } from "../../save-file.js";
import { addressOf, BookmarkStore, longestName, ofView } from "./bookmark-store.js";

const phone = matchMedia("(max-width: 767px)");

export default class BookmarksTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.store = new BookmarkStore(app.config.base);
        this.update = () => this.showList();
    }

    open(body) {
        this.list = element("ul", { class: "bookmarks" });
        this.said = element("p", { class: "bookmarks-said", role: "status" });
        this.removed = null;
        body.append(this.nameForm(), this.said, this.list, this.files());
        this.store.addEventListener("change", this.update);
        this.showList();
        if (!phone.matches) this.name.focus(); // a keyboard over half the screen comes when it is asked for
    }

    close() {
        this.store.removeEventListener("change", this.update);
    }

    // MARK: A new one

    nameForm() {
        this.name = element("input", {
            class: "input", id: "bookmark-name", maxlength: longestName, autocomplete: "off", required: true,
            placeholder: this.words("namePlaceholder"), "aria-describedby": "bookmark-hint",
        });
        this.wrong = element("p", { class: "wrong", id: "bookmark-wrong", hidden: true });
        return element("form", { class: "bookmark-form", novalidate: true, onsubmit: (event) => this.add(event) },
            element("div", { class: "field" },
                element("label", { for: "bookmark-name" }, this.words("name")),
                element("div", { class: "bookmark-line" }, this.name,
                    element("button", { type: "submit", class: "button primary" }, this.words("save"))),
                this.wrong,
                element("p", { class: "hint", id: "bookmark-hint" }, this.words("hint"))));
    }

    add(event) {
        event.preventDefault();
        const name = this.name.value.trim();
        const isNamed = name !== "";
        this.wrong.hidden = isNamed;
        this.name.setAttribute("aria-invalid", String(!isNamed));
        if (!isNamed) {
            this.wrong.textContent = this.words("nameMissing");
            this.name.focus();
            return;
        }
        if (!this.store.add(name, ofView())) {
            this.say(this.words("notKept"));
            return;
        }
        this.name.value = "";
        this.say(this.words("saved", { name }));
    }

    // MARK: The list

    showList() {
        const bookmarks = this.store.all();
        this.list.replaceChildren(...bookmarks.map((bookmark) => this.row(bookmark)));
        if (bookmarks.length === 0) {
            this.list.append(element("li", { class: "bookmarks-none quiet" }, icon("bookmark"), this.words("none")));
        }
        this.exportButton.disabled = bookmarks.length === 0;
    }

    row(bookmark) {
        const { name } = bookmark;
        const action = (key, glyph, onclick) => element("button", {
            type: "button", class: "icon-button", onclick,
            title: this.words(key), "aria-label": this.words(`${key}Of`, { name }),
        }, icon(glyph));
        const node = element("li", { class: "bookmark" },
            element("a", {
                class: "bookmark-link", href: addressOf(bookmark).href, "data-id": bookmark.id,
                onclick: (event) => this.follow(event, bookmark),
            }, element("span", { class: "bookmark-name" }, name),
            element("span", { class: "quiet number" }, this.about(bookmark))),
            action("rename", "notes", () => this.rename(bookmark, node)),
            action("remove", "trash", () => this.remove(bookmark)));
        return node;
    }

    /** When it was saved, and what it holds besides a place. */
    about({ address, created }) {
        const query = new URL(address, location.href).searchParams;
        const layers = query.get("lop");
        const parts = [this.app.formatter.date(created) ?? ""];
        if (layers !== null) parts.push(this.words("layers", { count: layers.split(",").filter(Boolean).length }));
        for (const [name, key] of [["loc", "filter"], ["chude", "theme"], ["chon", "feature"]]) {
            if (query.has(name)) parts.push(this.words(key));
        }
        return parts.filter(Boolean).join(" · ");
    }

    /** As Back would bring it: layers, place and tools follow the address. With Ctrl it opens beside, as any link. */
    follow(event, bookmark) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        history.pushState(null, "", addressOf(bookmark));
        dispatchEvent(new PopStateEvent("popstate"));
        this.app.toast.show(this.words("shown", { name: bookmark.name }));
        if (phone.matches && this.app.toolbox.isOpen("bookmarks")) this.app.toolbox.close();
    }

    rename(bookmark, node) {
        const field = element("input", {
            class: "input", value: bookmark.name, maxlength: longestName, autocomplete: "off",
            "aria-label": this.words("newName", { name: bookmark.name }),
            onkeydown: (event) => {
                if (event.key !== "Escape") return;
                event.preventDefault(); // closes the field, not the panel
                this.showList();
                this.focusOn(bookmark);
            },
        });
        const form = element("form", {
            class: "bookmark-line", onsubmit: (event) => {
                event.preventDefault();
                const name = field.value.trim();
                if (name === "") return field.focus();
                this.say(this.words(this.store.rename(bookmark.id, name) ? "renamed" : "notKept", { name }));
                return this.focusOn(bookmark);
            },
        }, field, element("button", { type: "submit", class: "button" }, this.words("done")));
        node.replaceChildren(form);
        field.select();
    }

    remove(bookmark) {
        const former = this.store.all();
        if (!this.store.remove(bookmark.id)) return this.say(this.words("notKept"));
        const undo = element("button", { type: "button", class: "button", onclick: () => {
            this.store.write(former);
            this.say(this.words("undone", { name: bookmark.name }));
        } }, icon("undo"), this.words("undo"));
        this.say(this.words("removed", { name: bookmark.name }), undo);
        return undo.focus();
    }

    focusOn({ id }) {
        [...this.list.querySelectorAll("a")].find((link) => link.dataset.id === id)?.focus();
    }

    say(sentence, ...actions) {
        this.said.replaceChildren(element("span", {}, sentence), ...actions);
    }

    // MARK: Files

    files() {
        const chooser = element("input", {
            type: "file", accept: "application/json,.json", hidden: true, "aria-label": this.words("import"),
            onchange: () => this.import(chooser),
        });
        this.exportButton = element("button", { type: "button", class: "button", onclick: () => this.export() },
            icon("download"), this.words("export"));
        return element("div", { class: "actions bookmark-files" }, this.exportButton,
            element("button", { type: "button", class: "button", onclick: () => chooser.click() },
                icon("add"), this.words("import")), chooser);
    }

    export() {
        saveFile(new Blob([this.store.file()], { type: "application/json" }), `${this.words("fileName")}.json`);
    }

    async import(chooser) {
        const [file] = chooser.files;
        if (!file) return;
        const text = await file.text();
        chooser.value = "";
        try {
            const taken = this.store.take(text);
            this.say(taken ? this.words("imported", taken) : this.words("notAFile", { name: file.name }));
        } catch {
            this.say(this.words("notKept"));
        }
    }
}
