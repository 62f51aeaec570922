// The line under the map: where the pointer is, the scale, and whose data it is.

export class StatusLine {
    /** @param {{position: HTMLElement, scale: HTMLElement, attribution: HTMLElement}} nodes */
    constructor(map, nodes, { catalogue, visibility, formatter }) {
        Object.assign(this, { map, nodes, catalogue, visibility, formatter });
        const hasPointer = matchMedia("(hover: hover)").matches;
        if (hasPointer) map.on("mousemove", ({ lngLat }) => this.showPosition(lngLat));
        map.on("move", () => {
            this.showScale();
            if (!hasPointer) this.showPosition(map.getCenter());
        });
        visibility.addEventListener("change", () => this.showAttribution());
        this.showPosition(map.getCenter());
        this.showScale();
        this.showAttribution();
    }

    showPosition(place) {
        const { lat, lng } = place.wrap();
        this.nodes.position.textContent = this.formatter.position(lat, lng);
    }

    showScale() {
        this.nodes.scale.textContent = this.formatter.scale(this.map.getZoom(), this.map.getCenter().lat);
    }

    /** As text: an attribution is written by people and may hold anything. */
    showAttribution() {
        const shown = [...this.catalogue.collections.values()].filter(({ id }) => this.visibility.has(id));
        const sources = new Set(shown.map(({ attribution }) => attribution.trim()).filter(Boolean));
        this.nodes.attribution.textContent = [...sources, "MapLibre"].join(" · ");
        this.nodes.attribution.title = this.nodes.attribution.textContent;
    }
}
