internal import SimpleFeatures

/// The entries of a band that is being made, in the order they are found in.
struct BandEntries {
    struct Entry {
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

    private(set) var entries: [Entry] = []
    private var records = GeometryRecordWriter()

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
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
            for index in part.start..<part.start + part.count { records.write(points[index]) }
        }
        append(feature, box, weight: weight, label, isOfMany, start)
    }

    private mutating func append(
        _ feature: OverviewFeature, _ box: WorldBox, weight: UInt32, _ label: WorldPoint?, _ isOfMany: Bool,
        _ start: Int
    ) {
        entries.append(
            Entry(
                row: UInt32(feature.row), weight: weight, kind: feature.kind, isOfMany: isOfMany, box: box,
                label: label, start: start, length: records.bytes.count - start))
    }

    /// Writes the entries in the order of the curve.
    func write(_ attributes: OverviewAttributes, to band: inout OverviewBandWriter) throws(OverviewError) {
        let order = CurveOrder.order(
            keys: entries.map(\.box.curvePosition),
            ids: entries.map { attributes.featureID(ofRow: Int($0.row))?.value ?? 0 })
        // Of the entries of one feature the first has its id.
        var seen: Set<UInt32> = []
        var failure: OverviewError?
        records.bytes.withUnsafeBytes { bytes in
            do throws(OverviewError) {
                for index in order {
                    let entry = entries[Int(index)]
                    let geometry = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.length])
                    let isFirst = !entry.isOfMany || seen.insert(entry.row).inserted
                    try band.add(
                        row: Int(entry.row), isFirst: isFirst, kind: entry.kind, box: entry.box, geometry: geometry,
                        weight: entry.weight, label: entry.label)
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
