// Maps on paper: the form, the frame of the sheet on the map, a picture of the sheet, and what the server prints.

import { element, icon } from "../../dom.js";
import { boundsOf } from "../../highlight.js";
import { saveFile } from "../../save-file.js";
import { PrintForm } from "./print-form.js";
import { PrintFrame } from "./print-frame.js";
import { PrintJobs } from "./print-jobs.js";
import { contentOf, isQuick, orderOf, pictureOf, usualScales } from "./print-order.js";
import { PrintServer } from "./print-server.js";
import { hasOwnParts, otherwise, screenStyle } from "./screen-style.js";
import { SeriesChoice } from "./series-choice.js";
import { SheetPreview } from "./sheet-preview.js";
import { mapSize, measuredMapSize, paperSize } from "./sheet-size.js";

const seriesMargin = 0.05; // around a feature, as the server leaves it
/** Members of an order that words.json explains. */
const explained = ["title", "subtitle", "scale", "center", "bbox", "layers", "series", "grid", "graticule"];
const screenDots = 96; // per inch, as the scale at the map's edge counts

export default class PrintTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        const { language } = app.dictionary;
        this.server = new PrintServer(app.config.base, language);
        this.explain = (error) => this.sentenceFor(error);
        this.jobs = new PrintJobs({ server: this.server, app, words, explain: this.explain });
        this.frame = new PrintFrame(app.map);
        this.state = {
            title: "", subtitle: "", paper: "A4", orientation: "landscape", format: "pdf", legend: true, grid: true,
            graticule: false, lang: language, scale: usualScales[3], otherScale: "", isSeries: false,
            usualTitle: document.querySelector(".brand p")?.textContent || document.title,
        };
        this.update = () => this.refresh();
    }

    async open(body) {
        this.body = body;
        body.append(element("p", { class: "quiet" }, this.app.dictionary.text("loading")));
        try {
            this.choices ??= await this.server.choices();
        } catch (error) {
            if (this.body === body) this.showNoServer(body, error);
            return;
        }
        if (this.body !== body) return; // closed meanwhile
        const onChange = () => {
            this.say(""); // it was said of what the form was
            this.refresh();
        };
        const parts = { app: this.app, words: this.words, server: this.server, explain: this.explain, onChange };
        this.form = new PrintForm(this.choices, this.state, { ...parts, onFit: () => this.frame.showWhole() });
        this.series = new SeriesChoice(parts);
        this.form.seriesPlace.append(this.series.node);
        this.preview = new SheetPreview({ ...parts, onPicture: (blob) => this.measure(blob) });
        this.honest = element("p", { class: "print-honest", hidden: true });
        this.said = element("p", { class: "print-said", role: "status" });
        this.button = element("button", { type: "submit", class: "button primary" }, icon("print"), element("span"));
        const form = element("form", { class: "print", novalidate: true, onsubmit: (event) => this.print(event) },
            this.preview.node, this.form.node, this.honest,
            element("div", { class: "print-foot" }, this.said, this.button));
        body.replaceChildren(form, this.jobs.node, this.jobs.said);
        this.frame.show();
        this.frame.uncover();
        this.listen("addEventListener");
        this.app.map.on("moveend", this.update);
        this.refresh();
        if (!this.state.isScaleChosen) this.chooseScale();
    }

    close() {
        this.body = null;
        this.preview?.stop();
        this.frame.hide();
        this.app.map.off("moveend", this.update);
        this.listen("removeEventListener");
    }

    listen(how) {
        const { look, mapStyle, visibility } = this.app;
        [look, mapStyle, visibility].forEach((part) => part[how]("change", this.update));
    }

    showNoServer(body, error) {
        body.replaceChildren(element("p", { role: "alert" }, this.explain(error)), element("p", { class: "actions" },
            element("button", {
                type: "button", class: "button primary", onclick: () => this.app.toolbox.open("print"),
            }, this.app.dictionary.text("tryAgain"))));
    }

    // MARK: What is seen of it

    get paper() {
        const { millimetres } = this.choices.papers.find(({ id }) => id === this.state.paper);
        return paperSize(millimetres, this.state.orientation);
    }

    /** 1:N as the line under the map says it. */
    get screenScale() {
        const exact = this.frame.metresPerPixel() / (0.0254 / screenDots);
        const step = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
        return Math.round(exact / step) * step;
    }

    /** The largest usual scale at which the frame is seen whole. */
    chooseScale() {
        const fitting = usualScales.filter((scale) => this.frame.fill(scale) <= 1);
        this.state.scale = fitting.at(-1) ?? usualScales[0];
        this.form.update();
        this.refresh();
    }

    refresh() {
        const { state, form, frame } = this;
        const scale = form.chosenScale(this.screenScale);
        form.showScreenScale(this.screenScale);
        this.series.show(state.isSeries);
        frame.node.hidden = state.isSeries || !scale;
        const size = this.measured?.of === this.look() ? this.measured.size : mapSize(this.paper, this.texts);
        const turned = this.words(state.orientation);
        frame.set(size, scale || 1, `${state.paper} ${turned} · ${form.ratio(scale || 1)}`);
        const format = state.format.toUpperCase();
        this.button.lastChild.textContent = this.words(state.isSeries ? "printSeries" : "print", { format });
        const missing = otherwise(this.app).map((key) => this.words(`otherwise-${key}`));
        this.honest.hidden = missing.length === 0;
        this.honest.textContent = this.words("honest", { list: missing.join(", ") });
        this.showPicture(scale).catch(() => this.preview.want(null, this.paper, false));
    }

    /** What the layout depends on. */
    look() {
        const { paper, orientation, legend, grid, graticule } = this.state;
        return JSON.stringify([paper, orientation, legend, grid, graticule, this.texts.title, this.texts.subtitle]);
    }

    async measure(blob) {
        const of = this.look();
        if (this.state.isSeries) return;
        const size = await measuredMapSize(blob, this.paper, this.texts);
        if (of !== this.look() || !this.body) return;
        this.measured = { of, size };
        this.refresh();
    }

    async showPicture(scale) {
        const content = await this.content(scale);
        const isReady = content && scale !== null && (!this.state.isSeries || this.series.first);
        const extent = isReady && (this.state.isSeries ? await this.firstPage(scale) : this.place(scale));
        if (!this.body) return;
        const order = extent ? pictureOf(orderOf(this.texts, content, extent, this.paper), this.paper) : null;
        this.preview.want(order, this.paper, !isQuick(this.state));
    }

    /** A series has no picture; its first page as a sheet of its own has. */
    async firstPage(scale) {
        const { first, collection } = this.series;
        const [west, south, east, north] = await this.boundsOf(collection, first.id);
        const center = [(west + east) / 2, (south + north) / 2];
        if (scale) return { center, scale, subtitle: first.name };
        const margin = Math.max(east - west, north - south, 0.001) * seriesMargin;
        return { bbox: [west - margin, south - margin, east + margin, north + margin], subtitle: first.name };
    }

    async boundsOf(collection, id) {
        const of = `${collection}.${id}`;
        if (this.known?.of !== of) {
            const { geometry } = await this.app.api.item(collection, id);
            this.known = { of, bounds: boundsOf(geometry) };
        }
        return this.known.bounds;
    }

    // MARK: The order

    /** @param {number|null} scale N of 1:N; null for a series of many */
    async content(scale) {
        const { api, mapStyle, style } = this.app;
        const plain = contentOf(this.app, this.choices.styles);
        if (!plain || !hasOwnParts(this.app)) return plain;
        const light = mapStyle.shown === "toi" ? await api.style("map") : style;
        const metresPerPixel = scale ? (scale * 0.0254) / screenDots : this.frame.metresPerPixel();
        return { style: screenStyle(this.app, light, metresPerPixel) };
    }

    place(scale) {
        return { center: this.frame.centre(), scale };
    }

    /** The members of the order that the form has, with a title in any case. */
    get texts() {
        const { title, subtitle, usualTitle, isSeries, paper, orientation, lang, format } = this.state;
        const { grid, graticule, legend } = this.state;
        const tidy = (text) => text.normalize("NFC").trim();
        return {
            title: tidy(title) || usualTitle, subtitle: isSeries ? "" : tidy(subtitle),
            paper, orientation, lang, grid, graticule, legend, format,
        };
    }

    async order() {
        const scale = this.form.chosenScale(this.screenScale);
        if (scale === null) return this.form.complainOfScale();
        const content = await this.content(scale);
        if (!content) return this.say(this.words("noLayers"));
        if (!this.state.isSeries) return orderOf(this.texts, content, this.place(scale), this.paper);
        const series = this.series.order(scale);
        return series ? orderOf(this.texts, content, { series }, this.paper) : this.say(this.words("seeSeries"));
    }

    async print(event) {
        event.preventDefault();
        this.button.disabled = true;
        try {
            const order = await this.order();
            if (!order) return;
            this.say(this.words(isQuick(order) && !order.series ? "printing" : "ordering"));
            const { blob, name, job } = await this.server.send(order);
            if (job) this.jobs.add(job, order.title, this.about(order));
            else saveFile(blob, name);
            this.say(job ? this.words("ordered") : this.words("downloaded", { name }));
        } catch (error) {
            const sentence = this.explain(error);
            const isOfField = this.form.complainOfMember(error.parameter, sentence);
            this.say(isOfField ? this.words("seeField") : sentence);
        } finally {
            this.button.disabled = false;
        }
    }

    about({ paper, orientation, format, series }) {
        const parts = [`${paper} ${this.words(orientation)}`, format.toUpperCase()];
        return [...parts, series && this.words("pageCount", { count: series.ids.length })].filter(Boolean).join(" · ");
    }

    say(sentence) {
        this.said.textContent = sentence;
    }

    /** What went wrong, and what would have worked. */
    sentenceFor({ status, parameter, detail, seconds }) {
        if (!status) return this.words("noAnswer");
        if (status === 429 || status === 503) return this.words("busy", { seconds: seconds ?? 10 });
        if (status === 401 || status === 403) return this.words("notAllowed");
        const key = explained.includes(parameter) ? `wrong-${parameter}` : "refused";
        return [this.words(key), detail].filter(Boolean).join(" ");
    }
}
