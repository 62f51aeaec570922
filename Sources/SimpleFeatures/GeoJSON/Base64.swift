/// Binary attributes as text (RFC 4648, 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            func byte(_ place: Int) -> UInt32 { start + place < bytes.count ? UInt32(bytes[start + place]) : 0 }
            let word = byte(0) << 16 | byte(1) << 8 | byte(2)
            for place in 0..<4 {
                let isPadding = place > bytes.count - start
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(word >> (18 - 6 * UInt32(place)) & 63)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
