import SimpleFeatures
import Testing

@testable import TileEngine

@Suite struct TileCacheTests {
    private static func tile(_ count: Int, mark: UInt8 = 0) -> EncodedTile {
        EncodedTile(gzip: Array(repeating: mark, count: count), layers: [])
    }

    @Test("a tile comes back as it went in, an unknown key not at all")
    func roundTrip() {
        var cache = TileCache(limitInBytes: 10_000)
        cache.insert(Self.tile(10, mark: 7), for: "a")
        #expect(cache.tile(for: "a") == Self.tile(10, mark: 7))
        #expect(cache.tile(for: "b") == nil)
    }

    @Test("the least recently used leaves first")
    func leastRecentlyUsed() {
        let one = Self.tile(744)  // 1,000 bytes with its overhead
        var cache = TileCache(limitInBytes: 3000)
        for key in ["a", "b", "c"] { cache.insert(one, for: key) }
        _ = cache.tile(for: "a")
        cache.insert(one, for: "d")
        #expect(cache.tile(for: "b") == nil)
        for key in ["a", "c", "d"] { #expect(cache.tile(for: key) != nil, "\(key)") }
    }

    @Test("bytes are bounded, whatever goes in and out")
    func bounded() {
        var cache = TileCache(limitInBytes: 5000)
        for number in 0..<500 {
            cache.insert(Self.tile(number * 37 % 1500), for: "\(number % 40)")
            _ = cache.tile(for: "\(number % 7)")
            #expect(cache.usedBytes <= 5000)
        }
        #expect(cache.count > 0)
    }

    @Test("a key given again holds the new tile, and is charged once")
    func replaced() {
        var cache = TileCache(limitInBytes: 5000)
        cache.insert(Self.tile(1000), for: "a")
        cache.insert(Self.tile(10, mark: 1), for: "a")
        #expect(cache.count == 1)
        #expect(cache.usedBytes == Self.tile(10).byteCount)
        #expect(cache.tile(for: "a") == Self.tile(10, mark: 1))
    }

    @Test("a tile larger than the cache is not kept and drives nothing out")
    func tooLarge() {
        var cache = TileCache(limitInBytes: 2000)
        cache.insert(Self.tile(10), for: "a")
        cache.insert(Self.tile(3000), for: "b")
        #expect(cache.tile(for: "b") == nil && cache.tile(for: "a") != nil)
    }

    @Test("a cache of no bytes keeps nothing, not even empty tiles")
    func zero() {
        var cache = TileCache(limitInBytes: 0)
        cache.insert(Self.tile(0), for: "a")
        #expect(cache.count == 0 && cache.usedBytes == 0)
    }
}

@Suite struct FingerprintTests {
    @Test("equal text has equal prints, other text another, and the print is short and safe in a header")
    func prints() {
        #expect(Fingerprint("thua@1 8/204/117") == Fingerprint("thua@1 8/204/117"))
        var seen: Set<String> = []
        for number in 0..<20_000 { seen.insert(Fingerprint("thua@\(number)").description) }
        #expect(seen.count == 20_000)
        #expect(seen.allSatisfy { $0.utf8.count <= 26 && $0.wholeMatch(of: /[0-9a-z]+/) != nil })
    }
}
