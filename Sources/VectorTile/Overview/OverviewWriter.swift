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
    private var partBuffer: [UInt8] = []
    /// Of the feature taken last.
    private var valueIDs: [UInt32]
    private var lastValues: [PropertyValue]

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
        valueIDs = description.properties.map { _ in 0 }
        lastValues = description.properties.map { _ in .null }
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
        try setValueIDs(values)
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

    /// Neighbours in a file often share a value: comparing is cheaper than looking up.
    private func setValueIDs(_ values: [PropertyValue]) throws(OverviewError) {
        for (index, value) in values.enumerated() where !Self.isSame(lastValues[index], value) {
            valueIDs[index] = try self.values.number(of: value)
            lastValues[index] = value
        }
    }

    /// Sure to be written alike; false where looking would cost as much. Texts that only look alike are different.
    private static func isSame(_ first: PropertyValue, _ second: PropertyValue) -> Bool {
        switch (first, second) {
        case (.null, .null): true
        case (.integer(let first), .integer(let second)): first == second
        case (.boolean(let first), .boolean(let second)): first == second
        case (.text(let first), .text(let second)): first.utf8.elementsEqual(second.utf8)
        default: false
        }
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
        let isEmpty = shape.parts.isEmpty
        records.removeAll()
        partBuffer.removeAll(keepingCapacity: true)
        var partCount = 0
        for kind in Self.kinds where isEmpty ? kind == emptyKind : !shape.range(of: kind).isEmpty {
            let start = records.bytes.count
            shape.write(kind, to: &records)
            // A feature has one label, whatever it is made of.
            let label = partCount == 0 ? shape.labelPoint(of: kind, &labels) : nil
            append(UInt32(kind.rawValue) | (label == nil ? 0 : 1 << 8), to: &partBuffer)
            append(UInt32(records.bytes.count - start), to: &partBuffer)
            append(label ?? WorldPoint(x: 0, y: 0), to: &partBuffer)
            partCount += 1
        }
        buffer.removeAll(keepingCapacity: true)
        append(shape.box, to: &buffer)
        append(id.value, to: &buffer)
        append(importance, to: &buffer)
        append(UInt32(minZoom) | UInt32(partCount) << 8, to: &buffer)
        valueIDs.withUnsafeBytes { buffer.append(contentsOf: $0) }
        buffer.append(contentsOf: partBuffer)
        buffer.append(contentsOf: records.bytes)
        entryCount += partCount
        geometryLength += records.bytes.count
    }

    /// In the order of a feature's entries.
    private static let kinds = [GeometryKind.polygons, .lines, .points]

    @inline(__always)
    private func append<Value: BitwiseCopyable>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
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
