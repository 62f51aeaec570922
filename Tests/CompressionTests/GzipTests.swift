import Compression
import TestSupport
import Testing

@Suite struct GzipTests {
    @Test("content comes back as it was", arguments: [Gzip.Level.fast, .balanced], [0, 1, 1000, 300_000])
    func roundTrip(level: Gzip.Level, count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let packed = try Gzip.compress(content, level: level)
        #expect(packed.starts(with: [0x1F, 0x8B]))
        #expect(try Gzip.decompress(packed) == content)
    }

    @Test("the same content gives the same bytes: no time stamp in them")
    func sameBytes() throws {
        #expect(try Gzip.compress([1, 2, 3]) == Gzip.compress([1, 2, 3]))
    }

    @Test("the gzip program reads it", .enabled(if: Program("bash") != nil, "bash is not installed"))
    func gzipReadsIt() throws {
        let packed = try Gzip.compress(Array("Phường Pleiku\n".utf8), level: .balanced)
        let octal = packed.map { "\\0" + String($0, radix: 8) }.joined()
        let text = try #require(Program("bash")).run(["-c", "printf '%b' '\(octal)' | gzip -dc"])
        #expect(text == "Phường Pleiku\n")
    }

    @Test("what is not gzip, or is cut, throws")
    func notGzip() throws {
        let packed = try Gzip.compress(Array("some text that is long enough to be cut".utf8))
        for length in 0..<packed.count {
            #expect(throws: CompressionError.notGzip) { try Gzip.decompress(Array(packed[..<length])) }
        }
        #expect(throws: CompressionError.notGzip) {
            try Gzip.decompress(Array("plain text, longer than a header".utf8))
        }
        var damaged = packed
        damaged[damaged.count - 6] ^= 0xFF
        #expect(throws: CompressionError.notGzip) { try Gzip.decompress(damaged) }
    }

    @Test("content up to the limit expands, one byte more is refused")
    func limit() throws {
        let packed = try Gzip.compress([UInt8](repeating: 0, count: 5_000_000))
        #expect(try Gzip.decompress(packed, limitInBytes: 5_000_000).count == 5_000_000)
        #expect(throws: CompressionError.tooLarge(limitInBytes: 4_999_999)) {
            try Gzip.decompress(packed, limitInBytes: 4_999_999)
        }
    }
}
