import Foundation

/// Vietnamese text without its marks: what search compares and safe identifiers are made of.
public enum VietnameseFolding {
    /// Lower case, no marks, đ → d: `Đức Cơ` and `đu'c co` in either Unicode form fold to what people type, `duc co`.
    ///
    /// Marks of other scripts on Latin letters go too (é → e); letters of other alphabets stay.
    public static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return withoutMarks(text).lowercased()
    }

    /// ASCII with the case kept: `Tên xã` → `Ten xa`. What has no ASCII letter becomes `_`, one for each character.
    public static func asciiTransliteration(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in withoutMarks(text).unicodeScalars {
            if scalar.isASCII {
                result.append(scalar)
            } else if let replacement = ligatures[scalar] {
                result.append(contentsOf: replacement.unicodeScalars)
            } else {
                result.append("_")
            }
        }
        return String(result)
    }

    /// Case kept, marks gone, đ → d: what the CQL2 function ACCENTI compares.
    public static func withoutMarks(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.append(scalar)
            } else if let letter = VietnameseLetter(scalar) {
                result.append(letter.ascii)
            } else if !isCombiningMark(scalar) {
                appendWithoutMarks(scalar, to: &result)
            }
        }
        return String(result)
    }

    /// A foreign letter: its base letter where Unicode takes it apart, itself otherwise.
    private static func appendWithoutMarks(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        for part in String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
        where !isCombiningMark(part) {
            result.append(part)
        }
    }

    /// The combining diacritical marks block: all that NFD text of Latin letters uses.
    private static func isCombiningMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value)
    }

    /// Latin letters that Unicode does not take apart.
    private static let ligatures: [Unicode.Scalar: String] = [
        "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ð": "d",
        "Ð": "D", "\u{2019}": "'", "\u{2018}": "'", "\u{2013}": "-", "\u{2014}": "-", "\u{A0}": " ",
    ]
}
