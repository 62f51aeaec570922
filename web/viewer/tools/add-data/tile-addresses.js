// Addresses of the pictures of a service, tile by tile, at our server: it alone knows where the service is.

const mercatorHalf = 20_037_508.342789244; // metres
const sizeInPixels = 256;

/** @param {string} service address of the service at our server @param {object} request of a `ServiceChoice` */
export function tileAddress(service, request, { z, x, y }) {
    if (request.kind === "wms") return `${service}?${text(wmsQuery(request, { z, x, y }))}`;
    if (request.kind === "wmts") return `${service}?${text(wmtsQuery(request, { z, x, y }))}`;
    return `${service}/${z}/${x}/${y}`;
}

/** A blank as "+" is for forms only, and names of layers have blanks. */
function text(query) {
    return query.toString().replaceAll("+", "%20");
}

function wmsQuery({ version, name, system }, { z, x, y }) {
    const side = (2 * mercatorHalf) / 2 ** z;
    const [west, north] = [x * side - mercatorHalf, mercatorHalf - y * side];
    return new URLSearchParams({
        SERVICE: "WMS", VERSION: version, REQUEST: "GetMap", LAYERS: name, STYLES: "",
        [version === "1.1.1" ? "SRS" : "CRS"]: system, BBOX: [west, north - side, west + side, north].join(","),
        WIDTH: sizeInPixels, HEIGHT: sizeInPixels, FORMAT: "image/png", TRANSPARENT: "TRUE",
    });
}

function wmtsQuery({ name, style, set, format, matrices }, { z, x, y }) {
    return new URLSearchParams({
        SERVICE: "WMTS", VERSION: "1.0.0", REQUEST: "GetTile", LAYER: name, STYLE: style, TILEMATRIXSET: set,
        TILEMATRIX: matrices[z], TILEROW: y, TILECOL: x, FORMAT: format,
    });
}

/** Zooms that the service has: [least, most]. */
export function zoomsOf(request) {
    if (request.kind !== "wmts") return [0, 20];
    const zooms = Object.keys(request.matrices).map(Number);
    return [Math.min(...zooms), Math.max(...zooms)];
}

export function hasTile(request, z) {
    return request.kind !== "wmts" || z in request.matrices;
}
