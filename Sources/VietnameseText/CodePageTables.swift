extension SingleByteTable {
    /// VISCII 1.1 (RFC 1456), bytes from 0x80 on. Six capitals lie among the control characters, see `VISCII`.
    static let viscii = SingleByteTable(rows: [
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",  // 0x80
        "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",  // 0x90
        "Õắằặấầẩậẽẹếềểễệố",  // 0xA0
        "ồổỗỠƠộờởịỰỨỪỬơớƯ",  // 0xB0
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",  // 0xC0
        "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",  // 0xD0
        "àáâãảăữẫèéêẻìíĩỉ",  // 0xE0
        "đựòóôõỏọụùúũủýợỮ",  // 0xF0
    ])

    /// The code page of DOS in America.
    static let dos437 = SingleByteTable(rows: [
        "ÇüéâäàåçêëèïîìÄÅ", "ÉæÆôöòûùÿÖÜ¢£¥₧ƒ", "áíóúñÑªº¿⌐¬½¼¡«»", "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐", "└┴┬├─┼╞╟╚╔╩╦╠═╬╧",
        "╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀",
        "αßΓπΣσµτΦΘΩδ∞φε∩", "≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}",
    ])

    /// The code page of DOS in western Europe.
    static let dos850 = SingleByteTable(rows: [
        "ÇüéâäàåçêëèïîìÄÅ", "ÉæÆôöòûùÿÖÜø£Ø×ƒ", "áíóúñÑªº¿®¬½¼¡«»", "░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐", "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤",
        "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀",
        "ÓßÔÒõÕµþÞÚÛÙýÝ¯´", "\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}",
    ])

    /// Eight rows of sixteen characters, for the bytes 0x80…0xFF.
    private init(rows: [String]) {
        self.init(upperHalf: rows.joined().unicodeScalars.map(\.value))
    }
}

/// VISCII: every letter one byte. The 128 upper bytes do not hold 134 letters, so six rare capitals took the places of
/// control characters that text does not use.
enum VISCII {
    private static let controls: [(byte: UInt8, letter: Unicode.Scalar)] = [
        (0x02, "Ẳ"), (0x05, "Ẵ"), (0x06, "Ẫ"), (0x14, "Ỷ"), (0x19, "Ỹ"), (0x1E, "Ỵ"),
    ]

    static func decode(_ bytes: UnsafeRawBufferPointer) -> DecodedText {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let control = byte < 0x20 ? controls.first { $0.byte == byte }?.letter : nil
            scalars.append(control ?? SingleByteTable.viscii.scalar(of: byte) ?? "\u{FFFD}")
        }
        return DecodedText(text: String(scalars))
    }

    static func encode(_ text: String) -> EncodedText {
        var bytes: [UInt8] = []
        var unencodable = 0
        for scalar in text.unicodeScalars {
            let control = controls.first { $0.letter == scalar }?.byte
            if let byte = control ?? SingleByteTable.viscii.byte(of: scalar) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "?"))
                unencodable += 1
            }
        }
        return EncodedText(bytes: bytes, unencodableCount: unencodable, lostCapitals: 0)
    }
}
