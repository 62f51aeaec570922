import Foundation

/// UTF-16 in either byte order, with or without its mark.
enum UTF16Text {
    static func decode(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool) -> DecodedText {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for offset in stride(from: 0, to: bytes.count - 1, by: 2) {
            let first = UInt16(bytes[offset])
            let second = UInt16(bytes[offset + 1])
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        var scalars = String.UnicodeScalarView()
        var undecodable: [Int] = []
        var parser = Unicode.UTF16.ForwardParser()
        var iterator = units.makeIterator()
        var offset = 0
        parsing: while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF16.decode(encoded)
                // The byte order mark is no text.
                if !(offset == 0 && scalar == "\u{FEFF}") { scalars.append(scalar) }
                offset += encoded.count * 2
            case .error(let length):
                undecodable.append(offset)
                scalars.append("\u{FFFD}")
                offset += length * 2
            case .emptyInput: break parsing
            }
        }
        if bytes.count % 2 == 1 {
            undecodable.append(bytes.count - 1)
            scalars.append("\u{FFFD}")
        }
        return DecodedText(
            text: String(scalars).precomposedStringWithCanonicalMapping, undecodableOffsets: undecodable)
    }

    static func encode(_ text: String, isBigEndian: Bool) -> EncodedText {
        let bytes = text.utf16.flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        return EncodedText(bytes: bytes, unencodableCount: 0, lostCapitals: 0)
    }

    /// The encoding when the bytes begin with a byte order mark, or when their zero bytes leave no doubt: text in Latin
    /// letters has a zero for every other byte, on one side only.
    static func encoding(evidentIn bytes: UnsafeRawBufferPointer) -> LegacyEncoding? {
        guard bytes.count >= 2, bytes.count % 2 == 0 else { return nil }
        if bytes[0] == 0xFF, bytes[1] == 0xFE { return .utf16LE }
        if bytes[0] == 0xFE, bytes[1] == 0xFF { return .utf16BE }
        guard bytes.contains(0) else { return nil }
        var zeros = (even: 0, odd: 0)
        for offset in bytes.indices where bytes[offset] == 0 {
            if offset % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        // Vietnamese prose has a code unit above 0xFF for one letter in four at most.
        if zeros.even == 0, zeros.odd * 4 >= bytes.count { return .utf16LE }
        if zeros.odd == 0, zeros.even * 4 >= bytes.count { return .utf16BE }
        return nil
    }
}
