internal import VectorTile

extension OverviewAttributes {
    /// Characters beyond ASCII in the texts of features. A look at each different value, not at each feature.
    var characters: Set<Unicode.Scalar> {
        var found: Set<Unicode.Scalar> = []
        guard valueCount > 0 else { return found }
        for number in 1...UInt32(valueCount) {
            // The text of a `Value` is its field 1 (MVT 2.1, 4.4): a byte that says so, the length, the text.
            let message = message(ofValue: number)
            guard message.first == 0x0A, message.contains(where: { $0 >= 0x80 }) else { continue }
            let text = message.dropFirst().drop { $0 >= 0x80 }.dropFirst()
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where !scalar.isASCII {
                found.insert(scalar)
            }
        }
        return found
    }
}
