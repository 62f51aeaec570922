// The numbers of a theme as a table: what the map and the chart show, for everyone.

import { element } from "../../dom.js";
import { labelOf, swatch } from "./theme-legend.js";

/** @param {{values: (number|null)[], title: string}|null} sums a second measure */
export function themeTable(theme, app, words, sums) {
    const { entries, field, matched, state } = theme;
    const { formatter } = app;
    const amount = (text) => element("td", { class: "amount" }, text);
    const share = (part, whole) => (whole > 0 && part !== null
        ? `${formatter.count(Math.round((part / whole) * 1000) / 10)}\u00a0%` : "—");
    const written = (value) => (value === null ? "—" : formatter.count(Math.round(value * 100) / 100));
    const whole = sums?.values.reduce((total, value) => total + (value ?? 0), 0);
    const rows = entries.map((entry, index) => element("tr", {},
        element("th", { scope: "row" }, swatch(entry, theme.geometry), labelOf(entry, theme, words)),
        amount(written(entry.count)), sums ? amount(written(sums.values[index])) : null,
        amount(sums ? share(sums.values[index], whole) : share(entry.count, matched))));
    const heading = (text) => element("th", { scope: "col" }, text);
    return element("table", { class: "theme-table" },
        element("caption", { class: "for-readers" }, field?.title ?? words(`kind-${state.kind}`)),
        element("thead", {}, element("tr", {},
            heading(words(state.kind === "giatri" ? "value" : "class")), heading(words("features")),
            sums ? heading(sums.title) : null, heading(words("share")))),
        element("tbody", {}, rows),
        element("tfoot", {}, element("tr", {}, element("th", { scope: "row" }, words("total")),
            amount(written(matched)), sums ? amount(written(whole)) : null, amount(share(1, 1)))));
}

/** What the whole property comes to; nothing for a property of texts. */
export function statistics({ answer, field, state }, app, words) {
    if (!answer || !field) return null;
    const write = (value) => app.formatter.value(Math.round(value * 1000) / 1000, field.name, field.unit);
    const facts = [];
    if (state.kind === "giatri") facts.push(["distinct", app.formatter.count(answer.distinct)]);
    else if (Number.isFinite(answer.minimum)) {
        facts.push(["minimum", write(answer.minimum)], ["maximum", write(answer.maximum)]);
        if (field.isAmount) facts.push(["mean", write(answer.mean)], ["sum", write(answer.sum)]);
    }
    return element("dl", { class: "theme-facts" }, facts.map(([name, value]) =>
        element("div", {}, element("dt", {}, words(name)), element("dd", { class: "number" }, value))));
}
