// Thematic maps: a layer coloured, sized or clustered by one of its properties. The server computes the classes.

import { AreaTooLarge } from "../../communes.js";
import { element, icon } from "../../dom.js";
import { describe, usualTheme } from "./fields.js";
import { ThemeCard } from "./theme-card.js";
import { mostPoints, ThemeData, TooManyPoints } from "./theme-data.js";
import { ThemeForm } from "./theme-form.js";
import { ThemeLayers } from "./theme-layers.js";
import { resolveTheme, sumsOf } from "./theme-maker.js";
import { ThemeResults } from "./theme-results.js";
import { parseTheme, themeText } from "./theme-state.js";
import { shareDrawn } from "./tile-share.js";

const parameter = "chude";

export default class Theme {
    /** The theme of the address is drawn at once: its panel may never open. */
    constructor(app, words) {
        Object.assign(this, { app, words, theme: null, state: null, described: null, body: null });
        this.data = new ThemeData(app.config.base);
        this.layers = new ThemeLayers(app);
        this.card = new ThemeCard(app, words, {
            onEdit: () => app.toolbox.open("theme"), onRemove: () => this.remove(),
        });
        app.permalink.addEventListener("restore", () => this.follow());
        app.visibility.addEventListener("change", () => this.visibilityChanged());
        app.map.on("idle", () => this.tellShare());
        app.filters.addEventListener("change", ({ detail }) => this.renew([detail]));
        app.filters.addEventListener("status", ({ detail }) => {
            if (detail !== this.theme?.state.collection) return;
            if (app.filters.tileFilter(detail) === this.theme.tileFilter) this.showAll();
            else this.renew([detail]);
        });
        app.live.addEventListener("change", ({ detail }) => this.renew(detail));
        this.follow();
    }

    open(body, { collection = "" } = {}) {
        this.body = body;
        const { app, words } = this;
        this.form = new ThemeForm(app, words, {
            onChange: (state) => this.apply(state), onLayer: (id) => this.begin(id),
        });
        this.results = new ThemeResults(app, words, {
            sumsOf: (theme, field) => sumsOf(this.data, theme, field), onChoose: (entry) => this.highlight(entry),
        });
        this.status = element("p", { class: "for-readers", role: "status" });
        this.problem = element("div", { class: "theme-problem", role: "alert", hidden: true });
        this.removeButton = element("button", {
            type: "button", class: "button theme-remove", onclick: () => this.remove(),
        }, icon("trash"), words("remove"));
        body.replaceChildren(element("p", { class: "theme-lead quiet" }, words("lead")), this.form.node, this.status,
            this.problem, this.results.node, element("div", { class: "actions" }, this.removeButton));
        this.showAll();
        this.working(this.isWorking ?? false);
        if (this.failure) this.failed(this.failure);
        if (collection && collection !== this.state?.collection) this.begin(collection);
    }

    /** The theme stays on the map, with its card. */
    close() {
        this.body = null;
        if (this.layers.highlighted) this.layers.highlight(null);
    }

    /** A layer with the property it is most likely about. */
    async begin(collection) {
        const turn = this.nextTurn();
        try {
            const described = describe(await this.app.api.schema(collection));
            if (turn !== this.turn) return;
            const state = usualTheme(collection, described.fields);
            if (state) await this.apply(state);
            else this.say(this.words("noFields"));
        } catch (error) {
            if (turn === this.turn) this.failed({ error, again: () => this.begin(collection) });
        }
    }

    nextTurn() {
        this.turn = Symbol("turn");
        return this.turn;
    }

    /**
     * Draws a theme; the one before stays until the server has answered.
     * @param {import("./theme-state.js").ThemeState} state
     * @param {"push"|null} how null when the address has it already
     */
    async apply(state, how = "push") {
        const turn = this.nextTurn();
        this.state = state;
        this.clearProblem();
        this.working(true);
        try {
            const theme = await resolveTheme(state, this.app, this.data, this.words);
            if (turn !== this.turn) return;
            this.working(false);
            if (theme === null) this.ignore(how);
            else this.accept(theme, how);
        } catch (error) {
            if (turn === this.turn) this.failed({ error, again: () => this.apply(state, how) });
        }
    }

    /** A property that the layer does not have, out of an address. */
    ignore(how) {
        this.state = this.theme?.state ?? null;
        if (how === null) this.takeAway();
    }

