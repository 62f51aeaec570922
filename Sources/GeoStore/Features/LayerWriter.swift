internal import GRDB
public import SimpleFeatures

/// Takes the features of one load, inside its transaction.
///
/// Not Sendable: it lives on the writer's thread, for as long as the load's body runs.
public final class LayerWriter {
    /// The bytes a text was decoded from, kept so that it can be decoded again without the file.
    public struct RawText: Hashable, Sendable {
        /// Position in the order of the schema.
        public var property: Int
        public var bytes: [UInt8]
        /// The name of the reading that gave the text.
        public var reading: String

        public init(property: Int, bytes: [UInt8], reading: String) {
            self.property = property
            self.bytes = bytes
            self.reading = reading
        }
    }

    /// What became of a row.
    public enum Disposition: Hashable, Sendable {
        /// Without a key, which feature it is may be known only when all rows are there: then nil.
        case stored(FeatureID?)
        /// Another row of the source has the same key: neither is stored.
        /// - Parameters:
        ///   - firstSourceID: of the row that had the key first.
        ///   - withdrawn: that row, when this call took it out again; nil when an earlier one had.
        ///   - kept: the feature of this key that was there before, which stays as it was.
        case duplicateKey(firstSourceID: Int64, withdrawn: WithdrawnRow?, kept: FeatureID? = nil)
        /// The row has no value in the key's column, and is not stored.
        case nullKey
        /// Appending: the collection has a feature of this key already. The row is not stored.
        case keyExists(FeatureID)
    }

    private let schema: FeatureSchema
    private let srid: Int32
    private let destination: any RowDestination
    private var rowCount: Int64 = 0
    /// Rows that are stored or to be stored.
    public private(set) var writtenCount = 0
    /// The order in which `append` takes values. When appending or updating it is the collection's own, whatever the
    /// definition's.
    public var propertyNames: [String] { schema.properties.map(\.name) }

    init(table: LayerTable, destination: any RowDestination) {
        schema = table.schema
        srid = table.srid
        self.destination = destination
    }

    /// - Parameters:
    ///   - geometry: in the storage CRS, of the schema's type, finite; nil for a feature without one.
    ///   - values: one for each property, in the order of the schema.
    ///   - sourceID: the row's number in the source, given back when another row has the same key; the count of rows
    ///     when nil.
    /// - Throws: `GeoStoreError`, for example `.diskFull`.
    @discardableResult
    public func append(
        geometry: Geometry?, values: [PropertyValue], sourceID: Int64? = nil, rawTexts: [RawText] = []
    ) throws -> Disposition {
        precondition(values.count == schema.properties.count, "values do not follow the schema")
        let row = IncomingRow(
            geometry: geometry, blob: geometry.map { SpatiaLiteBlob.write($0, srid: srid) }, values: values,
            sourceID: sourceID ?? rowCount, rawTexts: rawTexts)
        rowCount += 1
        let disposition = try destination.append(row)
        switch disposition {
        case .stored: writtenCount += 1
        case .duplicateKey(_, .some, _): writtenCount -= 1
        case .duplicateKey, .nullKey, .keyExists: break
        }
        return disposition
    }

    /// Says that a row is no good: under a key, the feature it was meant for is not in the source any more, and yet not
    /// gone. It stays as it was, unless another row of the source has its key.
    /// - Parameter values: as for `append`.
    /// - Returns: that feature; nil when there is none, or no key.
    public func refuse(values: [PropertyValue]) -> FeatureID? {
        precondition(values.count == schema.properties.count, "values do not follow the schema")
        return destination.refuse(IncomingRow(geometry: nil, blob: nil, values: values, sourceID: 0, rawTexts: []))
    }
}

/// A row taken out again because another has its key.
public struct WithdrawnRow: Hashable, Sendable {
    public let geometry: Geometry?
    public let values: [PropertyValue]
}

extension WithdrawnRow {
    /// - Parameter statement: selects geometry and properties; its first row is read.
    init(first statement: Statement, propertyCount: Int) throws {
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        guard try cursor.step() else {
            self.init(geometry: nil, values: [])
            return
        }
        let geometry = try cursor.isNull(at: 0) ? nil : cursor.withBlob(at: 0) { try SpatiaLiteBlob.read($0).geometry }
        self.init(geometry: geometry, values: (0..<propertyCount).map { cursor.value(at: Int32($0 + 1)) })
    }
}

/// One row as a destination takes it.
struct IncomingRow {
    let geometry: Geometry?
    /// The geometry as it is stored.
    let blob: [UInt8]?
    let values: [PropertyValue]
    let sourceID: Int64
    let rawTexts: [LayerWriter.RawText]
}

/// Where the rows of a load go.
protocol RowDestination: AnyObject {
    func append(_ row: IncomingRow) throws -> LayerWriter.Disposition
    /// - Returns: the stored feature that stays because its row is no good.
    func refuse(_ row: IncomingRow) -> FeatureID?
}

extension KeyLedger {
    /// The key of a row; nil when it is null.
    static func digest(of row: IncomingRow, key: Int, schema: FeatureSchema) -> Digest? {
        let value = row.values[key]
        return value == .null ? nil : ValueDigest.of(value, type: schema.properties[key].type)
    }
}
