/// Takes the entries of one band in their order and lays out its sections.
struct OverviewBandWriter {
    /// Entries so far.
    private(set) var count = 0
    private let sections: [OverviewSectionWriter]
    private var tree = PackedTreeBuilder(.sum)
    private let storage: any OverviewStorage

    /// What is known of a band before its first entry: its sections are then written as they fill.
    struct Size {
        let entries: Int
        let geometryLength: Int
    }

    /// - Parameter places: where each section of a band of known size lies; nil for a band that is kept in memory until
    ///   it is complete.
    init(_ storage: any OverviewStorage, places: [Int]? = nil) {
        self.storage = storage
        sections = OverviewLayout.BandSection.allCases.map { OverviewSectionWriter(at: places?[$0.rawValue]) }
    }

    /// Where the sections of a band of known size lie, and where it ends.
    static func places(_ size: Size, from start: Int) -> (places: [Int], end: Int) {
        let nodes = PackedTree.nodeCount(of: size.entries)
        var place = start
        let places = OverviewLayout.BandSection.allCases.map { section in
            let length =
                switch section {
                case .boxes: 16 * size.entries
                case .nodeBoxes: 16 * nodes
                case .nodeCounts: 8 * nodes
                case .geometryOffsets: 8 * (size.entries + 1)
                case .geometry: size.geometryLength
                case .rows, .weights: 4 * size.entries
                case .flags: size.entries
                case .labels: 8 * size.entries
                }
            defer { place += OverviewLayout.aligned(length) }
            return place
        }
        return (places, place)
    }

    @inline(__always)
    private func section(_ section: OverviewLayout.BandSection) -> OverviewSectionWriter { sections[section.rawValue] }

    /// - Parameter isFirst: whether the entry carries the feature's id.
    mutating func add(
        row: Int, isFirst: Bool, kind: GeometryKind, box: WorldBox, geometry: UnsafeRawBufferPointer, weight: UInt32,
        label: WorldPoint?
    ) throws(OverviewError) {
        guard count < OverviewLayout.maximumCount else { throw OverviewError.tooLarge }
        var flags = kind.rawValue
        if isFirst { flags |= OverviewLayout.Flag.isFirst }
        if label != nil { flags |= OverviewLayout.Flag.hasLabel }
        try section(.geometryOffsets).append(UInt64(section(.geometry).length), to: storage)
        try section(.boxes).append(box, to: storage)
        try section(.geometry).append(geometry, to: storage)
        try section(.rows).append(UInt32(row), to: storage)
        try section(.weights).append(weight, to: storage)
        try section(.flags).append(flags, to: storage)
        try section(.labels).append(label ?? WorldPoint(x: 0, y: 0), to: storage)
        tree.add(box, number: isFirst ? 1 : 0)
        count += 1
    }

    /// Completes the sections and writes what is still in memory.
    /// - Returns: places and lengths, in the order of `BandSection`, and where the next section may start.
    func finish(from start: Int) throws(OverviewError) -> (places: [OverviewLayout.Place], end: Int) {
        try section(.geometryOffsets).append(UInt64(section(.geometry).length), to: storage)
        let nodes = tree.nodes()
        for box in nodes.boxes { try section(.nodeBoxes).append(box, to: storage) }
        for number in nodes.numbers { try section(.nodeCounts).append(number, to: storage) }
        let size = Size(entries: count, geometryLength: section(.geometry).length)
        let (places, end) = Self.places(size, from: start)
        for (writer, place) in zip(sections, places) { try writer.finish(at: place, storage) }
        return (zip(sections, places).map { OverviewLayout.Place(offset: $1, length: $0.length) }, end)
    }
}
