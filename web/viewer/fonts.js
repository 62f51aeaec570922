// Map text is drawn from web fonts, letter by letter: they must be here before the map asks for the first one.

const families = ["Noto Sans Regular", "Noto Sans Bold"];
const letters = "ắểộữỵĐ";

/** A font that does not come is no reason to have no map: the browser's own is used then. */
export async function loadMapFonts() {
    await Promise.allSettled(families.map((family) => document.fonts.load(`24px "${family}"`, letters)));
}
