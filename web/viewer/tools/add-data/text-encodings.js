// Bytes of Vietnamese text, as old programs wrote them, read as composed Unicode.

/** TCVN 5712:1993, third set (ABC fonts), bytes 0xA0 to 0xFF; "." has no meaning. */
const tcvn3 = "\u00A0ĂÂÊÔƠƯĐăâêôơưđ."
    + ".....àảãáạ.ằẳẵắ."
    + "......ặầẩẫấậè.ẻẽ"
    + "éẹềểễếệìỉ...ĩíịò"
    + ".ỏõóọồổỗốộờởỡớợù"
    + ".ủũúụừửữứựỳỷỹýỵ.";

/** VNI for Windows: a base letter and a byte for its marks; a capital's byte is 0x20 lower. */
const vniMarks = {
    a: "ø:à û:ả õ:ã ù:á ï:ạ â:â à:ầ å:ẩ ã:ẫ á:ấ ä:ậ ê:ă è:ằ ú:ẳ ü:ẵ é:ắ ë:ặ",
    e: "ø:è û:ẻ õ:ẽ ù:é ï:ẹ â:ê à:ề å:ể ã:ễ á:ế ä:ệ",
    o: "ø:ò û:ỏ õ:õ ù:ó ï:ọ â:ô à:ồ å:ổ ã:ỗ á:ố ä:ộ", u: "ø:ù û:ủ õ:ũ ù:ú ï:ụ", y: "ø:ỳ û:ỷ õ:ỹ ù:ý",
    "ô": "ø:ờ û:ở õ:ỡ ù:ớ ï:ợ", "ö": "ø:ừ û:ử õ:ữ ù:ứ ï:ự",
};
const vniSingles = { "ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ" };

const decoders = new Map(); // one is dear to make, and a table has a hundred thousand cells

/** In the order in which they are offered. */
export const encodings = ["utf-8", "tcvn3", "vni", "windows-1258", "windows-1252"];

/** @param {Uint8Array} bytes @param {string} encoding one of `encodings`, or "utf-16le", "utf-16be" */
export function decode(bytes, encoding) {
    if (encoding === "tcvn3") return restoredCapitals(decodeTCVN3(bytes));
    if (encoding === "vni") return decodeVNI(bytes);
    if (!decoders.has(encoding)) decoders.set(encoding, new TextDecoder(encoding));
    return decoders.get(encoding).decode(bytes).normalize("NFC");
}

function decodeTCVN3(bytes) {
    let text = "";
    for (const byte of bytes) {
        const letter = byte < 0xA0 ? "." : tcvn3[byte - 0xA0];
        text += byte < 0x80 ? String.fromCharCode(byte) : letter === "." ? "\uFFFD" : letter;
    }
    return text;
}

/** The set has no capital vowel with a tone: "PHƯờNG" was typed, and a capital font drew it. */
function restoredCapitals(text) {
    const restored = (some) => (isCapitalText(some) ? some.toUpperCase() : some);
    return restored(text.replace(/\p{L}+/gu, restored));
}

/** Its only small letters are vowels with a tone, and a word in it has capitals enough: "PHƯờNG", not "SRó", a name. */
function isCapitalText(text) {
    const small = text.match(/\p{Ll}/gu) ?? [];
    const isToned = (letter) => /[\u0300\u0301\u0303\u0309\u0323]/.test(letter.normalize("NFD"));
    const isTypedSo = small.length > 0 && small.every(isToned);
    return isTypedSo && /\p{Lu}\p{L}*\p{Lu}\p{L}*\p{Lu}|\p{Lu}\p{Ll}\p{Lu}/u.test(text);
}

const vniLetters = new Map(Object.entries(vniMarks).flatMap(([base, list]) => list.split(" ").flatMap((pair) => {
    const [mark, letter] = pair.split(":");
    const [capital, upper] = [base.toUpperCase(), letter.toUpperCase()];
    return [[base + mark, letter], [capital + mark.toUpperCase(), upper], [capital + mark, upper]];
})));
const vniAlone = new Map(Object.entries(vniSingles).flatMap(([sign, letter]) => (
    [[sign, letter], [sign.toUpperCase(), letter.toUpperCase()]])));

function decodeVNI(bytes) {
    const text = new TextDecoder("windows-1252").decode(bytes);
    let read = "";
    for (let at = 0; at < text.length; at += 1) {
        const pair = vniLetters.get(text.slice(at, at + 2));
        read += pair ?? vniAlone.get(text[at]) ?? text[at];
        if (pair) at += 1;
    }
    return read;
}
