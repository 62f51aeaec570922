// Coordinates, lengths and areas as texts: to read, with the comma of the language; to copy, as programs take them.

import { meridianText } from "../../vn2000.js";

const metreDigits = 2; // of coordinates, as in land certificates

export class Sentences {
    /** @param {import("../../format.js").Formatter} formatter @param {"vi"|"en"} language */
    constructor(words, formatter, language) {
        Object.assign(this, { words, formatter });
        const locale = language === "en" ? "en-GB" : "vi-VN";
        const fixed = (digits, useGrouping, minimumIntegerDigits = 1) => new Intl.NumberFormat(locale, {
            minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping, minimumIntegerDigits,
        });
        this.plain = fixed(metreDigits, false);
        this.exact = fixed(3, false);
        this.metres = fixed(metreDigits, true);
        this.tenths = fixed(1, true);
        this.hectares = fixed(4, true);
        this.seconds = fixed(2, false, 2);
        this.fine = fixed(7, false);
    }

    /** Seven digits are a centimetre. */
    degrees([longitude, latitude]) {
        const { formatter, fine } = this;
        const side = (value, positive, negative) => formatter.dictionary.text(value < 0 ? negative : positive);
        return `${fine.format(Math.abs(latitude))}° ${side(latitude, "north", "south")}, `
            + `${fine.format(Math.abs(longitude))}° ${side(longitude, "east", "west")}`;
    }

    /** 13°58′55,12″ B, 108°00′06,50″ Đ */
    sexagesimal([longitude, latitude]) {
        const text = (key) => this.formatter.dictionary.text(key);
        return `${this.angle(latitude)} ${text(latitude < 0 ? "south" : "north")}, `
            + `${this.angle(longitude)} ${text(longitude < 0 ? "west" : "east")}`;
    }

    angle(degrees) {
        const hundredths = Math.round(Math.abs(degrees) * 360_000); // of a second: 60″ must not come of rounding
        const minutes = Math.floor(hundredths / 6000);
        const seconds = this.seconds.format((hundredths % 6000) / 100);
        return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, "0")}′${seconds}″`;
    }

    coordinate(metres) {
        return this.plain.format(metres);
    }

    /**
     * How to write the corners of a figure: with millimetres if one of them has some.
     * @returns {(metres: number) => string}
     */
    cornerText({ rings }) {
        const isWhole = (metres) => Math.abs(metres * 100 - Math.round(metres * 100)) < 0.01;
        const isPlain = rings.every(({ corners }) =>
            corners.every(({ north, east }) => isWhole(north) && isWhole(east)));
        const format = isPlain ? this.plain : this.exact;
        return (metres) => format.format(metres);
    }

    /** "múi 3°, kinh tuyến trục 108°30′ (EPSG:9218)" */
    plane(plane) {
        const key = plane.scale === 0.9996 ? "planeOfSix" : "planeOfThree";
        return this.words(key, { meridian: meridianText(plane), code: plane.code });
    }

    length(metres) {
        return this.metres.format(metres);
    }

    area(squareMetres) {
        return this.words("squareMetresAndHectares", {
            metres: this.tenths.format(squareMetres), hectares: this.hectares.format(squareMetres / 10_000),
        });
    }
}

export function degreesToCopy([longitude, latitude]) {
    return `${latitude.toFixed(7)}, ${longitude.toFixed(7)}`;
}

export function planeToCopy({ north, east }, plane) {
    return `X=${north.toFixed(metreDigits)} Y=${east.toFixed(metreDigits)} EPSG:${plane.code}`;
}
