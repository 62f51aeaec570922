public import SimpleFeatures

/// Makes an overview file of features that come in any order.
///
/// ```swift
/// let writer = OverviewWriter(description, spool: MemoryOverviewStorage())
/// try writer.add(id: id, geometry: geometry, in: .degrees, values: values)
/// try writer.finish(in: file, former: former)
/// ```
/// In memory stay 24 bytes for each feature, 48 while they are sorted, and the distinct values.
public final class OverviewWriter {
    let description: OverviewDescription
    /// Given up once its features are in the file.
    private var spool: (any FeatureSpool)?
    let classProperty: Int?
    private(set) var spoolLength = 0
    private(set) var values = OverviewValueTable()
    /// Places on the curve, ids, and places in the spool.
    private(set) var keys: [UInt64] = []
    private(set) var ids: [Int64] = []
    private(set) var offsets: [UInt64] = []
    /// Entries and bytes of geometry records in the full band.
    private(set) var entryCount = 0
    private(set) var geometryLength = 0
    /// Whether features differ in importance.
    private(set) var hasImportance = false
    private var firstImportance: Double?

    private var shape = WorldGeometry()
    private var labels = LabelPoint()
    private var records = GeometryRecordWriter()
    private var buffer: [UInt8] = []
    private var valueIDs: [UInt32] = []

    /// - Parameters:
    ///   - spool: keeps geometry and value numbers until the order is known.
    ///   - classProperty: the property, by its place in the description, whose values keep their share of the ground
    ///     where polygons are too small to draw.
    public init(
        _ description: OverviewDescription, spool: any FeatureSpool = MemoryOverviewStorage(),
        classProperty: Int? = nil
    ) {
        precondition(classProperty.map(description.properties.indices.contains) ?? true, "there is no such property")
        self.description = description
        self.spool = spool
        self.classProperty = classProperty
    }

    /// Features taken so far.
    public private(set) var count = 0

    /// Takes a feature.
    /// - Parameters:
    ///   - values: one for each property of the description.
    ///   - minZoom: from which zoom on it is shown.
    ///   - importance: the higher, the longer it is kept when there is no room for all. Not NaN.
    /// - Returns: false for a geometry without positions or with numbers that are not finite: it is not taken.
    /// - Precondition: as many values as properties; no id twice.
    @discardableResult
    public func add(
        id: FeatureID, geometry: Geometry, in coordinates: OverviewCoordinates, values: [PropertyValue],
        minZoom: UInt8 = 0, importance: Double = 0
    ) throws(OverviewError) -> Bool {
        precondition(values.count == description.properties.count, "a feature has more or fewer values than properties")
        precondition(!importance.isNaN, "an importance is not a number")
        guard shape.set(geometry, in: coordinates) else { return false }
        guard count < OverviewLayout.maximumCount else { throw OverviewError.tooLarge }
        valueIDs.removeAll(keepingCapacity: true)
        for value in values { valueIDs.append(try self.values.number(of: value)) }
        write(id, minZoom, importance, emptyKind: Self.kind(of: geometry))
        if let firstImportance, firstImportance != importance { hasImportance = true }
        firstImportance = importance
        guard buffer.count <= Int(UInt32.max) else { throw OverviewError.tooLarge }
        keys.append(shape.box.curvePosition)
        ids.append(id.value)
        offsets.append(UInt64(spoolLength))
        count += 1
        try append(buffer)
        return true
    }

    private func append(_ bytes: [UInt8]) throws(OverviewError) {
        var failure: OverviewError?
        bytes.withUnsafeBytes { bytes in
            do throws(OverviewError) { try spool?.append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        spoolLength += bytes.count
    }

    /// Lays the feature out as `SpoolReader` reads it.
    private func write(_ id: FeatureID, _ minZoom: UInt8, _ importance: Double, emptyKind: GeometryKind) {
        // A feature that comes to nothing on the grid stays, with no parts: it is counted as one that is not drawn.
        let kinds = shape.parts.isEmpty ? [emptyKind] : shape.kinds
        records.removeAll()
        var ends: [Int] = []
        for kind in kinds {
            shape.write(kind, to: &records)
            ends.append(records.bytes.count)
        }
        buffer.removeAll(keepingCapacity: true)
        append(shape.box)
        append(id.value)
        append(importance)
        append(UInt32(minZoom) | UInt32(kinds.count) << 8)
        for value in valueIDs { append(value) }
        var start = 0
        for (kind, end) in zip(kinds, ends) {
            let label = shape.labelPoint(of: kind, &labels)
            append(UInt32(kind.rawValue) | (label == nil ? 0 : 1 << 8))
            append(UInt32(end - start))
            append(label ?? WorldPoint(x: 0, y: 0))
            start = end
        }
        buffer.append(contentsOf: records.bytes)
        entryCount += kinds.count
        geometryLength += records.bytes.count
    }

    @inline(__always)
    private func append<Value: BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value) { buffer.append(contentsOf: $0) }
    }

    private static func kind(of geometry: Geometry) -> GeometryKind {
        switch geometry {
        case .point, .multiPoint: .points
        case .lineString, .multiLineString: .lines
        case .polygon, .multiPolygon: .polygons
        case .geometryCollection(let members): members.first.map(kind(of:)) ?? .points
        }
    }

    // MARK: Finishing

    /// Writes the file.
    /// - Parameters:
    ///   - storage: empty.
    ///   - former: the overview of the collection's former state; what changed since becomes part of the change index.
    /// - Returns: the length of the file.
    @discardableResult
    public func finish(in storage: any OverviewStorage, former: OverviewReader? = nil) throws(OverviewError) -> Int {
        guard let spool else { preconditionFailure("an overview is finished once") }
        var file = OverviewFile(description, in: storage)
        let order = CurveOrder.order(keys: keys, ids: ids)
        keys = []
        ids = []
        let importances = try file.writeFeatures(of: self, order, from: spool)
        offsets = []
        self.spool = nil
        try file.writeBands(classProperty: classProperty, importances: importances)
        try file.writeValues(values)
        try file.writeChanges(since: former, values)
        return try file.finish()
    }

    /// The file as bytes, for small ones.
    public func bytes(former: OverviewReader? = nil) throws(OverviewError) -> [UInt8] {
        let storage = MemoryOverviewStorage()
        try finish(in: storage, former: former)
        return storage.bytes
    }
}
