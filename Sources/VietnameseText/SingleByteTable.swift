/// An encoding in which each byte is one character: ASCII below 0x80, a table above.
struct SingleByteTable: Sendable {
    /// Scalars of the bytes 0x80…0xFF; 0 marks a byte without a meaning.
    let upperHalf: [UInt32]
    private let byteOfScalar: [UInt32: UInt8]

    init(upperHalf: [UInt32]) {
        precondition(upperHalf.count == 128, "the upper half of a byte has 128 values")
        self.upperHalf = upperHalf
        var bytes: [UInt32: UInt8] = [:]
        for (index, scalar) in upperHalf.enumerated() where scalar != 0 { bytes[scalar] = UInt8(0x80 + index) }
        byteOfScalar = bytes
    }

    /// The meaning of a byte, nil when it has none.
    func scalar(of byte: UInt8) -> Unicode.Scalar? {
        guard byte >= 0x80 else { return Unicode.Scalar(byte) }
        let value = upperHalf[Int(byte) - 0x80]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    func byte(of scalar: Unicode.Scalar) -> UInt8? {
        scalar.isASCII ? UInt8(scalar.value) : byteOfScalar[scalar.value]
    }

    func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        var scalars = String.UnicodeScalarView()
        scalars.reserveCapacity(bytes.count)
        var offsets: [Int] = []
        for (offset, byte) in bytes.enumerated() {
            if let scalar = scalar(of: byte) {
                scalars.append(scalar)
            } else {
                scalars.append("\u{FFFD}")
                offsets.append(offset)
            }
        }
        return DecodedText(text: String(scalars), undecodableOffsets: offsets)
    }

    /// `lowercasingMissingCapitals`: a capital the table lacks is written as its lower-case letter and counted.
    func encode(_ text: String, lowercasingMissingCapitals: Bool) -> EncodedText {
        var bytes: [UInt8] = []
        var unencodable = 0
        var lostCapitals = 0
        for scalar in text.unicodeScalars {
            if let byte = byte(of: scalar) {
                bytes.append(byte)
            } else if lowercasingMissingCapitals, let lower = scalar.properties.lowercaseMapping.unicodeScalars.first,
                let byte = self.byte(of: lower)
            {
                bytes.append(byte)
                lostCapitals += 1
            } else {
                bytes.append(UInt8(ascii: "?"))
                unencodable += 1
            }
        }
        return EncodedText(bytes: bytes, unencodableCount: unencodable, lostCapitals: lostCapitals)
    }
}

extension SingleByteTable {
    static let latin1 = SingleByteTable(upperHalf: (0x80...0xFF).map { $0 })

    /// 0x80…0x9F of Windows-1252. The five bytes Microsoft left free keep their C1 control, as in the WHATWG Encoding
    /// Standard, so that text that went through this code page by mistake can come back.
    static let windows1252 = SingleByteTable(
        upperHalf: [
            0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,  // 0x80
            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,  // 0x88
            0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,  // 0x90
            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,  // 0x98
        ] + (0xA0...0xFF).map { $0 })

    /// TCVN 5712:1993, third set: 67 lower-case letters, 7 capitals without tone and the no-break space. `.` marks a
    /// byte without a meaning; where the second set has capitals with tones, ABC fonts have other things.
    static let tcvn3: SingleByteTable = {
        let rows = [
            "\u{A0}ĂÂÊÔƠƯĐăâêôơưđ.",  // 0xA0
            ".....àảãáạ.ằẳẵắ.",  // 0xB0
            "......ặầẩẫấậè.ẻẽ",  // 0xC0
            "éẹềểễếệìỉ...ĩíịò",  // 0xD0
            ".ỏõóọồổỗốộờởỡớợù",  // 0xE0
            ".ủũúụừửữứựỳỷỹýỵ.",  // 0xF0
        ]
        let letters = rows.joined().unicodeScalars.map { $0 == "." ? 0 : $0.value }
        return SingleByteTable(upperHalf: Array(repeating: 0, count: 32) + letters)
    }()
}
