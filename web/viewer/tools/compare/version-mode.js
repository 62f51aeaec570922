// Two versions of a layer: which, what the map shows of each, and the list of what differs.

import { difference, versionsOf } from "../../dataset-history.js";
import { element } from "../../dom.js";
import { boundsOf } from "../../highlight.js";
import { choose, hideChanges, changeLayerIDs, showChanges } from "./change-layers.js";
import { ChangeList } from "./change-list.js";
import { freeSpan } from "./divider.js";
import { addMarkImages } from "./marks.js";
import { VersionFields } from "./version-fields.js";
import { styleOfVersion, withChanges, withoutOurs } from "./version-style.js";

const restyleInMilliseconds = 200;
const reachInPixels = 6;

export class VersionMode {
    /**
     * @param {import("../../main.js").App} app
     * @param {import("./stage.js").Stage} stage
     * @param {(value: string) => void} keep   in the address
     */
    constructor(app, words, stage, keep) {
        Object.assign(this, { app, words, stage, keep });
        this.onStyle = () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.draw(), restyleInMilliseconds);
        };
        this.onClick = (event) => this.pickAt(event.point);
        this.onLive = ({ detail }) => {
            if (!detail.includes(this.fields.state.collection)) return;
            this.load({ isCurrentWanted: this.fields.state.to === this.fields.current });
        };
    }

    open(body, state) {
        const { app, words } = this;
        addMarkImages(app.map);
        this.fields = new VersionFields(app, words, {
            onCollection: () => this.load(), onVersions: () => this.compare(),
        });
        this.said = element("div", { class: "compare-said", role: "status" });
        this.list = new ChangeList(app, words, {
            onChoose: (change) => this.goTo(change), onFilter: () => this.draw(true),
        });
        body.append(this.fields.node, this.said, this.list.node);
        app.identify.claim(this);
        app.map.getCanvas().style.cursor = "";
        app.map.on("click", this.onClick);
        app.map.on("styledata", this.onStyle);
        app.live.addEventListener("change", this.onLive);
        this.fields.start(state);
        this.load(state);
    }

    close() {
        const { app } = this;
        this.turn = null;
        clearTimeout(this.timer);
        app.map.off("click", this.onClick);
        app.map.off("styledata", this.onStyle);
        app.live.removeEventListener("change", this.onLive);
        app.identify.release(this);
        hideChanges(app.map);
        this.stage.show({ left: null, right: null }, { left: "", right: "" });
    }

    /** Which versions there are. @param {{from?: number|null, to?: number|null, isCurrentWanted?: boolean}} wanted */
    async load(wanted = {}) {
        const { collection } = this.fields.state;
        const turn = this.begin();
        let answer;
        try {
            answer = await versionsOf(this.app.config.base, collection);
        } catch (error) {
            if (turn === this.turn) this.fail(error, () => this.load(wanted));
            return;
        }
        if (turn !== this.turn) return;
        if (wanted.isCurrentWanted) this.fields.state.to = answer.current;
        this.fields.fill(answer, wanted);
        if (this.fields.canCompare) await this.compare();
        else this.say(this.words("onlyOne"));
    }

    /** What differs, and what each side needs to be drawn as it was. */
    async compare() {
        const { collection, from, to } = this.fields.state;
        const { current } = this.fields;
        this.keep(`${collection}:${from}-${to}`);
        const turn = this.begin();
        const read = (first, second) => (first === second ? Promise.resolve(null)
            : difference(this.app.config.base, collection, first, second));
        try {
            const [shown, left, right] = await Promise.all([
                read(from, to), to === current ? null : read(from, current), read(to, current),
            ]);
            if (turn !== this.turn) return;
            const since = {
                left: from === current ? null : (left ?? shown).changes, right: to === current ? null : right.changes,
            };
            this.result = { collection, shown, since };
        } catch (error) {
            if (turn === this.turn) this.fail(error, () => this.compare());
            return;
        }
        this.say(shownSentence(this.result.shown, this.words, this.app.formatter));
        if (!this.app.visibility.has(collection)) this.app.visibility.set([collection], true);
        this.lastStyle = null;
        await this.list.show(collection, this.result.shown);
        this.draw(true);
    }

    begin() {
        this.result = null;
        this.list.clear();
        this.say(this.app.dictionary.text("loading"));
        return (this.turn = Symbol("turn"));
    }

    say(...sentence) {
        this.said.replaceChildren(...sentence);
    }

    fail(error, retry) {
        const key = { 0: "noServer", 403: "seenInPart", 404: "noVersion", 410: "pruned" }[error.status] ?? "refused";
        this.stage.show({ left: null, right: null }, { left: "", right: "" });
        this.say(element("p", { class: "compare-wrong" }, this.words(key, { status: error.status })),
            element("button", { type: "button", class: "button", onclick: retry },
                this.app.dictionary.text("tryAgain")));
    }

    /** @param {boolean} isNew whether more than the style of the map may be another */
    draw(isNew = false) {
        if (!this.result) return;
        const { map } = this.app;
        const base = withoutOurs(map.getStyle());
        const style = JSON.stringify(base);
        if (!isNew && style === this.lastStyle) return;
        this.lastStyle = style;
        const { collection, since } = this.result;
        const changes = this.list.wanted;
        const side = (name, state) => (since[name] === null ? null
            : withChanges(styleOfVersion(base, collection, since[name]), state, changes));
        if (since.left && since.right) hideChanges(map); // covered on both sides
        else showChanges(map, since.right === null ? "after" : "before", changes);
        this.stage.show({ left: side("left", "before"), right: side("right", "after") }, this.fields.names);
        this.mark();
    }

    mark() {
        this.stage.maps.forEach((map) => choose(map, this.list.chosen));
    }

    /** What is there on one side only comes to lie on that side, what has changed under the divider. */
    goTo({ id, change, before, after }) {
        this.mark();
        const box = [before, after].map((feature) => boundsOf(feature?.geometry)).filter(Boolean)
            .reduce((all, one) => (all ? [...all.slice(0, 2).map((low, axis) => Math.min(low, one[axis])),
                ...all.slice(2).map((high, axis) => Math.max(high, one[axis + 2]))] : one), null);
        if (!box) return this.say(this.words("noPlace", { id }));
        const { map } = this.app;
        const container = map.getContainer();
        const { left, right } = freeSpan(container);
        const isPhone = matchMedia("(max-width: 767px)").matches;
        const { place } = this.stage.divider;
        const middle = { removed: (left + place) / 2, changed: place, added: (place + right) / 2 }[change];
        const camera = map.cameraForBounds([[box[0], box[1]], [box[2], box[3]]], {
            padding: {
                left: left + 24, right: container.clientWidth - right + 24, top: isPhone ? 84 : 72,
                bottom: isPhone ? container.clientHeight * 0.64 : 72,
            },
            offset: [middle - (left + right) / 2, 0], maxZoom: 16.5,
        });
        return map.easeTo({ ...camera, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    }

    pickAt({ x, y }) {
        if (!this.result?.shown) return;
        const map = this.stage.mapAt(x);
        const layers = changeLayerIDs.filter((id) => map.getLayer(id));
        const box = [[x - reachInPixels, y - reachInPixels], [x + reachInPixels, y + reachInPixels]];
        const [hit] = map.queryRenderedFeatures(box, { layers });
        if (hit) this.list.choose(hit.properties.id);
    }
}

function shownSentence(shown, words, formatter) {
    if (!shown) return words("sameVersion");
    const { added, changed, removed, unchanged } = shown.counts;
    const all = added + changed + removed;
    if (all === 0) return words("nothingChanged");
    return words(all === 1 ? "oneChanged" : "summary", {
        all: formatter.count(all), unchanged: formatter.count(unchanged),
    });
}
