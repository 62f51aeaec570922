/// Tiles by key, bounded by bytes, the least recently used leaving first.
struct TileCache {
    private struct Entry {
        let tile: EncodedTile
        var newer: String?
        var older: String?
    }

    let limitInBytes: Int
    private(set) var usedBytes = 0
    private var entries: [String: Entry] = [:]
    private var newest: String?
    private var oldest: String?

    init(limitInBytes: Int) { self.limitInBytes = limitInBytes }

    var count: Int { entries.count }

    mutating func tile(for key: String) -> EncodedTile? {
        guard let entry = entries[key] else { return nil }
        if newest != key {
            unlink(key)
            link(key, entry.tile)
        }
        return entry.tile
    }

    /// Keeps a tile unless it alone is larger than the cache.
    mutating func insert(_ tile: EncodedTile, for key: String) {
        guard tile.byteCount <= limitInBytes else { return }
        if entries[key] != nil { unlink(key) }
        link(key, tile)
        while usedBytes > limitInBytes, let last = oldest { unlink(last) }
    }

    private mutating func link(_ key: String, _ tile: EncodedTile) {
        entries[key] = Entry(tile: tile, newer: nil, older: newest)
        if let newest { entries[newest]?.newer = key }
        newest = key
        oldest = oldest ?? key
        usedBytes += tile.byteCount
    }

    private mutating func unlink(_ key: String) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        if let newer = entry.newer { entries[newer]?.older = entry.older } else { newest = entry.older }
        if let older = entry.older { entries[older]?.newer = entry.newer } else { oldest = entry.newer }
        usedBytes -= entry.tile.byteCount
    }
}
