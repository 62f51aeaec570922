/// Unicode's full case folding: what the CQL2 function CASEI compares.
public enum CaseFolding {
    /// `Straße` and `STRASSE`, `Οδος` and `ΟΔΟΣ`, `ĐƯỜNG` and `đường` fold to the same text.
    ///
    /// CaseFolding.txt, statuses C and F, by way of the mappings that the standard library has: small, capital, small
    /// again. That differs from the table in Cherokee, where only the choice of the common form is another, and in the
    /// dotless i, which is left alone here as there.
    public static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(
                    (65...90).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) | 32) : scalar)
            } else if scalar == "\u{131}" {
                result.unicodeScalars.append(scalar)
            } else {
                result += fold(scalar)
            }
        }
        return result
    }

    private static func fold(_ scalar: Unicode.Scalar) -> String {
        let small = scalar.properties.lowercaseMapping
        let capital = small.unicodeScalars.reduce(into: "") { $0 += $1.properties.uppercaseMapping }
        return capital.unicodeScalars.reduce(into: "") { $0 += $1.properties.lowercaseMapping }
    }
}
