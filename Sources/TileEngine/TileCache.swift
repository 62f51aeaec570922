/// Tiles by key, bounded by bytes, the least recently used leaving first. One shard of `TileService`.
struct TileCache {
    private struct Slot {
        var key: TileKey
        var tile: EncodedTile?
        var newer: Int32
        var older: Int32
    }

    private static let none: Int32 = -1

    let limitInBytes: Int
    private(set) var usedBytes = 0
    private(set) var evictions = 0
    private var places: [TileKey: Int32] = [:]
    /// Entries in a list from the newest to the oldest, its links beside them: no allocation to move one.
    private var slots: [Slot] = []
    private var free: [Int32] = []
    private var newest = none
    private var oldest = none

    init(limitInBytes: Int) { self.limitInBytes = limitInBytes }

    var count: Int { places.count }

    mutating func tile(for key: TileKey) -> EncodedTile? {
        guard let place = places[key] else { return nil }
        if newest != place {
            unlink(place)
            link(place)
        }
        return slots[Int(place)].tile
    }

    /// The tile without counting it as used.
    func peek(_ key: TileKey) -> EncodedTile? { places[key].flatMap { slots[Int($0)].tile } }

    /// Keeps a tile unless it alone is larger than the cache. A tile of the same key is replaced.
    mutating func insert(_ tile: EncodedTile, for key: TileKey) {
        guard tile.byteCount <= limitInBytes else { return }
        if let place = places[key] {
            usedBytes += tile.byteCount - (slots[Int(place)].tile?.byteCount ?? 0)
            slots[Int(place)].tile = tile
            unlink(place)
            link(place)
        } else {
            let place = takeSlot(Slot(key: key, tile: tile, newer: Self.none, older: Self.none))
            places[key] = place
            link(place)
            usedBytes += tile.byteCount
        }
        while usedBytes > limitInBytes, oldest != Self.none {
            remove(oldest)
            evictions += 1
        }
    }

    /// Puts a smaller form in place of a tile that is still kept.
    mutating func replace(_ former: EncodedTile, with tile: EncodedTile, for key: TileKey) {
        guard let place = places[key], slots[Int(place)].tile === former else { return }
        usedBytes += tile.byteCount - former.byteCount
        slots[Int(place)].tile = tile
    }

    private mutating func takeSlot(_ slot: Slot) -> Int32 {
        if let place = free.popLast() {
            slots[Int(place)] = slot
            return place
        }
        slots.append(slot)
        return Int32(slots.count - 1)
    }

    private mutating func remove(_ place: Int32) {
        unlink(place)
        places[slots[Int(place)].key] = nil
        usedBytes -= slots[Int(place)].tile?.byteCount ?? 0
        slots[Int(place)].tile = nil
        free.append(place)
    }

    private mutating func link(_ place: Int32) {
        slots[Int(place)].newer = Self.none
        slots[Int(place)].older = newest
        if newest != Self.none { slots[Int(newest)].newer = place }
        newest = place
        if oldest == Self.none { oldest = place }
    }

    private mutating func unlink(_ place: Int32) {
        let (newer, older) = (slots[Int(place)].newer, slots[Int(place)].older)
        if newer != Self.none { slots[Int(newer)].older = older } else { newest = older }
        if older != Self.none { slots[Int(older)].newer = newer } else { oldest = newer }
    }
}