    accept(theme, how) {
        const { app } = this;
        if (theme.isEmpty) {
            this.described = theme.described;
            this.showAll();
            this.say(this.words("noValues", { title: theme.field.title }));
            return;
        }
        this.theme = theme;
        this.state = theme.state;
        this.described = theme.described;
        if (how) {
            app.permalink.set(parameter, themeText(theme.state), how);
            if (!app.visibility.has(theme.state.collection)) app.visibility.set([theme.state.collection], true);
        }
        this.layers.show(theme);
        this.card.show(theme);
        this.showAll();
        const title = theme.field?.title ?? this.words(`kind-${theme.state.kind}`);
        if (this.body) {
            this.status.textContent = this.words("drawn", { title, count: app.formatter.count(theme.matched ?? 0) });
        }
    }

    /** To what the address says: at the start, and after Back. */
    follow() {
        const state = parseTheme(this.app.permalink.get(parameter), this.app.catalogue);
        if (state === null) this.takeAway();
        else if (!this.theme || themeText(state) !== themeText(this.theme.state)) this.apply(state, null);
        else if (this.state !== this.theme.state) {
            this.nextTurn();
            this.state = this.theme.state;
            this.clearProblem();
            this.working(false);
            this.showAll();
        }
    }

    /** The data, or the filter, are not what they were. */
    renew(collections) {
        if (collections.includes(this.theme?.state.collection)) this.apply(this.theme.state, null);
    }

    remove() {
        const hadCardFocus = this.card.node.contains(document.activeElement);
        this.app.permalink.set(parameter, null);
        this.takeAway();
        if (this.body) {
            this.status.textContent = this.words("removed");
            document.getElementById("theme-layer")?.focus();
        } else if (hadCardFocus) this.app.map.getCanvas().focus();
    }

    takeAway() {
        this.nextTurn();
        this.layers.remove();
        Object.assign(this, { theme: null, state: null, described: null, failure: null });
        this.card.update(null);
        this.clearProblem();
        this.working(false);
        this.showAll();
    }

    showAll() {
        if (!this.body) return;
        this.form.show(this.state, this.described, this.theme);
        this.results.show(this.theme, this.layers.highlighted);
        this.removeButton.hidden = this.theme === null;
        this.tellShare();
    }

    highlight(entry) {
        this.layers.highlight(entry);
        this.results.show(this.theme, entry);
    }

    visibilityChanged() {
        if (!this.theme) return;
        this.layers.showBubbles(this.app.visibility.has(this.theme.state.collection));
        this.card.update(this.theme);
    }

    tellShare() {
        const { app, body, theme } = this;
        if (!body || !theme) return;
        const isSeen = !theme.points && app.visibility.has(theme.state.collection);
        this.results.showShare(isSeen ? shareDrawn(app.map, theme.state.collection) : null);
    }

    working(isWorking) {
        this.isWorking = isWorking;
        if (!this.body) return;
        this.body.setAttribute("aria-busy", String(isWorking));
        if (isWorking) this.status.textContent = this.words("working");
    }

    /** @param {{error: Error, again: () => void}} failure kept for a panel that opens later */
    failed(failure) {
        this.failure = failure;
        this.working(false);
        if (!this.body) return;
        const { error } = failure;
        this.say(this.sentence(error), isFinal(error) ? null : failure.again);
    }

    sentence(error) {
        const { formatter } = this.app;
        if (error instanceof TooManyPoints) return this.words("tooManyPoints", { count: formatter.count(mostPoints) });
        if (error instanceof AreaTooLarge) return this.words("areaTooLarge");
        if (!error.status) return this.words("noAnswer");
        if (error.status >= 500) return this.words("busy", { status: error.status });
        return this.words("refused", { status: error.status, detail: error.message });
    }

    say(sentence, again = null) {
        if (!this.body) return;
        this.problem.hidden = false;
        this.problem.replaceChildren(element("p", {}, sentence), again ? element("button", {
            type: "button", class: "button", onclick: again,
        }, this.words("tryAgain")) : "");
    }

    clearProblem() {
        this.failure = null;
        if (this.body) this.problem.hidden = true;
    }
}

/** Asking again would not help. */
function isFinal(error) {
    return error instanceof TooManyPoints || error instanceof AreaTooLarge;
}
