// Colours of classes: ColorBrewer 2.0 (Cynthia Brewer, colorbrewer2.org); for numbers only those that colour-blind
// people tell apart. It has none such for many values: there those of Okabe and Ito and of Paul Tol come first.

const sequential = {
    YlGnBu: "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 253494 081d58",
    YlOrRd: "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026",
    YlOrBr: "ffffe5 fff7bc fee391 fec44f fe9929 ec7014 cc4c02 993404 662506",
    OrRd: "fff7ec fee8c8 fdd49e fdbb84 fc8d59 ef6548 d7301f b30000 7f0000",
    Blues: "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b",
    Greens: "f7fcf5 e5f5e0 c7e9c0 a1d99b 74c476 41ab5d 238b45 006d2c 00441b",
    Purples: "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 54278f 3f007d",
    BuPu: "f7fcfd e0ecf4 bfd3e6 9ebcda 8c96c6 8c6bb1 88419d 810f7c 4d004b",
};
const diverging = {
    RdBu: "b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac",
    RdYlBu: "d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4",
    PuOr: "b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788",
    BrBG: "8c510a bf812d dfc27d f6e8c3 f5f5f5 c7eae5 80cdc1 35978f 01665e",
    PRGn: "762a83 9970ab c2a5cf e7d4e8 f7f7f7 d9f0d3 a6dba0 5aae61 1b7837",
    PiYG: "c51b7d de77ae f1b6da fde0ef f7f7f7 e6f5d0 b8e186 7fbc41 4d9221",
};
const qualitative = { // without greys, which mean "others" and "no data"
    OkabeIto: "0072b2 e69f00 009e73 cc79a7 56b4e9 d55e00 f0e442",
    Tol: "332288 88ccee 44aa99 117733 999933 ddcc77 cc6677 882255 aa4499",
    Dark2: "1b9e77 d95f02 7570b3 e7298a 66a61e e6ab02 a6761d",
    Paired: "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a ffff99 b15928",
};

export const noData = "#c9ced3";
export const others = "#6b7680";

const groups = { sequential, diverging, qualitative };
const all = new Map(Object.entries(groups).flatMap(([group, palettes]) =>
    Object.entries(palettes).map(([id, text]) => [id, { group, colours: text.split(" ").map((part) => `#${part}`) }])));

/** Which of nine colours serve fewer classes, the same on both sides of the middle. */
const divergingPlaces = {
    2: [1, 7], 3: [1, 4, 7], 4: [1, 3, 5, 7], 5: [0, 2, 4, 6, 8], 6: [0, 2, 3, 5, 6, 8], 7: [0, 1, 2, 4, 6, 7, 8],
    8: [0, 1, 2, 3, 5, 6, 7, 8],
};

export const groupOf = (palette) => all.get(palette)?.group ?? null;

export function palettesOf(wantedGroups) {
    return [...all].filter(([, { group }]) => wantedGroups.includes(group)).map(([id, { group }]) => ({ id, group }));
}

/** How many classes or values a palette can tell apart. */
export const roomOf = (palette) => all.get(palette).colours.length;

export function coloursOf(palette, count, isReversed = false) {
    const { group, colours } = all.get(palette);
    const chosen = places(group, count).map((place) => colours[place]);
    return isReversed ? chosen.reverse() : chosen;
}

function places(group, count) {
    const whole = Array.from({ length: count }, (_, index) => index);
    if (group === "qualitative" || count >= 9) return whole;
    if (count === 1) return [5];
    if (group === "diverging") return divergingPlaces[count];
    return whole.map((index) => Math.round(1 + (index * 7) / (count - 1))); // the palest is hard to see on paper
}

/** One colour for symbols of one kind: strong, but not black. */
export const strongColour = (palette) => all.get(palette).colours[6];
