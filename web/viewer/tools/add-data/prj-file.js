// The reference system that a .prj names, in well-known text 1 of ESRI, GDAL or MapInfo.

import { planes } from "../../vn2000.js";

const tolerance = 1e-6;

/** @returns {{system: string|null, note: string|null, wkt?: string, name?: string}} `note`: key of words.json */
export function systemInPRJ(text) {
    const wkt = text.replace(/^\uFEFF/, "").trim();
    const kind = /^(PROJCS|GEOGCS|PROJCRS|GEOGCRS)\s*\[\s*"([^"]{0,120})"/i.exec(wkt);
    if (!kind) return { system: null, note: "prjUnreadable" };
    const name = kind[2];
    const isVN2000 = /VN[-_ ]?2000|Vietnam[_ ]?2000/i.test(wkt);
    const isWGS84 = /WGS[-_ ]?(19)?84/i.test(/DATUM\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1] ?? name);
    if (/^GEOG/i.test(kind[1])) {
        if (isVN2000) return { system: "EPSG:4756", note: null };
        return isWGS84 ? { system: "EPSG:4326", note: null } : { system: "prj", note: "prjOther", wkt, name };
    }
    const isWorld = /Pseudo[-_ ]Mercator|Mercator_Auxiliary_Sphere|EPSG","?3857/i.test(wkt);
    if (isWorld) return { system: "EPSG:3857", note: null };
    return systemOfPlane(wkt, { name, isVN2000, isWGS84 });
}

function systemOfPlane(wkt, { name, isVN2000, isWGS84 }) {
    const meridian = parameter(wkt, "central_meridian|longitude_of_natural_origin|longitude of natural origin");
    const scale = parameter(wkt, "scale_factor|scale factor at natural origin|scale_factor_at_natural_origin") ?? 1;
    const isTransverse = /Transverse_Mercator|Gauss_Kruger|Transverse Mercator/i.test(wkt)
        && Math.abs((parameter(wkt, "false_easting|false easting") ?? 0) - 500_000) < 1;
    const isNear = (one, other) => Math.abs(one - other) < tolerance;
    const plane = planes.find((one) => isNear(one.meridian, meridian) && isNear(one.scale, scale));
    if (isTransverse && isVN2000) {
        return plane ? { system: `EPSG:${plane.code}`, note: null } : { system: null, note: "prjNoZone" };
    }
    if (isTransverse && isWGS84 && Math.abs(scale - 0.9996) < tolerance) {
        const zone = { 105: "EPSG:32648", 111: "EPSG:32649" }[meridian];
        if (zone) return { system: zone, note: null };
    }
    // Nobody maps zones of 3° on WGS 84 itself: the shift between the datums was left out, which moves all by 225 m.
    if (isTransverse && isWGS84 && plane) return { system: `EPSG:${plane.code}`, note: "prjWithoutShift" };
    return { system: "prj", note: "prjOther", wkt, name };
}

function parameter(wkt, names) {
    const match = new RegExp(`PARAMETER\\s*\\[\\s*"(?:${names})"\\s*,\\s*([-+\\d.eE]+)`, "i").exec(wkt);
    return match ? Number(match[1]) : null;
}
