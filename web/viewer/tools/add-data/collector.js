// Features of one layer as they are read, and what was wrong with those that could not be.

import { mostFeatures, mostPositions } from "./limits.js";
import { cleaned, GeometryFault, positionCount } from "./geometry.js";

const placesNamed = 3;

/**
 * @typedef {{key: string, values: object, places: string[], count: number}} Problem
 *   `key` of words.json; `places` the first ones, as text
 * @typedef {{geometry: object|null, properties: object}} Feature
 */

export class Collector {
    constructor() {
        /** @type {Feature[]} */
        this.features = [];
        /** @type {Map<string, Problem>} */
        this.problems = new Map();
        this.positions = 0;
        this.isFull = false;
    }

    /** @param {() => string} place "line 12", asked when it is wrong. @returns {boolean} whether more is wanted */
    add(geometry, properties, place) {
        if (this.isFull) return false;
        let shape = null;
        if (geometry !== null && geometry !== undefined) {
            try {
                shape = cleaned(geometry);
            } catch (fault) {
                if (!(fault instanceof GeometryFault)) throw fault;
                this.complain(fault.key, place, fault.values);
                return true;
            }
        }
        const positions = positionCount(shape);
        if (this.features.length >= mostFeatures || this.positions + positions > mostPositions) {
            this.isFull = true;
            this.complain("tooMuch", null, { shown: this.features.length });
            return false;
        }
        this.positions += positions;
        this.features.push({ geometry: shape, properties });
        return true;
    }

    /** @param {(() => string)|null} place null when it is the file as a whole */
    complain(key, place = null, values = {}) {
        const name = `${key} ${JSON.stringify(values)}`;
        if (!this.problems.has(name)) this.problems.set(name, { key, values, places: [], count: 0 });
        const problem = this.problems.get(name);
        problem.count += 1;
        if (place && problem.places.length < placesNamed) problem.places.push(place());
    }
}
