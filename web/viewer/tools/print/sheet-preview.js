// A small picture of the sheet as the server will draw it, asked for when the reader pauses.

import { element, icon } from "../../dom.js";

const quietInMilliseconds = 900;

export class SheetPreview {
    /** @param {{server, words, explain: (error) => string, onPicture: (blob: Blob) => void}} parts */
    constructor(parts) {
        Object.assign(this, parts);
        this.image = element("img", { alt: this.words("previewOf"), hidden: true });
        this.said = element("p", { class: "print-preview-said" });
        this.ask = element("button", { type: "button", class: "button", hidden: true, onclick: () => this.draw() },
            this.words("drawPreview"));
        this.open = element("button", {
            type: "button", class: "print-sheet", "aria-label": this.words("enlarge"), title: this.words("enlarge"),
            disabled: true, onclick: () => this.enlarge(),
        }, this.image);
        this.node = element("figure", { class: "print-preview" }, this.open,
            element("figcaption", {}, this.said, this.ask));
    }

    /** @param {object|null} order null when there is nothing to draw @param {{width: number, height: number}} paper */
    want(order, paper, isCostly) {
        const wanted = JSON.stringify(order);
        this.open.style.aspectRatio = `${paper.width} / ${paper.height}`;
        this.open.classList.toggle("is-tall", paper.height > paper.width);
        if (wanted === this.wanted) return;
        this.stop();
        Object.assign(this, { wanted, order });
        this.node.classList.toggle("is-old", !this.image.hidden);
        this.ask.hidden = !isCostly || !order;
        if (isCostly || !order) {
            this.say(order ? this.words("costly") : "");
            return;
        }
        this.timer = setTimeout(() => this.draw(), quietInMilliseconds);
    }

    async draw() {
        const abort = (this.abort = new AbortController());
        this.ask.hidden = true;
        this.node.classList.add("is-drawing");
        this.say(this.words("drawing"));
        try {
            const blob = await this.server.picture(this.order, abort.signal);
            if (abort.signal.aborted) return;
            this.show(blob);
        } catch (error) {
            if (abort.signal.aborted) return;
            this.say(this.explain(error));
            this.ask.hidden = false;
        }
        this.node.classList.remove("is-drawing");
    }

    show(blob) {
        URL.revokeObjectURL(this.image.src);
        this.image.src = URL.createObjectURL(blob);
        this.image.hidden = false;
        this.open.disabled = false;
        this.node.classList.remove("is-old");
        this.say("");
        this.onPicture(blob);
    }

    say(sentence) {
        this.said.textContent = sentence;
    }

    stop() {
        clearTimeout(this.timer);
        this.abort?.abort();
        this.node.classList.remove("is-drawing");
        this.wanted = null;
    }

    enlarge() {
        const close = element("button", {
            type: "button", class: "icon-button close", "aria-label": this.words("closePreview"),
            onclick: () => dialog.close(),
        }, icon("close"));
        const dialog = element("dialog", {
            class: "print-large", "aria-label": this.words("previewOf"),
            onclick: ({ target }) => target === dialog && dialog.close(),
            onclose: () => dialog.remove(),
            onkeydown: (event) => event.stopPropagation(), // Esc closes the picture, not the tool
        }, close, element("img", { src: this.image.src, alt: this.words("previewOf") }));
        document.body.append(dialog);
        dialog.showModal();
    }
}
