internal import SimpleFeatures

/// The features as some zooms show them, in the order of a Hilbert curve through the middles of their boxes, equal
/// middles by id.
public struct OverviewBand: @unchecked Sendable {
    /// Entries; a geometry collection has up to three, of equal box, polygons first.
    public let count: Int
    /// Whether it has an entry for every row, in the order of rows.
    let isFull: Bool
    private let tree: PackedTree
    private let boxes: UnsafePointer<WorldBox>
    private let geometryOffsets: UnsafePointer<UInt64>
    private let geometry: UnsafeRawPointer
    private let rows: UnsafePointer<UInt32>
    private let weights: UnsafePointer<UInt32>
    private let flags: UnsafePointer<UInt8>
    private let labels: UnsafePointer<WorldPoint>
    private let attributes: OverviewAttributes

    init(_ band: Int, _ sections: OverviewSections, _ header: OverviewHeader, _ attributes: OverviewAttributes) {
        count = header.entryCounts[band]
        // The full band is written first.
        isFull = band == 0
        boxes = sections.pointer(to: .boxes, ofBand: band)
        tree = PackedTree(
            count: count, itemBoxes: boxes, nodeBoxes: sections.pointer(to: .nodeBoxes, ofBand: band),
            nodeNumbers: sections.pointer(to: .nodeCounts, ofBand: band))
        geometryOffsets = sections.pointer(to: .geometryOffsets, ofBand: band)
        geometry = UnsafeRawPointer(sections.pointer(to: .geometry, ofBand: band) as UnsafePointer<UInt8>)
        rows = sections.pointer(to: .rows, ofBand: band)
        weights = sections.pointer(to: .weights, ofBand: band)
        flags = sections.pointer(to: .flags, ofBand: band)
        labels = sections.pointer(to: .labels, ofBand: band)
        self.attributes = attributes
    }

    /// Around all entries; nil when there are none.
    public var box: WorldBox? { tree.box }

    /// Hands over the entries whose boxes touch a box, in file order.
    public func forEachFeature(touching box: WorldBox, _ body: (OverviewFeature) throws -> Void) rethrows {
        try tree.forEachItem(touching: box) { index in try body(self[index]) }
    }

    /// The numbers of the entries whose boxes touch a box, ascending.
    @inline(__always)
    func forEachIndex(touching box: WorldBox, _ body: (Int) throws -> Void) rethrows {
        try tree.forEachItem(touching: box, body)
    }

    /// The entries of a row, of the band that has all rows in their order.
    func entries(ofRow row: Int) -> Range<Int> {
        let start = firstIndex { rows[$0] >= row }
        return start..<firstIndex { rows[$0] > row }
    }

    /// How many entries come before a place, of the band that has all rows.
    /// - Parameter id: of the feature, where several are at one place.
    func count(before position: UInt64, id: Int64) -> Int {
        firstIndex { index in
            let other = boxes[index].curvePosition
            if other != position { return other > position }
            return (attributes.featureID(ofRow: Int(rows[index]))?.value ?? 0) >= id
        }
    }

    /// The first entry that a condition holds for, as it does for all behind it.
    private func firstIndex(where isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Features (not entries) whose boxes touch a box. Costs the nodes at its rim, not the features inside.
    public func featureCount(touching box: WorldBox) -> Int {
        Int(tree.sum(touching: box) { index in flags[index] & OverviewLayout.Flag.isFirst == 0 ? 0 : 1 })
    }

    /// An entry by its place in the file, 0…`count` − 1. Valid as long as the reader is.
    public subscript(index: Int) -> OverviewFeature {
        let row = Int(rows[index])
        let flag = flags[index]
        let start = Int(geometryOffsets[index])
        return OverviewFeature(
            id: flag & OverviewLayout.Flag.isFirst == 0 ? nil : attributes.featureID(ofRow: row), row: row,
            // A kind that is none cannot be in a file whose checksums fit.
            kind: GeometryKind(rawValue: flag & OverviewLayout.Flag.kindMask) ?? .points, box: boxes[index],
            geometry: UnsafeRawBufferPointer(start: geometry + start, count: Int(geometryOffsets[index + 1]) - start),
            weight: weights[index], label: flag & OverviewLayout.Flag.hasLabel == 0 ? nil : labels[index],
            minZoom: attributes.minZoom(ofRow: row))
    }
}
