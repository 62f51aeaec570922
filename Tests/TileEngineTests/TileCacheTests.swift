import NIOCore
import Testing

@testable import TileEngine

@Suite struct TileCacheTests {
    private static func tile(_ count: Int, mark: UInt8 = 0) -> EncodedTile {
        guard count > 0 else { return EncodedTile(body: .empty, counts: "") }
        return EncodedTile(
            body: .identity(ByteBuffer(repeating: mark, count: count)), counts: "")
    }

    private static func key(_ number: Int) -> TileKey {
        var mixer = TileKeyMixer(seed: Fingerprint("test"))
        mixer.mix(number)
        return mixer.key
    }

    /// What an entry is charged beside its body.
    private static let overhead = tile(0).byteCount

    @Test("a tile comes back as it went in, an unknown key not at all")
    func roundTrip() {
        var cache = TileCache(limitInBytes: 10_000)
        let tile = Self.tile(10, mark: 7)
        cache.insert(tile, for: Self.key(1))
        #expect(cache.tile(for: Self.key(1)) === tile)
        #expect(cache.tile(for: Self.key(2)) == nil)
    }

    @Test("the least recently used leaves first")
    func leastRecentlyUsed() {
        let one = Self.tile(1000 - Self.overhead)
        var cache = TileCache(limitInBytes: 3000)
        for number in 1...3 { cache.insert(one, for: Self.key(number)) }
        _ = cache.tile(for: Self.key(1))
        cache.insert(one, for: Self.key(4))
        #expect(cache.tile(for: Self.key(2)) == nil && cache.evictions == 1)
        for number in [1, 3, 4] { #expect(cache.tile(for: Self.key(number)) != nil, "\(number)") }
    }

    @Test("bytes are bounded and counted right, whatever goes in and out")
    func bounded() {
        var cache = TileCache(limitInBytes: 5000)
        var kept: [Int: EncodedTile] = [:]
        for number in 0..<2000 {
            let tile = Self.tile(number * 37 % 1500)
            cache.insert(tile, for: Self.key(number % 40))
            kept[number % 40] = tile
            _ = cache.tile(for: Self.key(number % 7))
            #expect(cache.usedBytes <= 5000)
        }
        let present = (0..<40).compactMap { number in cache.peek(Self.key(number)).map { (number, $0) } }
        #expect(present.count == cache.count && present.allSatisfy { kept[$0.0] === $0.1 })
        #expect(present.reduce(0) { $0 + $1.1.byteCount } == cache.usedBytes)
    }

    @Test("a hundred thousand distinct tiles, empty ones among them, stay within the limit")
    func manyTiles() {
        var cache = TileCache(limitInBytes: 1 << 20)
        for number in 0..<100_000 { cache.insert(Self.tile(number.isMultiple(of: 3) ? 500 : 0), for: Self.key(number)) }
        #expect(cache.usedBytes <= 1 << 20)
        #expect(cache.count <= (1 << 20) / Self.overhead)
    }

    @Test("a key given again holds the new tile, and is charged once")
    func replaced() {
        var cache = TileCache(limitInBytes: 5000)
        cache.insert(Self.tile(1000), for: Self.key(1))
        let second = Self.tile(10, mark: 1)
        cache.insert(second, for: Self.key(1))
        #expect(cache.count == 1 && cache.usedBytes == second.byteCount)
        #expect(cache.tile(for: Self.key(1)) === second)
    }

    @Test("a smaller form takes the place of the tile it was made from, and of no other")
    func smallerForm() {
        var cache = TileCache(limitInBytes: 5000)
        let (tile, other, smaller) = (Self.tile(1000), Self.tile(900), Self.tile(500))
        cache.insert(tile, for: Self.key(1))
        cache.replace(other, with: smaller, for: Self.key(1))
        #expect(cache.peek(Self.key(1)) === tile)
        cache.replace(tile, with: smaller, for: Self.key(1))
        #expect(cache.peek(Self.key(1)) === smaller && cache.usedBytes == smaller.byteCount)
        cache.replace(tile, with: smaller, for: Self.key(2))
        #expect(cache.count == 1)
    }

    @Test("a tile larger than the cache is not kept and drives nothing out")
    func tooLarge() {
        var cache = TileCache(limitInBytes: 2000)
        cache.insert(Self.tile(10), for: Self.key(1))
        cache.insert(Self.tile(3000), for: Self.key(2))
        #expect(cache.tile(for: Self.key(2)) == nil && cache.tile(for: Self.key(1)) != nil)
    }

    @Test("a cache of no bytes keeps nothing, not even empty tiles")
    func zero() {
        var cache = TileCache(limitInBytes: 0)
        cache.insert(Self.tile(0), for: Self.key(1))
        #expect(cache.count == 0 && cache.usedBytes == 0)
    }
}

@Suite struct TileKeyTests {
    @Test("keys that differ in one number differ, and their text is 32 digits")
    func keys() {
        var keys: Set<TileKey> = []
        for matrix in 0..<20 {
            for column in 0..<100 {
                for stamp in 0..<10 {
                    var mixer = TileKeyMixer(seed: Fingerprint("thua"))
                    for number in [matrix, column, stamp << 32] { mixer.mix(number) }
                    keys.insert(mixer.key)
                }
            }
        }
        #expect(keys.count == 20_000)
        #expect(Set(keys.map(\.text)).count == 20_000)
        #expect(keys.allSatisfy { $0.text.wholeMatch(of: /[0-9a-f]{32}/) != nil })
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
