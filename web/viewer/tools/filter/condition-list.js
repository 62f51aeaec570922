// The conditions of a layer, and whether all of them must hold or one is enough.

import { element, icon } from "../../dom.js";
import { ConditionRow } from "./condition-row.js";
import { conditionsText, readConditions } from "./cql2.js";

export class ConditionList {
    /**
     * @param {{conditions: object[], joint: "AND"|"OR"}|null} read
     * @param {{properties: object[], words, formatter, onChange: () => void,
     *   valuesOf: (property: string) => Promise<import("./property-values.js").Values>}} parts
     */
    constructor(read, parts) {
        Object.assign(this, parts);
        this.joint = "AND";
        this.rows = [];
        this.kind = (name) => this.properties.find((property) => property.name === name)?.kind ?? null;
        this.jointField = this.jointChoice();
        this.place = element("div", { class: "conditions" });
        this.add = element("button", { type: "button", class: "button add", onclick: () => this.addRow() },
            icon("add"), this.words("addCondition"));
        this.node = element("div", {}, this.jointField, this.place, this.add);
        this.fill(read);
    }

    jointChoice() {
        const button = (joint, title) => element("button", {
            type: "button", "data-joint": joint, onclick: () => {
                this.joint = joint;
                this.update();
                this.onChange();
            },
        }, title);
        return element("div", { class: "segments joint", role: "group", "aria-label": this.words("joint") },
            button("AND", this.words("all")), button("OR", this.words("any")));
    }

    fill(read) {
        this.joint = read?.joint ?? "AND";
        this.rows = (read?.conditions ?? []).map((condition) => this.row(condition));
        this.place.replaceChildren(...this.rows.map(({ node }) => node));
        if (this.rows.length === 0 && this.properties.length > 0) this.append(this.row(null));
        this.update();
    }

    row(condition) {
        const { properties, words, formatter, valuesOf } = this;
        return new ConditionRow(condition, {
            properties, words, formatter, valuesOf,
            onChange: () => this.onChange(), onRemove: (row) => this.remove(row),
        });
    }

    append(row) {
        this.rows.push(row);
        this.place.append(row.node);
    }

    addRow() {
        const row = this.row(null);
        this.append(row);
        this.update();
        row.property.focus();
    }

    remove(row) {
        const index = this.rows.indexOf(row);
        this.rows.splice(index, 1);
        row.node.remove();
        this.update();
        (this.rows[Math.min(index, this.rows.length - 1)]?.property ?? this.add).focus();
        this.onChange();
    }

    update() {
        this.jointField.hidden = this.rows.length < 2;
        for (const button of this.jointField.children) {
            button.setAttribute("aria-pressed", String(button.dataset.joint === this.joint));
        }
    }

    get complete() {
        return this.rows.filter((row) => row.isComplete);
    }

    /** In CQL2; rows that are not finished do not count yet. */
    get text() {
        return conditionsText(this.complete.map(({ condition }) => condition), this.joint, this.kind);
    }

    /** @returns {boolean} whether the text can be said in conditions, which then stand here */
    take(text) {
        const read = readConditions(text, this.kind);
        if (read) this.fill(read);
        return read !== null;
    }

    /** A single row that nobody has touched is no condition. @returns {boolean} whether all may be applied */
    check() {
        const isUntouched = (row) => this.rows.length === 1 && row.fault() === null;
        const unfinished = this.rows.filter((row) => !row.isComplete && !isUntouched(row));
        unfinished.forEach((row) => row.complain(row.fault() ?? this.words("unfinished")));
        unfinished[0]?.focus();
        return unfinished.length === 0;
    }

    /** @param {number|null} offset in the text, from 0 */
    complainAt(offset, sentence) {
        const joined = ` ${this.joint} `.length;
        let end = 0;
        const guilty = this.complete.find(({ condition }) => {
            end += conditionsText([condition], this.joint, this.kind).length + joined;
            return offset === null || offset < end;
        });
        (guilty ?? this.rows.at(-1))?.complain(sentence);
    }
}
