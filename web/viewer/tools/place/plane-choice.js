// The choice of a zone of VN-2000: that of the place, until somebody chooses another.

import { element } from "../../dom.js";
import { meridianText, planeOf, planes } from "../../vn2000.js";

/**
 * @param {{id: string, words, onChange: () => void}} parts
 * @returns {{node: HTMLElement, chosen: import("../../vn2000.js").Plane|null, follow: (plane) => void}}
 */
export function planeChoice({ id, words, onChange }) {
    const automatic = element("option", { value: "" }, words("planeOfPlace"));
    const name = (plane) => words(plane.scale === 0.9996 ? "optionOfSix" : "optionOfThree", {
        meridian: meridianText(plane), code: plane.code,
    });
    const select = element("select", { id, class: "input", onchange: onChange }, automatic,
        ["optionsOfThree", "optionsOfSix"].map((title, index) => element("optgroup", { label: words(title) },
            planes.filter(({ scale }) => (scale === 0.9996) === (index === 1))
                .map((plane) => element("option", { value: plane.code }, name(plane))))));
    return {
        node: element("div", { class: "field" }, element("label", { for: id }, words("plane")), select),
        get chosen() {
            return planeOf(Number(select.value)) ?? null;
        },
        /** What "of the place" means now. */
        follow(plane) {
            automatic.textContent = plane ? words("planeOfPlaceNow", { name: name(plane) }) : words("planeOfPlace");
        },
    };
}
