/// The key and value tables of a layer (MVT 2.1, 4.4): each used key and each distinct value once, in order of use.
///
/// Values come as ids of encoded messages, equal ids for equal values: telling them apart is a comparison of
/// numbers, and writing one is copying its bytes.
struct TileDictionary: ~Copyable, Sendable {
    private static let noKey = UInt32.max

    /// A property that is written.
    struct Column {
        /// Its place in a row of value ids.
        var place: Int
        /// Its index in the layer, or `noKey`.
        var key = TileDictionary.noKey
    }

    private let names: [String]
    private let attributes: OverviewAttributes
    private let columns: Scratch<Column>
    private let columnCount: Int
    private var keyCount: UInt32 = 0
    private var indices = ValueIndices()
    /// The ids of the layer's values.
    private var values = Scratch<UInt32>(capacity: 2048)
    private var valueCount = 0
    /// Encoded `keys` fields of the layer.
    private(set) var keyBytes: [UInt8] = []

    init(names: [String], visible: [Bool]?, attributes: OverviewAttributes) {
        precondition(visible == nil || visible?.count == names.count, "the mask has another length than the properties")
        precondition(names.count <= attributes.properties.count, "a row has fewer values than its layer has properties")
        self.names = names
        self.attributes = attributes
        let places = names.indices.filter { visible?[$0] ?? true }
        columnCount = places.count
        columns = Scratch(capacity: places.count)
        for (column, place) in places.enumerated() { columns.start[column] = Column(place: place) }
    }

    /// The most bytes of a feature's tags.
    var tagRoom: Int { columnCount * 2 * ProtobufWriter.longestVarint }

    /// Writes the feature's tags, pairs of key and value index.
    @inline(__always)
    mutating func writeTags(ofRow row: Int, to next: inout UnsafeMutablePointer<UInt8>) {
        let ids = attributes.valueIDs(ofRow: row)
        values.reserve(valueCount &+ columnCount, keeping: valueCount)
        for column in 0..<columnCount {
            let id = ids[columns.start[column].place]
            guard id != 0 else { continue }
            var key = columns.start[column].key
            if _slowPath(key == Self.noKey) { key = addKey(column) }
            let (index, isNew) = indices.index(of: id)
            if isNew {
                values.start[valueCount] = id
                valueCount &+= 1
            }
            ProtobufWriter.varint(UInt64(key), to: &next)
            ProtobufWriter.varint(UInt64(index), to: &next)
        }
    }

    @inline(never)
    private mutating func addKey(_ column: Int) -> UInt32 {
        defer { keyCount += 1 }
        columns.start[column].key = keyCount
        ProtobufWriter.text(names[columns.start[column].place], field: 3, to: &keyBytes)
        return keyCount
    }

    /// Bytes of the layer's `values` fields at most.
    ///
    /// Values are looked up after all features, all at once: each lies somewhere else, and so the processor waits for
    /// many of them at the same time and not for one after the other (a quarter of a tile's time otherwise).
    func measureValues() -> Int {
        var count = valueCount * (1 + ProtobufWriter.longestVarint) + ProtobufWriter.copyStep
        for value in 0..<valueCount { count += attributes.message(ofValue: values.start[value]).count }
        return count
    }

    /// Writes the layer's `values` fields.
    func writeValues(to next: inout UnsafeMutablePointer<UInt8>) {
        for value in 0..<valueCount {
            let message = attributes.message(ofValue: values.start[value])
            ProtobufWriter.message(message, readable: attributes.readableCount(from: message), field: 4, to: &next)
        }
    }
}

/// Which index of a layer's value table each value id has: open addressing, since a dictionary of the standard
/// library costs 20 ns per look-up in seeded hashing alone.
struct ValueIndices: ~Copyable, Sendable {
    /// `id << 32 | index`; 0 is free, for there is no id 0. A power of two, at most half full.
    private var slots: Scratch<UInt64>
    private var mask: Int
    private var count = 0

    init(slotCount: Int = 4096) {
        slots = Scratch(capacity: slotCount)
        slots.start.initialize(repeating: 0, count: slotCount)
        mask = slotCount - 1
    }

    /// The index of a value id, which is the next free one when the id is new.
    @inline(__always)
    mutating func index(of id: UInt32) -> (index: UInt32, isNew: Bool) {
        var slot = Self.home(of: id) & mask
        var entry = slots.start[slot]
        while entry != 0 {
            if UInt32(truncatingIfNeeded: entry &>> 32) == id { return (UInt32(truncatingIfNeeded: entry), false) }
            slot = (slot &+ 1) & mask
            entry = slots.start[slot]
        }
        let index = UInt32(truncatingIfNeeded: count)
        slots.start[slot] = UInt64(id) &<< 32 | UInt64(index)
        count &+= 1
        if _slowPath(count &* 2 > mask) { grow() }
        return (index, true)
    }

    @inline(__always)
    private static func home(of id: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(id) &* 0x9E37_79B9_7F4A_7C15) &>> 32)
    }

    @inline(never)
    private mutating func grow() {
        var larger = ValueIndices(slotCount: (mask + 1) * 4)
        for old in 0...mask where slots.start[old] != 0 {
            let entry = slots.start[old]
            var slot = Self.home(of: UInt32(entry >> 32)) & larger.mask
            while larger.slots.start[slot] != 0 { slot = (slot + 1) & larger.mask }
            larger.slots.start[slot] = entry
        }
        larger.count = count
        self = larger
    }
}
