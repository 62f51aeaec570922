// The two sides and the divider between them, over the map.

import { Divider } from "./divider.js";
import { SideMap } from "./side-map.js";

export class Stage {
    /** @param {import("../../main.js").App} app */
    constructor(app, words) {
        this.app = app;
        this.sides = { left: null, right: null };
        this.divider = new Divider(app.map.getContainer(), {
            label: words("divider"), onMove: (place) => this.clip(place),
        });
        this.onLive = () => Object.values(this.sides).forEach((side) => side?.refresh());
        app.live.addEventListener("change", this.onLive);
    }

    clip(place) {
        Object.values(this.sides ?? {}).forEach((side) => side?.clip(place));
    }

    /** @param {{left: object|null, right: object|null}} styles null: the map itself is seen there */
    show(styles, names) {
        for (const side of ["left", "right"]) {
            const style = styles[side];
            if (style && this.sides[side]) this.sides[side].setStyle(style);
            else if (style) this.sides[side] = new SideMap(this.app, side, style);
            else this.drop(side);
        }
        this.clip(this.divider.place);
        this.divider.setNames(names.left, names.right);
    }

    drop(side) {
        this.sides[side]?.remove();
        this.sides[side] = null;
    }

    /** Which map is seen at a place of the screen. */
    mapAt(x) {
        const side = x < this.divider.place ? "left" : "right";
        return this.sides[side]?.map ?? this.app.map;
    }

    get maps() {
        return [this.app.map, ...Object.values(this.sides).filter(Boolean).map(({ map }) => map)];
    }

    remove() {
        this.app.live.removeEventListener("change", this.onLive);
        this.drop("left");
        this.drop("right");
        this.divider.remove();
    }
}
