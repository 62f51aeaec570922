// Going to what was found: a feature is opened, a unit or a coordinate gets a pin, a layer that is off is switched on.

import { fit } from "./map-view.js";
import { SearchMarker } from "./search-marker.js";
import { details } from "./search-suggestions.js";

const closest = 17; // zoom at a coordinate

export class SearchJourney {
    /** @param {import("./main.js").App} app */
    constructor(app) {
        this.app = app;
        this.marker = new SearchMarker(app.map, app.dictionary);
    }

    /** @param {import("./search-suggestions.js").Suggestion} suggestion */
    goTo(suggestion) {
        const { collection } = suggestion.properties;
        this.app.sheet.makeRoom();
        this.marker.clear();
        if (collection) this.switchOn(collection);
        if (suggestion.kind === "feature") this.openFeature(suggestion);
        else if (suggestion.kind === "collection") this.fly(suggestion);
        else this.pin(suggestion);
    }

    openFeature(suggestion) {
        const { collection, featureId, features } = suggestion.properties;
        const isJoined = features > 1 && suggestion.bounds !== null; // a road of many pieces
        this.app.selection.open({ collection, id: String(featureId) }, { goThere: !isJoined });
        if (isJoined) this.fly(suggestion);
    }

    pin(suggestion) {
        this.app.selection.close();
        this.fly(suggestion);
        this.marker.pin(suggestion.position, [suggestion.title, ...details(suggestion, this.app.dictionary)]);
    }

    fly({ position, bounds }) {
        const { map } = this.app;
        const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
        if (bounds) fit(map, bounds, { animate });
        else fit(map, [...position, ...position], { animate, maxZoom: Math.max(closest, map.getZoom()) });
    }

    switchOn(collection) {
        const { catalogue, dictionary, toast, visibility } = this.app;
        if (!catalogue.collections.has(collection) || visibility.has(collection)) return;
        visibility.set([collection], true);
        const title = dictionary.pick(catalogue.collections.get(collection).titles, collection);
        toast.show(dictionary.text("layerSwitchedOn", { title }));
    }
}
