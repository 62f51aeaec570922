// What came out: facts, legend, chart and table of the theme that is on the map.

import { element } from "../../dom.js";
import { fieldTitle } from "./fields.js";
import { drawChart } from "./theme-chart.js";
import { themeLegend } from "./theme-legend.js";
import { statistics, themeTable } from "./theme-table.js";

const views = ["legend", "chart", "table"];

export class ThemeResults {
    /** @param {{sumsOf: (theme, field) => Promise<(number|null)[]>, onChoose: (entry) => void}} actions */
    constructor(app, words, actions) {
        Object.assign(this, { app, words, actions });
        this.view = "legend";
        this.goTo = false; // whether the reader has asked for what is shown next
        this.measured = ""; // the property that is added up; empty for the number of features
        this.node = element("section", { class: "theme-results" });
        this.partly = element("p", { class: "theme-partly", hidden: true });
    }

    show(theme, chosen = null) {
        this.theme = theme;
        this.chosen = chosen;
        this.node.hidden = theme === null;
        if (!theme) return;
        const { app, words } = this;
        const summed = theme.summable.find(({ name }) => name === this.measured) ?? null;
        const matched = words("matched", { count: app.formatter.count(theme.matched ?? 0) });
        this.place = element("div", { class: "theme-view", id: "theme-view" });
        const focused = this.node.contains(document.activeElement) ? document.activeElement.id : "";
        this.chart?.dispose();
        this.chart = null;
        this.node.replaceChildren(...[
            element("h3", {}, theme.field ? fieldTitle(theme.field) : words(`kind-${theme.state.kind}`)),
            element("p", { class: "quiet" }, matched, theme.filter ? ` · ${words("filtered")}` : ""),
            this.partly, ...this.warnings(), statistics(theme, app, words),
            ...(theme.entries.length > 0 ? [this.tabs(), this.measures(summed)] : []), this.place,
        ].filter(Boolean));
        this.showView(summed);
        if (focused) document.getElementById(focused)?.focus();
    }

    /** Where the map cannot show what the numbers say. */
    warnings() {
        const { app, theme, words } = this;
        const { collection } = theme.state;
        const warn = (sentence) => element("p", { class: "theme-partly" }, sentence);
        const drawn = app.filters.status(collection)?.state;
        const isFilterDrawn = theme.points || !theme.filter || drawn === "shown" || drawn === "waiting";
        return [
            theme.isInTiles ? null : warn(words("notInTiles", {
                title: theme.field.title, collection, name: theme.field.name })),
            isFilterDrawn ? null : warn(words("filterNotDrawn")),
        ];
    }

    tabs() {
        const choose = (view) => {
            this.view = view;
            this.goTo = true;
            this.show(this.theme, this.chosen);
        };
        return element("div", { class: "segments", role: "group", "aria-label": this.words("views") },
            views.map((view) => element("button", {
                type: "button", id: `theme-view-${view}`, "aria-pressed": String(view === this.view),
                onclick: () => choose(view),
            }, this.words(view))));
    }

    measures(summed) {
        const { words, theme } = this;
        if (this.view === "legend" || theme.summable.length === 0) return null;
        const select = element("select", {
            class: "input", id: "theme-measure", onchange: () => {
                this.measured = select.value;
                this.goTo = true;
                this.show(this.theme, this.chosen);
            },
        }, element("option", { value: "" }, words("measureCount")), theme.summable.map((field) => element("option", {
            value: field.name, selected: field === summed,
        }, words("measureSum", { title: fieldTitle(field) }))));
        return element("div", { class: "field" }, element("label", { for: select.id }, words("measure")), select);
    }

    async showView(summed) {
        const { app, words, theme, chosen, place, view } = this;
        const onChoose = theme.canHighlight ? this.actions.onChoose : null;
        if (view === "legend" || theme.entries.length === 0) {
            place.replaceChildren(themeLegend(theme, app, words, { onChoose, chosen }),
                onChoose ? element("p", { class: "theme-hint quiet" }, words("highlightHint")) : "");
            this.bringIntoSight(place);
            return;
        }
        let values = theme.entries.map(({ count }) => count);
        const title = summed ? words("measureSum", { title: fieldTitle(summed) }) : words("measureCount");
        if (summed) {
            place.replaceChildren(element("p", { class: "quiet" }, words("working")));
            try {
                values = await this.actions.sumsOf(theme, summed);
            } catch {
                place.replaceChildren(this.failure(words("sumsMissing", { title: summed.title })));
                return;
            }
            if (place !== this.place) return;
        }
        if (view === "table") place.replaceChildren(themeTable(theme, app, words, summed ? { values, title } : null));
        else await this.showChart({ theme, values, title, chosen, onChoose: onChoose ?? (() => {}) });
        this.bringIntoSight(place);
    }

    /** What was just asked for may lie below the edge of the panel; a change of the form must not move the form. */
    bringIntoSight(place) {
        if (!this.goTo || place !== this.place) return;
        this.goTo = false;
        place.scrollIntoView({ block: "nearest" });
    }

    async showChart({ title, ...parts }) {
        const { app, words, place } = this;
        const node = element("div", { class: "theme-chart" });
        place.replaceChildren(node);
        try {
            const label = words("chartLabel", { measure: title, title: parts.theme.field.title });
            this.chart = await drawChart(node, app, words, { ...parts, label });
        } catch {
            if (place === this.place) place.replaceChildren(this.failure(words("chartMissing")));
        }
    }

    failure(sentence) {
        return element("div", {}, element("p", { class: "theme-partly" }, sentence), element("button", {
            type: "button", class: "button", onclick: () => this.show(this.theme, this.chosen),
        }, this.words("tryAgain")));
    }

    /** @param {number|null} share 0 to 1 of the features in view that are drawn on their own */
    showShare(share) {
        if (!this.theme) return;
        const isWhole = share === null || share >= 0.995;
        this.partly.hidden = isWhole;
        if (isWhole) return;
        const percent = `${Math.max(1, Math.round(share * 100))} %`;
        const shape = { line: "line", point: "point" }[this.theme.geometry] ?? "area";
        this.partly.textContent = this.words(`partly-${shape}`, { percent });
    }
}
