// A former district, typed and chosen; then the communes that lie there now are named, so that they can be checked.

import { element } from "../../dom.js";
import { communesNow, findDistricts } from "./former-districts.js";

const quietInMilliseconds = 250;
const shortest = 2; // letters

export class DistrictField {
    /**
     * @param {{app, words, bounds: number[]|null,
     *   onFound: (names: string[]) => {known: string[], others: string[]}}} parts
     */
    constructor(parts) {
        Object.assign(this, parts);
        const { words } = this;
        this.turn = 0; // an answer that comes after another question is dropped
        this.list = element("ul", { class: "districts", id: "area-districts", hidden: true });
        this.status = element("p", { class: "hint", role: "status" });
        this.input = element("input", {
            class: "input", id: "area-district", type: "search", autocomplete: "off",
            placeholder: words("districtHint"),
            oninput: () => {
                clearTimeout(this.timer);
                this.timer = setTimeout(() => this.search(), quietInMilliseconds);
            },
        });
        this.node = element("div", { class: "field" },
            element("label", { for: this.input.id }, words("district")), this.input, this.list, this.status);
    }

    async search() {
        const text = this.input.value.trim();
        const turn = (this.turn += 1);
        this.list.hidden = true;
        this.status.textContent = "";
        if (text.length < shortest) return;
        let found;
        try {
            found = await findDistricts(this.app.config.base, text, this.bounds);
        } catch {
            if (turn === this.turn) this.status.textContent = this.words("districtsUnreachable");
            return;
        }
        if (turn !== this.turn) return;
        this.status.textContent = found.length === 0 ? this.words("noDistrict") : "";
        this.list.hidden = found.length === 0;
        this.list.replaceChildren(...found.map((district) => element("li", {}, element("button", {
            type: "button", onclick: () => this.choose(district),
        }, element("strong", {}, district.title), element("span", { class: "quiet" }, district.province)))));
    }

    async choose(district) {
        const { words } = this;
        const turn = (this.turn += 1);
        this.list.hidden = true;
        this.input.value = district.title;
        this.input.focus();
        this.status.textContent = words("lookingUp", { district: district.title });
        let names;
        try {
            names = await communesNow(this.app.config.base, district);
        } catch {
            if (turn === this.turn) this.status.textContent = words("districtsUnreachable");
            return;
        }
        if (turn !== this.turn) return;
        const { known, others } = this.onFound(names);
        const joined = (list) => list.join(", ");
        this.status.textContent = [
            known.length > 0 ? words("districtNow", { district: district.title, communes: joined(known) })
                : words("districtNothing", { district: district.title }),
            others.length > 0 ? words("districtOthers", { communes: joined(others) }) : "",
        ].join(" ").trim();
    }
}
