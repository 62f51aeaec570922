/// Takes the entries of one band in their order and lays out its sections.
struct OverviewBandWriter {
    /// Entries so far.
    private(set) var count = 0
    private let boxes: OverviewSectionWriter
    private let nodeBoxes: OverviewSectionWriter
    private let nodeCounts: OverviewSectionWriter
    private let geometryOffsets: OverviewSectionWriter
    private let geometries: OverviewSectionWriter
    private let rows: OverviewSectionWriter
    private let weights: OverviewSectionWriter
    private let flags: OverviewSectionWriter
    private let labels: OverviewSectionWriter
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
        func writer(_ section: OverviewLayout.BandSection) -> OverviewSectionWriter {
            OverviewSectionWriter(at: places?[section.rawValue])
        }
        boxes = writer(.boxes)
        nodeBoxes = writer(.nodeBoxes)
        nodeCounts = writer(.nodeCounts)
        geometryOffsets = writer(.geometryOffsets)
        geometries = writer(.geometry)
        rows = writer(.rows)
        weights = writer(.weights)
        flags = writer(.flags)
        labels = writer(.labels)
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

    private func writer(_ section: OverviewLayout.BandSection) -> OverviewSectionWriter {
        switch section {
        case .boxes: boxes
        case .nodeBoxes: nodeBoxes
        case .nodeCounts: nodeCounts
        case .geometryOffsets: geometryOffsets
        case .geometry: geometries
        case .rows: rows
        case .weights: weights
        case .flags: flags
        case .labels: labels
        }
    }

    /// - Parameter isFirst: whether the entry carries the feature's id.
    mutating func add(
        row: Int, isFirst: Bool, kind: GeometryKind, box: WorldBox, geometry: UnsafeRawBufferPointer, weight: UInt32,
        label: WorldPoint?
    ) throws(OverviewError) {
        guard count < OverviewLayout.maximumCount else { throw OverviewError.tooLarge }
        var flag = kind.rawValue
        if isFirst { flag |= OverviewLayout.Flag.isFirst }
        if label != nil { flag |= OverviewLayout.Flag.hasLabel }
        try geometryOffsets.append(UInt64(geometries.length), to: storage)
        try boxes.append(box, to: storage)
        try geometries.append(geometry, to: storage)
        try rows.append(UInt32(row), to: storage)
        try weights.append(weight, to: storage)
        try flags.append(flag, to: storage)
        try labels.append(label ?? WorldPoint(x: 0, y: 0), to: storage)
        tree.add(box, number: isFirst ? 1 : 0)
        count += 1
    }

    /// Completes the sections and writes what is still in memory.
    /// - Returns: places and lengths, in the order of `BandSection`, and where the next section may start.
    func finish(from start: Int) throws(OverviewError) -> (places: [OverviewLayout.Place], end: Int) {
        try geometryOffsets.append(UInt64(geometries.length), to: storage)
        let nodes = tree.nodes()
        for box in nodes.boxes { try nodeBoxes.append(box, to: storage) }
        for number in nodes.numbers { try nodeCounts.append(number, to: storage) }
        let size = Size(entries: count, geometryLength: geometries.length)
        let sections = OverviewLayout.BandSection.allCases.map(writer)
        let (places, end) = Self.places(size, from: start)
        for (writer, place) in zip(sections, places) { try writer.finish(at: place, storage) }
        return (zip(sections, places).map { OverviewLayout.Place(offset: $1, length: $0.length) }, end)
    }
}
