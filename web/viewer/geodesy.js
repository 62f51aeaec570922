// Lengths, directions and areas on the WGS 84 ellipsoid. Positions are [longitude, latitude] in degrees.
// T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23 (176), 1975.

const a = 6_378_137; // metres, equatorial radius
const f = 1 / 298.257223563;
const b = a * (1 - f);
const eSquared = f * (2 - f);
const e = Math.sqrt(eSquared);
const secondESquared = eSquared / (1 - eSquared);

const mostIterations = 100;
const pieceInMetres = 100_000; // of an edge, when an area is summed

// Abscissae and weights of six-point Gauss–Legendre quadrature on [-1, 1].
const gauss = [
    [-0.932469514203152, 0.171324492379170], [-0.661209386466265, 0.360761573048139],
    [-0.238619186083197, 0.467913934572691], [0.238619186083197, 0.467913934572691],
    [0.661209386466265, 0.360761573048139], [0.932469514203152, 0.171324492379170],
];

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;
const reducedLatitude = (latitude) => Math.atan((1 - f) * Math.tan(radians(latitude)));

/** In metres; within 0.5 mm of the geodesic for any two points, near-antipodal ones included. */
export function geodesicDistance(from, to) {
    return inverse(from, to).distance;
}

/**
 * Direction in which the geodesic leaves `from`, in degrees clockwise from true north: 0 ≤ azimuth < 360. Within 1e-8°
 * of Karney's; towards the other side of the globe, where all directions lead, within 1e-4°.
 */
export function azimuth(from, to) {
    return (degrees(inverse(from, to).azimuth) + 360) % 360;
}

/** Of a line's segments together, in metres. */
export function geodesicLength(line) {
    return line.slice(1).reduce((sum, point, index) => sum + geodesicDistance(line[index], point), 0);
}

/** The point `distance` metres from `from` in the direction `bearing` (degrees). */
export function destination(from, bearing, distance) {
    return geodesicFrom(from, radians(bearing))(distance).position;
}

/**
 * Area inside a ring whose edges are geodesics, in m², never negative; the ring may or may not repeat its first point.
 * The area between each edge and a parallel is integrated along the edge. Against Karney's algorithm (PROJ's
 * geod_polygonarea) the relative error is below 1e-9 from fields to continents, also for a ring around a pole; in plots
 * of some square metres it stays below 1e-7.
 * Not supported: rings that cross themselves (loops of opposite turn cancel), edges that pass within 100 km of a pole.
 */
