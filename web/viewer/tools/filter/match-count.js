// How many features a filter would leave, counted by the server while somebody makes it.

import { element } from "../../dom.js";
import { countMatches } from "../../items.js";

const quietInMilliseconds = 350; // while somebody types, nothing is counted

export class MatchCount {
    /**
     * @param {{app, words, collection: string, draft: () => import("../../filter-address.js").Filter,
     *   onCount: (count: number|null, error: Error|null) => string|null}} parts `onCount` may say in its own words why
     *   nothing was counted
     */
    constructor(parts) {
        Object.assign(this, parts);
        this.turn = 0; // a count that arrives after another change is dropped
        this.node = element("p", { class: "filter-count", role: "status" });
    }

    later() {
        this.stop();
        const { turn } = this;
        this.node.textContent = this.words("counting");
        this.timer = setTimeout(() => this.ask(turn), quietInMilliseconds);
    }

    stop() {
        this.turn += 1;
        clearTimeout(this.timer);
    }

    async ask(turn) {
        const { app, collection } = this;
        let count = null;
        let failure = null;
        try {
            const filter = await app.filters.query(collection, this.draft());
            count = await countMatches(app.config.base, collection, filter);
        } catch (error) {
            failure = error;
        }
        if (turn !== this.turn) return;
        const words = this.onCount(count, failure);
        if (words !== null) this.node.textContent = words;
        else if (failure) this.sayUnreachable();
        else this.say(count);
    }

    say(count) {
        const { formatter, catalogue } = this.app;
        const { count: total } = catalogue.collections.get(this.collection);
        if (count === null) this.node.textContent = this.words("uncounted");
        else {
            this.node.replaceChildren(element("strong", {}, formatter.count(count)), " ",
                this.words("matching", { total: total === null ? "?" : formatter.count(total) }));
        }
    }

    sayUnreachable() {
        this.node.replaceChildren(this.words("unreachable"), " ", element("button", {
            type: "button", class: "link", onclick: () => this.later(),
        }, this.words("tryAgain")));
    }
}
