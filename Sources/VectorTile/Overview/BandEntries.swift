internal import SimpleFeatures

/// The entries that one tile adds to a band, in the order they are found in.
struct BandEntries {
    struct Entry {
        /// Its place on the curve, and what orders entries of one place.
        var key: UInt64
        var id: Int64
        var row: UInt32
        var weight: UInt32
        var kind: GeometryKind
        /// Whether another entry of the feature may be in the band.
        var isOfMany: Bool
        var box: WorldBox
        var label: WorldPoint?
        /// Where its record starts.
        var start: Int
        var length: Int
    }

    private var entries: [Entry] = []
    private var records = GeometryRecordWriter()
    private let attributes: OverviewAttributes
    private var order: [KeyedIndex] = []
    private var sorter = RadixSorter()

    init(_ attributes: OverviewAttributes) { self.attributes = attributes }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        order.removeAll(keepingCapacity: true)
        records.removeAll()
    }

    /// Adds an entry as it is in another band.
    mutating func add(_ feature: OverviewFeature, isOfMany: Bool) {
        let start = records.bytes.count
        records.append(feature.geometry)
        append(feature, feature.box, weight: feature.weight, feature.label, isOfMany, start)
    }

    /// Adds an entry with another shape.
    mutating func add(
        _ feature: OverviewFeature, points: UnsafeBufferPointer<WorldPoint>,
        parts: UnsafeBufferPointer<WorldGeometry.Part>, box: WorldBox, weight: UInt32, label: WorldPoint?,
        isOfMany: Bool
    ) {
        let start = records.bytes.count
        records.begin(box: box)
        records.write(number: parts.count)
        for part in parts {
            switch feature.kind {
            case .points: break
            case .lines: records.write(number: part.count)
            case .polygons: records.write(number: part.count << 1 | (part.isHole ? 1 : 0))
            }
            records.write(UnsafeBufferPointer(rebasing: points[part.start..<part.start + part.count]))
        }
        append(feature, box, weight: weight, label, isOfMany, start)
    }

    private mutating func append(
        _ feature: OverviewFeature, _ box: WorldBox, weight: UInt32, _ label: WorldPoint?, _ isOfMany: Bool,
        _ start: Int
    ) {
        let entry = Entry(
            key: box.curvePosition, id: attributes.featureID(ofRow: feature.row)?.value ?? 0,
            row: UInt32(feature.row), weight: weight, kind: feature.kind, isOfMany: isOfMany, box: box,
            label: label, start: start, length: records.bytes.count - start)
        order.append(KeyedIndex(key: entry.key, index: UInt32(truncatingIfNeeded: entries.count)))
        entries.append(entry)
    }

    /// Hands over the entries in the order of the curve; what has place and id in common as it was added.
    mutating func forEachEntry(
        _ body: (Entry, UnsafeRawBufferPointer) throws(OverviewError) -> Void
    ) throws(OverviewError) {
        let entries = self.entries
        try CurveOrder.sort(&order, &sorter) { entries[Int($0)].id }
        var failure: OverviewError?
        records.bytes.withUnsafeBytes { bytes in
            do throws(OverviewError) {
                for element in order {
                    let entry = entries[Int(element.index)]
                    try body(
                        entry, UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.length]))
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
