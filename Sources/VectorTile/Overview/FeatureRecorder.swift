internal import SimpleFeatures

/// Lays features out as `SpoolReader` reads them.
struct FeatureRecorder {
    private var values = OverviewValueTable()
    /// The record made last.
    private(set) var bytes: [UInt8] = []
    /// Entries and bytes of geometry records in the full band.
    private(set) var entryCount = 0
    private(set) var geometryLength = 0

    private var shape = WorldGeometry()
    private var labels = LabelPoint()
    private var records = GeometryRecordWriter()
    private var parts: [SpooledFeature.Part] = []
    /// Of the feature taken last.
    private var valueIDs: [UInt32]

    init(propertyCount: Int) {
        valueIDs = [UInt32](repeating: 0, count: propertyCount)
    }

    /// Makes the record of a feature.
    /// - Returns: its place on the curve; nil for a geometry without positions or with numbers that are not finite.
    mutating func record(
        id: FeatureID, geometry: Geometry, in coordinates: OverviewCoordinates, values: [PropertyValue], minZoom: UInt8,
        importance: Double
    ) throws(OverviewError) -> UInt64? {
        guard shape.set(geometry, in: coordinates) else { return nil }
        // Neighbours in a file often share a value.
        for index in valueIDs.indices {
            valueIDs[index] = try self.values.number(of: values[index], last: valueIDs[index])
        }
        makeParts(emptyKind: Self.kind(of: geometry))
        let head = SpooledFeature.Head(
            box: shape.box, id: id.value, importance: importance, minZoom: minZoom, partCount: UInt8(parts.count))
        write(head)
        guard bytes.count <= Int(UInt32.max) else { throw OverviewError.tooLarge }
        entryCount += parts.count
        geometryLength += records.bytes.count
        return shape.box.curvePosition
    }

    /// The values, when no feature follows.
    /// - Parameter areCompared: whether some will be looked for.
    mutating func takeValues(areCompared: Bool) -> OverviewValueTable {
        var taken = OverviewValueTable()
        swap(&taken, &values)
        if !areCompared { taken.forgetPlaces() }
        return taken
    }

    private mutating func makeParts(emptyKind: GeometryKind) {
        // A feature that comes to nothing on the grid stays, with no parts: it is counted as one that is not drawn.
        let isEmpty = shape.parts.isEmpty
        records.removeAll()
        parts.removeAll(keepingCapacity: true)
        for kind in [GeometryKind.polygons, .lines, .points]
        where isEmpty ? kind == emptyKind : !shape.range(of: kind).isEmpty {
            let start = records.bytes.count
            shape.write(kind, to: &records)
            // A feature has one label, whatever it is made of.
            let label = parts.isEmpty ? shape.labelPoint(of: kind, &labels) : nil
            parts.append(
                SpooledFeature.Part(
                    kind: kind.rawValue, hasLabel: label == nil ? 0 : 1,
                    length: UInt32(truncatingIfNeeded: records.bytes.count - start),
                    label: label ?? WorldPoint(x: 0, y: 0)))
        }
    }

    private mutating func write(_ head: SpooledFeature.Head) {
        bytes.removeAll(keepingCapacity: true)
        withUnsafeBytes(of: head) { bytes.append(contentsOf: $0) }
        valueIDs.withUnsafeBytes { bytes.append(contentsOf: $0) }
        parts.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: records.bytes)
        while !bytes.count.isMultiple(of: SpooledFeature.alignment) { bytes.append(0) }
    }

    private static func kind(of geometry: Geometry) -> GeometryKind {
        switch geometry {
        case .point, .multiPoint: .points
        case .lineString, .multiLineString: .lines
        case .polygon, .multiPolygon: .polygons
        case .geometryCollection(let members): members.first.map(kind(of:)) ?? .points
        }
    }
}
