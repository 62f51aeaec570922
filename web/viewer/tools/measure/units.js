// Lengths and areas as planners write them: m and km, m², ha and km².

/** Digits after the comma that a drawing on a screen can answer for. */
const lengthUnits = { m: { size: 1, digits: () => 1 }, km: { size: 1000, digits: (km) => (km < 100 ? 3 : 2) } };
const areaUnits = {
    "m²": { size: 1, digits: (m) => (m < 1000 ? 1 : 0) },
    ha: { size: 10_000, digits: (ha) => (ha < 1 ? 4 : ha < 100 ? 3 : 2) },
    "km²": { size: 1_000_000, digits: (km) => (km < 10 ? 4 : 2) },
};

export const choices = { length: ["auto", ...Object.keys(lengthUnits)], area: ["auto", ...Object.keys(areaUnits)] };

export class Units {
    /** @param {import("../../format.js").Formatter} formatter */
    constructor(formatter) {
        Object.assign(this, { length: "auto", area: "auto" });
        const { locale } = formatter.amount.resolvedOptions();
        /** As many digits in every row: figures below each other are compared. */
        this.formats = [0, 1, 2, 3, 4].map((digits) => new Intl.NumberFormat(locale, {
            minimumFractionDigits: digits, maximumFractionDigits: digits,
        }));
    }

    /** @param {number} metres */
    lengthText(metres) {
        const unit = this.length === "auto" ? (metres < 1000 ? "m" : "km") : this.length;
        return this.text(metres, unit, lengthUnits[unit]);
    }

    /** @param {number} squareMetres */
    areaText(squareMetres) {
        const usual = squareMetres < 10_000 ? "m²" : squareMetres < 10_000_000 ? "ha" : "km²";
        const unit = this.area === "auto" ? usual : this.area;
        return this.text(squareMetres, unit, areaUnits[unit]);
    }

    text(amount, unit, { size, digits }) {
        const value = amount / size;
        return `${this.formats[digits(value)].format(value)} ${unit}`;
    }

    /** @param {number} degrees */
    azimuthText(degrees) {
        return `${this.formats[1].format(Number(degrees.toFixed(1)) % 360)}°`;
    }
}