export function geodesicArea(ring) {
    const points = isSame(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;
    if (points.length < 3) return 0;
    // Measured from a parallel at hand, not from the equator: small rings would drown in rounding.
    const base = areaToParallel(radians(points[0][1]));
    let sum = 0;
    let turn = 0;
    points.forEach((point, index) => {
        const next = points[(index + 1) % points.length];
        sum += areaUnderEdge(point, next, base);
        turn += radians(shortestTurn(next[0] - point[0]));
    });
    if (Math.abs(turn) < Math.PI) return Math.abs(sum);
    const pole = areaToParallel(Math.PI / 2) * Math.sign(points[0][1]); // the ring goes around it
    return Math.abs(turn * (pole - base) - sum);
}

function isSame(one, other) {
    return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** The same difference of longitudes within ±180°. */
function shortestTurn(difference) {
    return difference - 360 * Math.round(difference / 360);
}

/** Between the equator and a parallel, per radian of longitude, in m²; Snyder, Map Projections (1987), 3-12. */
function areaToParallel(latitude) {
    const sine = Math.sin(latitude);
    return (b * b / 2) * (sine / (1 - eSquared * sine * sine) + Math.atanh(e * sine) / e);
}

function areaUnderEdge(from, to, base) {
    const { distance, azimuth: bearing } = inverse(from, to);
    const along = geodesicFrom(from, bearing);
    const pieces = Math.max(1, Math.ceil(distance / pieceInMetres));
    const half = distance / pieces / 2;
    let sum = 0;
    for (let piece = 0; piece < pieces; piece += 1) {
        for (const [place, weight] of gauss) {
            const { latitude, azimuth: heading } = along(half * (2 * piece + 1 + place));
            const normal = a / Math.sqrt(1 - eSquared * Math.sin(latitude) ** 2);
            const longitudePerMetre = Math.sin(heading) / (normal * Math.cos(latitude));
            sum += weight * half * (areaToParallel(latitude) - base) * longitudePerMetre;
        }
    }
    return sum;
}

/** Vincenty's A and B, after Helmert, for a geodesic whose cos²α at the equator is `cosSquared`. */
function series(cosSquared) {
    const u = Math.sqrt(1 + cosSquared * secondESquared);
    const k = (u - 1) / (u + 1);
    return { A: (1 + k * k / 4) / (1 - k), B: k * (1 - 3 * k * k / 8) };
}

function deltaSigma(B, sigma, cosMiddle) {
    const sine = Math.sin(sigma);
    const c2 = cosMiddle * cosMiddle;
    return B * sine * (cosMiddle + (B / 4) * (Math.cos(sigma) * (2 * c2 - 1)
        - (B / 6) * cosMiddle * (4 * sine * sine - 3) * (4 * c2 - 3)));
}

/** What the difference of longitudes on the auxiliary sphere is longer by. */
function sphereExcess(cosSquared, sinAlpha, sigma, cosMiddle) {
    const C = (f / 16) * cosSquared * (4 + f * (4 - 3 * cosSquared));
    return (1 - C) * f * sinAlpha * (sigma + C * Math.sin(sigma)
        * (cosMiddle + C * Math.cos(sigma) * (2 * cosMiddle * cosMiddle - 1)));
}

/** @returns {{distance: number, azimuth: number}} in metres and radians */
function inverse(from, to) {
    return vincenty(from, to) ?? throughTheMiddle(from, to);
}

/** Null where the iteration does not settle: points nearly opposite on the globe. */
function vincenty(from, to) {
    const [one, two] = [reducedLatitude(from[1]), reducedLatitude(to[1])];
    const [sin1, cos1, sin2, cos2] = [Math.sin(one), Math.cos(one), Math.sin(two), Math.cos(two)];
    const L = radians(shortestTurn(to[0] - from[0]));
    let lambda = L;
    for (let turn = 0; turn < mostIterations; turn += 1) {
        const east = cos2 * Math.sin(lambda);
        // cos1·sin2 − sin1·cos2·cos λ, without losing the digits of points close together
        const north = Math.sin(two - one) + 2 * sin1 * cos2 * Math.sin(lambda / 2) ** 2;
        const sinSigma = Math.hypot(east, north);
        if (sinSigma === 0) return L === 0 ? { distance: 0, azimuth: 0 } : null;
        const sigma = Math.atan2(sinSigma, sin1 * sin2 + cos1 * cos2 * Math.cos(lambda));
        const sinAlpha = cos1 * east / sinSigma;
        const cosSquared = 1 - sinAlpha * sinAlpha;
        const cosMiddle = cosSquared < 1e-15 ? 0 : Math.cos(sigma) - 2 * sin1 * sin2 / cosSquared; // 0: on the equator
        const next = L + sphereExcess(cosSquared, sinAlpha, sigma, cosMiddle);
        if (Math.abs(next) > Math.PI) return null;
        if (Math.abs(next - lambda) <= 1e-15 * Math.max(1e-3, Math.abs(next))) {
            const { A, B } = series(cosSquared);
            return { distance: b * A * (sigma - deltaSigma(B, sigma, cosMiddle)), azimuth: Math.atan2(east, north) };
        }
        lambda = next;
    }
    return null;
}

/**
 * Nearly opposite points: the shortest way leads through some point half-way around. All of those are a quarter turn
 * from `from`, where Vincenty's method is at its best, so the best one is looked for by its bearing.
 */
function throughTheMiddle(from, to) {
    const quarter = Math.PI / 2 * b;
    const over = (bearing) => {
        const middle = destination(from, bearing, quarter);
        return quarter + (vincenty(middle, to)?.distance ?? Infinity);
    };
    let step = 2;
    let best = 0;
    for (let bearing = 0; bearing < 360; bearing += step) if (over(bearing) < over(best)) best = bearing;
    while (step > 1e-7) {
        const candidates = [best - step / 2, best, best + step / 2];
        best = candidates.reduce((least, one) => (over(one) < over(least) ? one : least));
        step /= 2;
    }
    return { distance: over(best), azimuth: radians(best) };
}

/** Vincenty's direct problem: (metres from the start) => where that is, and the heading there (radians). */
function geodesicFrom([longitude, latitude], bearing) {
    const start = reducedLatitude(latitude);
    const [sin1, cos1] = [Math.sin(start), Math.cos(start)];
    const [sinBearing, cosBearing] = [Math.sin(bearing), Math.cos(bearing)];
    const sigma1 = Math.atan2(sin1, cos1 * cosBearing);
    const sinAlpha = cos1 * sinBearing;
    const cosSquared = 1 - sinAlpha * sinAlpha;
    const { A, B } = series(cosSquared);
    return (distance) => {
        const first = distance / (b * A);
        let sigma = first;
        for (let turn = 0; turn < 12; turn += 1) sigma = first + deltaSigma(B, sigma, Math.cos(2 * sigma1 + sigma));
        const [sinSigma, cosSigma] = [Math.sin(sigma), Math.cos(sigma)];
        const across = sin1 * sinSigma - cos1 * cosSigma * cosBearing;
        const phi = Math.atan2(sin1 * cosSigma + cos1 * sinSigma * cosBearing, (1 - f) * Math.hypot(sinAlpha, across));
        const lambda = Math.atan2(sinSigma * sinBearing, cos1 * cosSigma - sin1 * sinSigma * cosBearing);
        const east = lambda - sphereExcess(cosSquared, sinAlpha, sigma, Math.cos(2 * sigma1 + sigma));
        return {
            position: [shortestTurn(longitude + degrees(east)), degrees(phi)],
            latitude: phi, azimuth: Math.atan2(sinAlpha, -across),
        };
    };
}
