import Compression
import TestSupport
import Testing

@Suite struct ZlibTests {
    @Test("the checksum is that of ISO 3309")
    func checksum() {
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum("IEND".utf8) == 0xAE42_6082)
        #expect(CRC32.checksum([UInt8]()) == 0)
    }

    @Test("python reads the stream", .enabled(if: Program("python3") != nil, "python3 is not installed"))
    func pythonReadsIt() throws {
        let packed = try Zlib.compress(Array("Phường Pleiku\n".utf8), level: .balanced)
        let hex = packed.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let script = "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(bytes.fromhex('\(hex)')))"
        #expect(try #require(Program("python3")).run(["-c", script]) == "Phường Pleiku\n")
    }
}
