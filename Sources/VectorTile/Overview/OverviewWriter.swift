public import SimpleFeatures

/// Makes an overview file of features that come in any order.
///
/// ```swift
/// let writer = OverviewWriter(description, spool: MemoryOverviewStorage())
/// try writer.add(id: id, geometry: geometry, in: .degrees, values: values)
/// try writer.finish(in: file, former: former)
/// ```
/// In memory stay 16 bytes for each feature, 32 while they are sorted, and the distinct values.
public final class OverviewWriter {
    private(set) var description: OverviewDescription
    /// Given up once its features are in the file.
    private var spool: (any FeatureSpool)?
    let classProperty: Int?
    private(set) var spoolLength = 0
    /// Places on the curve, and places in the spool in steps of eight bytes.
    private(set) var entries: [KeyedIndex] = []
    private var recorder: FeatureRecorder

    /// Entries and bytes of geometry records in the full band.
    var entryCount: Int { recorder.entryCount }
    var geometryLength: Int { recorder.geometryLength }
    /// Whether features differ in importance.
    private(set) var hasImportance = false
    private var firstImportance: Double?

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
        recorder = FeatureRecorder(propertyCount: description.properties.count)
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
        guard count < OverviewLayout.maximumCount else { throw OverviewError.tooLarge }
        // One access to all that is needed for a feature.
        guard
            let key = try recorder.record(
                id: id, geometry: geometry, in: coordinates, values: values, minZoom: minZoom, importance: importance)
        else { return false }
        let place = spoolLength / SpooledFeature.alignment
        guard place < OverviewLayout.maximumCount else { throw OverviewError.tooLarge }
        if let firstImportance, firstImportance != importance { hasImportance = true }
        firstImportance = importance
        entries.append(KeyedIndex(key: key, index: UInt32(place)))
        count += 1
        try append(recorder.bytes)
        return true
    }

    private func append(_ bytes: [UInt8]) throws(OverviewError) {
        guard let spool else { preconditionFailure("an overview is finished once") }
        var failure: OverviewError?
        bytes.withUnsafeBytes { bytes in
            do throws(OverviewError) { try spool.append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        spoolLength += bytes.count
    }

    // MARK: Finishing

    /// Writes the file.
    /// - Parameters:
    ///   - description: instead of the one given at the start, when that could not say everything yet.
    ///   - storage: empty.
    ///   - former: the overview of the collection's former state; what changed since becomes part of the change index.
    ///   - releaseFormer: told of memory of `former` that is not needed for now.
    /// - Returns: the length of the file.
    @discardableResult
    public func finish(
        as description: OverviewDescription? = nil, in storage: any OverviewStorage, former: OverviewReader? = nil,
        releaseFormer: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(OverviewError) -> Int {
        guard let spool else { preconditionFailure("an overview is finished once") }
        if let description {
            precondition(description.properties == self.description.properties, "values belong to other properties")
            self.description = description
        }
        var file = OverviewFile(self.description, in: storage)
        var order = entries
        entries = []
        var reader = SpoolReader(spool, length: spoolLength, propertyCount: self.description.properties.count)
        var sorter = RadixSorter()
        try CurveOrder.sort(&order, &sorter) { place throws(OverviewError) in try reader.readID(at: place) }
        sorter.removeAll()
        let importances = try file.writeFeatures(of: self, order, &reader)
        order = []
        self.spool = nil
        var values = recorder.takeValues(areCompared: former != nil)
        try file.writeValues(values)
        let newValues = file.numbers(ofValuesOf: former, in: values, releaseFormer: releaseFormer)
        // Nobody asks for them any more: room for the bands, and for the changes of three million rows.
        values = OverviewValueTable()
        try file.writeBands(
            classProperty: classProperty, importances: importances, SpoolEnd(spool, length: spoolLength))
        try file.writeChanges(since: former, releaseFormer: releaseFormer, newValues)
        return try file.finish()
    }

    /// The file as bytes, for small ones.
    public func bytes(former: OverviewReader? = nil) throws(OverviewError) -> [UInt8] {
        let storage = MemoryOverviewStorage()
        try finish(in: storage, former: former)
        return storage.bytes
    }
}
