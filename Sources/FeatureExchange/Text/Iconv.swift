import Foundation

/// Owns one conversion descriptor of the C library, from a code page to UTF-8. One thread at a time.
///
/// Not GDAL's CPLRecode: that skips bytes it does not know and says so once in the life of a process.
final class Iconv {
    private let descriptor: iconv_t

    init(from name: String) throws(FeatureExchangeError) {
        // iconv_open: (iconv_t)−1 on failure.
        let opened = iconv_open("UTF-8", name)
        guard let opened, opened != Self.failed else { throw .unknownCodePage(name: name) }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    static func knows(_ name: String) -> Bool {
        guard !name.isEmpty, let opened = iconv_open("UTF-8", name), opened != failed else { return false }
        iconv_close(opened)
        return true
    }

    private static var failed: iconv_t? { iconv_t(bitPattern: -1) }
    /// What iconv() returns on failure, (size_t)−1.
    private static let conversionFailed = Int(bitPattern: UInt.max)

    func decode(_ bytes: UnsafeRawBufferPointer) -> SourceText {
        guard bytes.count > 0 else { return SourceText("") }
        var undecodable = 0
        // No code page needs more than four bytes of UTF-8 for one byte; the rest is for what is held back.
        let capacity = bytes.count * 4 + 16
        let decoded = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var input = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
            var inputLeft = bytes.count
            buffer.withMemoryRebound(to: CChar.self) { output in
                var next = output.baseAddress
                var outputLeft = capacity
                // iconv: −1 with errno; the pointers stand at the first byte not converted.
                while inputLeft > 0, iconv(descriptor, &input, &inputLeft, &next, &outputLeft) == Self.conversionFailed
                {
                    guard errno == EILSEQ || errno == EINVAL, outputLeft >= 3 else { break }
                    for byte in "\u{FFFD}".utf8 {
                        next?.pointee = CChar(bitPattern: byte)
                        next = next.map { $0 + 1 }
                    }
                    outputLeft -= 3
                    undecodable += 1
                    input = input.map { $0 + 1 }
                    inputLeft -= 1
                }
                // A last call without input hands out what was held back (CP1258 waits for a tone mark) and resets.
                _ = iconv(descriptor, nil, nil, &next, &outputLeft)
                count = capacity - outputLeft
            }
        }
        return SourceText(String(decoding: decoded, as: UTF8.self), undecodableBytes: undecodable)
    }
}
