// Hands on what is on the map: as a link, a QR code, a frame for another page, or a picture.

import { copyText } from "../../clipboard.js";
import { element, icon } from "../../dom.js";
import { saveFile } from "../../save-file.js";
import { mapPicture } from "./map-picture.js";
import { drawCode, longestText } from "./qr-code.js";

const codeWidth = 184; // CSS pixels
const sizes = { small: ["480", "360"], medium: ["800", "600"], wide: ["100%", "500"] };
const longestTitle = 120; // characters

export default class ShareTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.size = "medium";
        this.update = () => this.show();
    }

    open(body) {
        this.said = element("p", { class: "for-readers", role: "status" });
        body.append(this.linkPart(), this.embedPart(), this.picturePart(), this.said);
        // The address changes after the map has come to rest, and with layers and tools.
        addEventListener("geosector-address", this.update);
        this.shown = null;
        this.show();
    }

    close() {
        removeEventListener("geosector-address", this.update);
    }

    show() {
        const link = linkHere();
        if (link === this.shown) return;
        this.shown = link;
        this.link.value = link;
        this.showEmbed();
        this.showCode(link);
    }

    // MARK: Link and QR code

    linkPart() {
        this.link = element("input", {
            class: "input", id: "share-link", readonly: true, onfocus: () => this.link.select(),
        });
        this.code = element("canvas", { class: "share-code", role: "img", "aria-label": this.words("codeOf") });
        this.codeWrong = element("p", { class: "hint", hidden: true });
        this.codeButton = element("button", { type: "button", class: "button", onclick: () => this.saveCode() },
            icon("download"), this.words("saveCode"));
        const share = typeof navigator.share === "function" && element("button", {
            type: "button", class: "button", onclick: () => this.handOn(),
        }, icon("share"), this.words("handOn"));
        return element("section", { class: "share-part" },
            element("div", { class: "field" },
                element("label", { for: "share-link" }, this.words("link")),
                element("div", { class: "share-line" }, this.link, this.copyButton(this.link)),
                element("p", { class: "hint" }, this.words("linkHint"))),
            element("div", { class: "share-codes" }, this.code, element("div", {},
                element("p", { class: "share-scan" }, this.words("scan")), this.codeWrong,
                element("div", { class: "actions" }, this.codeButton, share))));
    }

    copyButton(field) {
        const text = element("span", {}, this.words("copy"));
        const button = element("button", {
            type: "button", class: "button primary", onclick: async () => {
                const isCopied = await copyText(field.value);
                text.textContent = this.words(isCopied ? "copied" : "copy");
                this.said.textContent = this.words(isCopied ? "copiedAll" : "notCopied");
                if (!isCopied) this.app.toast.show(this.words("notCopied"));
            }, onblur: () => { text.textContent = this.words("copy"); },
        }, icon("copy"), text);
        return button;
    }

    async showCode(link) {
        const isTooLong = new TextEncoder().encode(link).length > longestText;
        let problem = isTooLong ? "tooLong" : null;
        try {
            if (!isTooLong) await drawCode(this.code, link, codeWidth);
        } catch {
            problem = "codeMissing";
        }
        if (link !== this.shown) return;
        this.code.hidden = this.codeButton.disabled = problem !== null;
        this.codeWrong.hidden = problem === null;
        this.codeWrong.textContent = problem ? this.words(problem) : "";
        this.code.dataset.text = link;
    }

    saveCode() {
        this.code.toBlob((blob) => saveFile(blob, `${this.words("codeFile")}.png`), "image/png");
    }

    async handOn() {
        try {
            await navigator.share({ title: document.title, url: this.shown });
        } catch {
            // The reader thought better of it.
        }
    }

    // MARK: In a frame

    embedPart() {
        this.embed = element("textarea", { class: "input share-embed", id: "share-embed", readonly: true, rows: 3,
            onfocus: () => this.embed.select() });
        this.sizes = Object.keys(sizes).map((size) => element("button", {
            type: "button", "aria-pressed": String(size === this.size), onclick: () => {
                this.size = size;
                this.showEmbed();
            },
        }, this.words(`size-${size}`)));
        return element("section", { class: "share-part" },
            element("div", { class: "field" },
                element("label", { for: "share-embed" }, this.words("embed")),
                element("div", { class: "segments", role: "group", "aria-label": this.words("size") }, this.sizes),
                this.embed,
                element("p", { class: "hint" }, this.words("embedHint"))),
            element("div", { class: "actions" }, this.copyButton(this.embed)));
    }

    showEmbed() {
        Object.keys(sizes).forEach((size, index) =>
            this.sizes[index].setAttribute("aria-pressed", String(size === this.size)));
        const url = new URL(this.shown);
        url.searchParams.set("nhung", "1");
        const [width, height] = sizes[this.size];
        const frame = element("iframe", {
            src: plain(url).href, width, height, title: document.title, loading: "lazy",
            allow: "fullscreen; geolocation",
        });
        this.embed.value = frame.outerHTML; // never put on a page: only its quoted words are wanted
    }

    // MARK: A picture

    picturePart() {
        this.title = element("input", {
            class: "input", id: "share-title", maxlength: longestTitle, autocomplete: "off",
            placeholder: this.words("titlePlaceholder"),
        });
        this.pictureButton = element("button", { type: "button", class: "button", onclick: () => this.savePicture() },
            icon("download"), this.words("savePicture"));
        return element("section", { class: "share-part" },
            element("div", { class: "field" },
                element("label", { for: "share-title" }, this.words("picture")), this.title,
                element("p", { class: "hint" }, this.words("pictureHint"))),
            element("div", { class: "actions" }, this.pictureButton,
                element("button", {
                    type: "button", class: "menu-button", onclick: () => this.app.toolbox.open("print"),
                }, icon("print"), this.words("toPrint"))));
    }

    async savePicture() {
        const title = this.title.value.normalize("NFC").trim();
        this.pictureButton.disabled = true;
        try {
            const picture = await mapPicture(this.app.map, { title, notes: this.notes() });
            saveFile(picture, `${title || this.words("pictureFile")}.png`);
            this.said.textContent = this.words("saved");
        } catch {
            this.app.toast.show(this.words("noPicture"));
        }
        this.pictureButton.disabled = false;
    }

    notes() {
        const { formatter, map } = this.app;
        const { lat, lng } = map.getCenter().wrap();
        const scale = formatter.scale(map.getZoom(), lat);
        const date = formatter.date(new Date().toISOString().slice(0, 10));
        return [
            this.words("facts", { scale, position: formatter.position(lat, lng), date }),
            this.words("sources", { names: document.getElementById("attribution").textContent }),
        ];
    }
}

/** The address of what is seen, for somebody who is not in a frame. */
function linkHere() {
    const url = new URL(location.href);
    url.searchParams.delete("nhung");
    return plain(url).href;
}

/** Commas and colons stay readable. */
function plain(url) {
    url.search = url.searchParams.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return url;
}
