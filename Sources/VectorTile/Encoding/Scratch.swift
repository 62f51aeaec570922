/// Memory that steps of encoding work in, written through its pointer and used again from feature to feature.
///
/// It has one owner: unlike an array, no change of it asks whether somebody else reads it, which for the few numbers of
/// a parcel cost as much as the numbers (7 % of a tile in counting references alone).
struct Scratch<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    /// Not initialized.
    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// Makes room for `count` elements, of which the first `kept` stay as they are.
    @inline(__always)
    mutating func reserve(_ count: Int, keeping kept: Int) {
        if _slowPath(capacity < count) { grow(count, kept) }
    }

    @inline(never)
    private mutating func grow(_ count: Int, _ kept: Int) {
        let larger = Scratch(capacity: max(count, capacity * 2))
        larger.start.update(from: start, count: kept)
        self = larger
    }
}
