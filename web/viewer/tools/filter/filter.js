// Shows only what matches: conditions on the properties of a layer, the communes it is in, or CQL2 as one writes it.

import { fetchJSON } from "../../api.js";
import { collectionChoice } from "../../collection-choice.js";
import { AreaTooLarge } from "../../communes.js";
import { element, icon } from "../../dom.js";
import { filterSentence } from "../../filter-mark.js";
import { fit } from "../../map-view.js";
import { AreaPicker } from "./area-picker.js";
import { ConditionList } from "./condition-list.js";
import { kindOf, readConditions } from "./cql2.js";
import { boundsOfMatches } from "./match-bounds.js";
import { MatchCount } from "./match-count.js";
import { PropertyValues } from "./property-values.js";
import { refusal } from "./refusal.js";
import { TextField } from "./text-field.js";

export default class FilterTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.values = new PropertyValues(app);
        this.collection = null;
        this.opening = 0; // what arrives for a layer after another was chosen is dropped
        this.onStatus = ({ detail }) => detail === this.collection && this.showStatus();
        this.onChange = ({ detail }) => {
            if (detail === this.collection && !this.isApplying) this.choose(detail);
        };
    }

    async open(body, { collection } = {}) {
        const { filters } = this.app;
        filters.addEventListener("status", this.onStatus);
        filters.addEventListener("change", this.onChange);
        this.form = element("div", { class: "filter-form" });
        this.select = collectionChoice(this.app, null, { id: "filter-layer" }, (id) => this.choose(id));
        body.append(element("div", { class: "field" },
            element("label", { for: this.select.id }, this.words("layer")), this.select), this.form);
        await this.choose(collection ?? this.collection ?? this.likely());
    }

    close() {
        this.opening += 1;
        this.matches?.stop();
        this.app.filters.removeEventListener("status", this.onStatus);
        this.app.filters.removeEventListener("change", this.onChange);
    }

    /** What is filtered already, else the first layer that is seen. */
    likely() {
        const all = [...this.app.catalogue.collections.keys()];
        return all.find((id) => this.app.filters.get(id)) ?? all.find((id) => this.app.visibility.has(id)) ?? all[0];
    }

    async choose(collection) {
        const opening = (this.opening += 1);
        if (!collection) return;
        this.matches?.stop();
        this.collection = collection;
        this.select.value = collection;
        const loading = this.app.dictionary.text("loading");
        this.form.replaceChildren(element("p", { class: "quiet", role: "status" }, loading));
        const filter = this.app.filters.get(collection);
        const area = new AreaPicker({ app: this.app, words: this.words, onChange: () => this.changed() });
        let properties;
        try {
            [properties] = await Promise.all([this.queryables(collection), area.load(collection, filter)]);
        } catch {
            if (opening === this.opening) this.form.replaceChildren(this.unreachable(() => this.choose(collection)));
            return;
        }
        if (opening !== this.opening) return;
        this.area = area;
        this.render(properties, filter?.text ?? "");
    }

    async queryables(collection) {
        const url = `${this.app.config.base}/collections/${encodeURIComponent(collection)}/queryables?f=json`;
        const { properties } = await fetchJSON(url, "application/schema+json, application/json");
        return Object.entries(properties)
            .filter(([name, described]) => kindOf(described) !== null && (name !== "id" || described["x-ogc-role"]))
            .map(([name, described]) => ({
                name, kind: kindOf(described), unit: described["x-ogc-unit"] ?? "",
                title: described["x-ogc-role"] === "id" ? this.words("featureID") : described.title || name,
            }));
    }

    unreachable(again) {
        return element("div", { role: "alert" }, element("p", {}, this.words("unreachable")),
            element("button", { type: "button", class: "button", onclick: again }, this.words("tryAgain")));
    }

    render(properties, text) {
        const { words } = this;
        const kind = (name) => properties.find((property) => property.name === name)?.kind ?? null;
        const read = readConditions(text, kind);
        this.isText = read === null;
        this.list = new ConditionList(read, {
            properties, words, formatter: this.app.formatter, onChange: () => this.changed(),
            valuesOf: (property) => this.values.of(this.collection, property),
        });
        this.text = new TextField(text, { words, onChange: () => this.changed() });
        this.matches = new MatchCount({
            app: this.app, words, collection: this.collection, draft: () => this.draft,
            onCount: (count, error) => this.counted(count, error),
        });
        this.note = element("p", { class: "hint" });
        this.form.replaceChildren(this.ways(), this.list.node, this.text.node, this.area.node, this.matches.node, this.note,
            this.buttons());
        this.showWay();
        this.showStatus();
        this.changed();
    }

    ways() {
        const button = (isText, title) => element("button", {
            type: "button", "data-way": String(isText), onclick: () => this.switchWay(isText),
        }, title);
        this.segments = element("div", { class: "segments field", role: "group", "aria-label": this.words("way") },
            button(false, this.words("byConditions")), button(true, this.words("byText")));
        return this.segments;
    }

    /** What was asked by conditions goes on as text; the way back is open for texts that conditions can say. */
    switchWay(isText) {
        if (isText === this.isText) return;
        if (isText) this.text.text = this.list.text;
        else if (!this.list.take(this.text.text)) {
            this.text.complain(this.words("textOnly"));
            return;
        }
        this.isText = isText;
        this.text.complain(null);
        this.showWay();
        this.changed();
    }

    showWay() {
        this.list.node.hidden = this.isText;
        this.text.node.hidden = !this.isText;
        for (const button of this.segments.children) {
            button.setAttribute("aria-pressed", String(button.dataset.way === String(this.isText)));
        }
    }

    buttons() {
        const button = (name, glyph, onclick, kind = "") => element("button", {
            type: "button", class: `button ${kind}`, "data-action": name, onclick,
        }, icon(glyph), element("span", {}, this.words(name)));
        this.zoomButton = button("zoom", "zoom", () => this.zoom());
        return element("div", { class: "actions" }, button("apply", "filter", () => this.apply(), "primary"),
            button("clear", "close", () => this.clear()), this.zoomButton,
            button("table", "table", () => this.app.toolbox.open("table", { collection: this.collection })));
    }

    /** @returns {import("../../filter-address.js").Filter} */
    get draft() {
        return { text: this.isText ? this.text.text : this.list.text, ...this.area.value };
    }

    changed() {
        this.matches.later();
    }

    /** @returns {string|null} why there is no count, where that can be said of what was entered */
    counted(count, error) {
        this.count = count;
        this.zoomButton.disabled = count === 0;
        this.text.complain(null);
        this.area.complain(null);
        return error && this.explain(error);
    }

    /** What the server refuses is said where it was typed. */
    explain(error) {
        if (error instanceof AreaTooLarge || [413, 414, 431].includes(error.status)) {
            this.area.complain(this.words("tooLong"));
            return this.words("notCounted");
        }
        if (!(error.status >= 400 && error.status < 500)) return null;
        const { place, sentence } = refusal(error.message, this.words);
        // With an area beside it, the text stands in brackets.
        const offset = place === null ? null : place - (this.area.value.communes.length > 0 ? 1 : 0);
        const where = offset === null ? sentence : this.words("atPlace", { place: offset + 1, sentence });
        if (this.isText) this.text.complain(where);
        else this.list.complainAt(offset, sentence);
        return this.words("notCounted");
    }

    apply() {
        if (!this.isText && !this.list.check()) return;
        const { visibility, filters } = this.app;
        if (!visibility.has(this.collection)) visibility.set([this.collection], true);
        this.keepForm(() => {
            const isSame = JSON.stringify(filters.get(this.collection)) === JSON.stringify(this.draft);
            if (isSame) filters.refresh(this.collection);
            else filters.set(this.collection, this.draft);
        });
    }

    clear() {
        if (this.app.filters.get(this.collection)) this.app.filters.clear(this.collection);
        else this.choose(this.collection);
    }

    keepForm(body) {
        this.isApplying = true;
        body();
        this.isApplying = false;
    }

    async zoom() {
        const { collection, draft } = this;
        const { map, config, catalogue, filters } = this.app;
        let bounds;
        try {
            const filter = await filters.query(collection, draft);
            bounds = await boundsOfMatches(config.base, collection, filter, this.count);
        } catch {
            this.changed(); // which says what is wrong
            return;
        }
        bounds ??= catalogue.collections.get(collection).bounds;
        if (bounds) fit(map, bounds, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    }

    /** What the map shows now. */
    showStatus() {
        if (!this.note) return;
        const status = this.app.filters.status(this.collection);
        const collection = this.app.catalogue.collections.get(this.collection);
        this.note.textContent = status === null ? this.words("showsAll") : filterSentence(status, collection, this.app);
        this.note.classList.toggle("wrong", status !== null && !["waiting", "shown"].includes(status.state));
    }
}
