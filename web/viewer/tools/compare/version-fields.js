// Which layer, and which two of its versions: from lists, or by the days on which they held.

import { element } from "../../dom.js";

export class VersionFields {
    /** @param {{onCollection: () => void, onVersions: () => void}} parts */
    constructor(app, words, parts) {
        Object.assign(this, { app, words }, parts);
        /** @type {{collection: string, from: number|null, to: number|null}} */
        this.state = { collection: "", from: null, to: null };
        this.versions = [];
        this.node = element("div", { class: "compare-fields" }, this.collectionField());
        this.ends = { from: this.end("from"), to: this.end("to") };
        this.pair = element("div", { class: "compare-pair" }, ...this.lists(), this.days());
        this.node.append(this.pair);
    }

    collectionField() {
        const { catalogue, dictionary } = this.app;
        this.collection = element("select", {
            class: "input", id: "compare-collection", onchange: () => {
                this.state = { collection: this.collection.value, from: null, to: null };
                this.onCollection();
            },
        }, catalogue.sectors.map((sector) => element("optgroup", {
            label: dictionary.pick(sector.titles, dictionary.text("otherSector")),
        }, sector.collections.map(({ id, titles }) =>
            element("option", { value: id }, dictionary.pick(titles, id))))));
        return element("div", { class: "field" },
            element("label", { for: "compare-collection" }, this.words("layer")), this.collection);
    }

    end(name) {
        const list = element("select", {
            class: "input", id: `compare-${name}`, onchange: () => this.set(name, Number(list.value)),
        });
        const wrong = element("p", { class: "wrong", id: `compare-${name}-wrong`, hidden: true });
        const day = element("input", {
            class: "input", type: "date", id: `compare-${name}-day`, "aria-describedby": wrong.id,
            onchange: () => this.setDay(name, day.value),
        });
        return { list, day, wrong };
    }

    lists() {
        return Object.entries({ from: "leftSide", to: "rightSide" }).map(([name, label]) => {
            const { list } = this.ends[name];
            return element("div", { class: "compare-end" },
                element("label", { for: list.id }, this.words(label)), list);
        });
    }

    days() {
        return element("details", { class: "compare-days" }, element("summary", {}, this.words("byDay")),
            element("div", {}, Object.entries({ from: "leftDay", to: "rightDay" }).map(([name, label]) => {
                const { day, wrong } = this.ends[name];
                return element("div", { class: "field" },
                    element("label", { for: day.id }, this.words(label)), day, wrong);
            })));
    }

    /** A layer that has more than one version, among those on the map, when none is asked for. */
    start({ collection }) {
        const { catalogue, live, visibility } = this.app;
        const known = [...catalogue.collections.keys()];
        const versionOf = (id) => parseInt(live.documents.layers.get(id)?.version, 10) || 0;
        const usual = known.find((id) => visibility.has(id) && versionOf(id) > 1)
            ?? known.find((id) => versionOf(id) > 1) ?? known.find((id) => visibility.has(id)) ?? known[0] ?? "";
        this.state.collection = catalogue.collections.has(collection ?? "") ? collection : usual;
        this.collection.value = this.state.collection;
        this.pair.hidden = true;
    }

    /** @param {{from?: number|null, to?: number|null}} wanted versions that do not exist are none */
    fill({ current, versions }, wanted) {
        this.current = current;
        this.versions = versions;
        const comparable = versions.filter(({ isComparable }) => isComparable).map(({ number }) => number);
        const known = (number) => (comparable.includes(number) ? number : null);
        const to = known(wanted.to) ?? known(this.state.to) ?? current;
        const from = known(wanted.from) ?? known(this.state.from) ?? comparable.find((number) => number < to) ?? to;
        Object.assign(this.state, { from, to });
        for (const { list } of Object.values(this.ends)) {
            list.replaceChildren(...versions.map((version) => this.option(version)));
        }
        this.pair.hidden = !this.canCompare;
        this.mark();
    }

    get canCompare() {
        return this.versions.filter(({ isComparable }) => isComparable).length > 1;
    }

    option(version) {
        const { number, isComparable } = version;
        return element("option", { value: number, disabled: !isComparable },
            `${this.name(number)} · ${this.origin(version)}`);
    }

    name(number) {
        const { publishedAt } = this.versions.find((version) => version.number === number) ?? {};
        const day = this.app.formatter.date(publishedAt ?? "") ?? "";
        return this.words(number === this.current ? "presentVersion" : "version", { number, day });
    }

    origin({ origin, source, rolledBackTo, isComparable }) {
        if (!isComparable) return this.words("notKept");
        const known = this.words(`origin-${origin}`, { number: rolledBackTo ?? "" });
        return source && origin === "import" ? source.normalize("NFC") : known;
    }

    get names() {
        return { left: this.name(this.state.from), right: this.name(this.state.to) };
    }

    set(end, number) {
        this.state[end] = number;
        this.mark();
        this.onVersions();
    }

    /** The version that held at the end of that day, here. */
    setDay(end, day) {
        if (!day) return;
        const evening = new Date(`${day}T23:59:59.999`).getTime();
        const comparable = this.versions.filter(({ isComparable }) => isComparable);
        const found = comparable.find(({ publishedAt }) => Date.parse(publishedAt) <= evening);
        const { wrong } = this.ends[end];
        wrong.hidden = Boolean(found);
        if (found) this.set(end, found.number);
        else {
            const day = this.app.formatter.date(comparable.at(-1).publishedAt);
            wrong.textContent = this.words("tooEarly", { day });
        }
    }

    mark() {
        for (const [end, { list, day, wrong }] of Object.entries(this.ends)) {
            list.value = String(this.state[end]);
            const version = this.versions.find(({ number }) => number === this.state[end]);
            if (version) day.value = localDay(version.publishedAt);
            wrong.hidden = true;
        }
    }
}

/** yyyy-mm-dd here, as an input of type date has it. */
function localDay(instant) {
    const date = new Date(instant);
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
