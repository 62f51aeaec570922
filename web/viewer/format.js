// Values as people here write them: 1.234.567,8 · 31/12/2025 · "—" where nothing is known.

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const isoInstant = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}/;

// Integers that are names rather than amounts: grouping would turn the year 2015 into "2.015".
const numberedName = /^(ma|id|fid|gid|nam|year|so_(to|thua|hieu|nha|qd|tt)|stt|tt)(_|$)/i;

export class Formatter {
    constructor(dictionary) {
        this.dictionary = dictionary;
        const locale = dictionary.language === "en" ? "en-GB" : "vi-VN";
        this.amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
        this.plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false });
        this.instant = new Intl.DateTimeFormat("en-GB", {
            day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit",
        });
        this.degrees = new Intl.NumberFormat(locale, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
    }

    count(number) {
        return this.amount.format(number);
    }

    /** A property's value as text; `name` is the field, `unit` what the schema says it is measured in. */
    value(value, name = "", unit = "") {
        if (value === null || value === undefined || value === "") return "—";
        if (typeof value === "boolean") return this.dictionary.text(value ? "yes" : "no");
        if (typeof value === "number") {
            const isName = Number.isInteger(value) && numberedName.test(name);
            return (isName ? this.plain : this.amount).format(value) + (unit ? ` ${unit}` : "");
        }
        if (typeof value === "string") return this.date(value) ?? value.normalize("NFC");
        return JSON.stringify(value);
    }

    /** dd/mm/yyyy for an ISO date, with the time for an instant; null for any other text. */
    date(text) {
        const day = isoDate.exec(text);
        if (day) return `${day[3]}/${day[2]}/${day[1]}`;
        if (!isoInstant.test(text)) return null;
        const instant = new Date(text);
        return Number.isNaN(instant.getTime()) ? null : this.instant.format(instant).replace(",", "");
    }

    /** WGS 84, latitude first as on paper maps. */
    position(latitude, longitude) {
        const side = (degrees, positive, negative) => this.dictionary.text(degrees < 0 ? negative : positive);
        return `${this.degrees.format(Math.abs(latitude))}° ${side(latitude, "north", "south")}  `
            + `${this.degrees.format(Math.abs(longitude))}° ${side(longitude, "east", "west")}`;
    }

    /** 1:N on a 96 dpi screen, rounded to two figures as nobody measures on a screen. */
    scale(zoom, latitude) {
        const metresPerPixel = (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
        const denominator = metresPerPixel / (0.0254 / 96);
        const step = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 1);
        return `1:${this.amount.format(Math.round(denominator / step) * step)}`;
    }
}
