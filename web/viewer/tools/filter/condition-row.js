// One condition: a property, what is asked of it, and the values.

import { element, icon } from "../../dom.js";
import { isComplete } from "./cql2.js";

const operators = {
    text: ["contains", "equals", "empty", "filled"],
    number: ["range", "empty", "filled"],
    day: ["range", "empty", "filled"],
    instant: ["range", "empty", "filled"],
    truth: ["is", "empty", "filled"],
};

let rows = 0; // ids of fields must differ

export class ConditionRow {
    /**
     * @param {import("./cql2.js").Condition|null} condition null for a new one
     * @param {{properties: {name: string, title: string, unit: string, kind: string}[], words, formatter,
     *   valuesOf: (property: string) => Promise<import("./property-values.js").Values>,
     *   onChange: () => void, onRemove: (row: ConditionRow) => void}} parts
     */
    constructor(condition, parts) {
        Object.assign(this, parts);
        this.key = `condition-${rows += 1}`;
        this.isNew = condition === null;
        this.values = null;
        const texts = this.properties.filter(({ kind }) => kind === "text");
        const first = texts.find(({ name }) => /^(ten|name)/i.test(name)) ?? texts[0] ?? this.properties[0];
        this.condition = condition ?? this.fresh(first);
        this.property = this.choice("property", this.properties.map(({ name, title }) => [name, title]),
            this.condition.property, (name) => this.changeProperty(name));
        this.operatorPlace = element("div", { class: "operator" });
        this.inputs = element("div", { class: "inputs" });
        this.complaint = element("p", { class: "wrong", id: `${this.key}-wrong`, hidden: true });
        const remove = this.words("removeCondition");
        this.node = element("div", { class: "condition field", role: "group", "aria-label": this.words("condition") },
            element("div", { class: "condition-head" }, this.property, element("button", {
                type: "button", class: "icon-button", "aria-label": remove, title: remove,
                onclick: () => this.onRemove(this),
            }, icon("trash"))),
            this.operatorPlace, this.inputs, this.complaint);
        this.render();
        this.loadValues();
    }

    get described() {
        return this.properties.find(({ name }) => name === this.condition.property);
    }

    get isComplete() {
        return isComplete(this.condition) && !this.fault();
    }

    /** What is wrong with the values, before any server is asked. */
    fault() {
        const { operator, from, to } = this.condition;
        const inputs = [...this.inputs.querySelectorAll("input")];
        if (inputs.some(({ validity }) => validity.badInput)) return this.words("noNumber");
        if (operator !== "range" || !from || !to) return null;
        const isNumber = this.described.kind === "number";
        return (isNumber ? Number(from) > Number(to) : from > to) ? this.words("wrongOrder") : null;
    }

    /** @param {string|null} sentence */
    complain(sentence) {
        this.complaint.hidden = sentence === null;
        this.complaint.textContent = sentence ?? "";
        for (const input of this.inputs.querySelectorAll("input, select")) {
            if (sentence) input.setAttribute("aria-describedby", this.complaint.id);
            else input.removeAttribute("aria-describedby");
            input.toggleAttribute("aria-invalid", sentence !== null);
        }
    }

    focus() {
        (this.inputs.querySelector("input, select") ?? this.property).focus();
    }

    fresh({ name, kind }) {
        const value = kind === "truth" ? "true" : "";
        return { property: name, operator: operators[kind][0], value, values: [], from: "", to: "" };
    }

    changeProperty(name) {
        this.isNew = true;
        this.values = null;
        this.condition = this.fresh(this.properties.find((each) => each.name === name));
        this.render();
        this.changed();
        this.loadValues();
    }

    async loadValues() {
        const { name, kind } = this.described;
        if (kind !== "text") return;
        let values;
        try {
            values = await this.valuesOf(name);
        } catch {
            return; // suggestions are a comfort, not a condition
        }
        if (name !== this.condition.property) return;
        this.values = values;
        const isUntouched = this.isNew && this.condition.value === "" && !this.inputs.contains(document.activeElement);
        if (values.isChoice && isUntouched) this.condition.operator = "one-of";
        const hadFocus = this.inputs.contains(document.activeElement);
        if (hadFocus) this.addSuggestions();
        else this.render();
    }

    change(part) {
        Object.assign(this.condition, part);
        this.changed();
    }

    changed() {
        this.complain(this.fault());
        this.onChange();
    }

    choice(part, options, chosen, onPick) {
        const id = `${this.key}-${part}`;
        const select = element("select", {
            class: "input", id, "aria-label": this.words(part), onchange: () => onPick(select.value),
        }, options.map(([value, title]) => element("option", { value, selected: value === chosen }, title)));
        return select;
    }

    render() {
        const { kind } = this.described;
        const { operator } = this.condition;
        const known = operators[kind].filter((each) => each !== "one-of");
        const offered = this.values?.isChoice || operator === "one-of" ? ["one-of", ...known] : known;
        const titled = offered.map((each) => [each, this.words(each)]);
        this.operatorPlace.replaceChildren(this.choice("operator", titled, operator, (next) => {
            this.condition.operator = next;
            this.render();
            this.operatorPlace.firstChild.focus();
            this.changed();
        }));
        const inputs = {
            contains: () => [this.textInput()], equals: () => [this.textInput()], "one-of": () => [this.ticks()],
            range: () => [this.limit("from"), this.limit("to")], is: () => [this.truth()],
        }[operator];
        this.inputs.className = `inputs ${operator}`;
        this.inputs.replaceChildren(...(inputs ? inputs() : []));
        this.addSuggestions();
    }

    textInput() {
        return element("input", {
            class: "input", type: "text", autocomplete: "off", "aria-label": this.words("value"),
            placeholder: this.words("value"), value: this.condition.value,
            oninput: (event) => this.change({ value: event.target.value }),
        });
    }

    addSuggestions() {
        const input = this.inputs.querySelector("input[type=text]");
        if (!input || !this.values || this.values.list.length === 0) return;
        const list = element("datalist", { id: `${this.key}-values` },
            this.values.list.map((value) => element("option", { value })));
        input.after(list);
        input.setAttribute("list", list.id);
    }

    ticks() {
        const chosen = new Set(this.condition.values);
        const list = [...new Set([...(this.values?.list ?? []), ...chosen])];
        return element("fieldset", { class: "ticks" },
            element("legend", { class: "for-readers" }, this.words("one-of")),
            list.map((value) => element("label", {}, element("input", {
                type: "checkbox", checked: chosen.has(value), onchange: (event) => {
                    if (event.target.checked) chosen.add(value);
                    else chosen.delete(value);
                    this.change({ values: list.filter((each) => chosen.has(each)) });
                },
            }), element("span", {}, value))),
            this.values && !this.values.isComplete ? element("p", { class: "hint" }, this.words("someValues")) : null);
    }

    limit(side) {
        const { kind, unit } = this.described;
        const label = this.words(side) + (unit ? ` (${unit})` : "");
        return element("label", {}, element("span", {}, label), element("input", {
            class: "input", type: kind === "number" ? "number" : "date", step: kind === "number" ? "any" : null,
            value: this.condition[side], oninput: (event) => this.change({ [side]: event.target.value }),
        }));
    }

    truth() {
        return this.choice("value", ["true", "false"].map((value) => [value, this.words(value)]), this.condition.value,
            (value) => this.change({ value }));
    }
}
