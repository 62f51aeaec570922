internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Counts and boxes of a collection after some of its features were edited, without a look at the others.
struct EditMeasure {
    private let transform: CoordinateTransform
    private let crs: CRS
    private var count: Int
    private var nullCount: Int
    private let storageBefore: Envelope?
    private let worldBefore: Envelope?
    private var storage = EnvelopeAccumulator()
    private var world = EnvelopeAccumulator()
    /// Whether what was taken away may have been the outermost.
    private var needsLook = false

    /// - Parameter transform: from the storage CRS to CRS84.
    init(of collection: PublishedCollection, transform: CoordinateTransform) {
        self.transform = transform
        crs = collection.storageCRS
        count = collection.featureCount
        nullCount = collection.nullGeometryCount
        storageBefore = collection.storageEnvelope
        worldBefore = collection.envelope
    }

    mutating func add(_ blob: [UInt8]?) throws {
        count += 1
        if blob == nil { nullCount += 1 }
        for sequence in try Self.sequences(of: blob) {
            storage.add(sequence)
            do { world.add(try transform.transform(sequence)) } catch ProjError.outsideDomain { continue }
        }
    }

    mutating func remove(_ blob: [UInt8]?) throws {
        count -= 1
        if blob == nil { nullCount -= 1 }
        var (ownStorage, ownWorld) = (EnvelopeAccumulator(), EnvelopeAccumulator())
        do {
            for sequence in try Self.sequences(of: blob) {
                ownStorage.add(sequence)
                do { ownWorld.add(try transform.transform(sequence)) } catch ProjError.outsideDomain { continue }
            }
        } catch is WKBError {
            // Its place is not known.
            needsLook = true
        }
        let pairs = [(ownStorage.envelope(in: crs), storageBefore), (ownWorld.envelope(in: .crs84), worldBefore)]
        for case (let own?, let whole) in pairs {
            guard let whole, own.minX > whole.minX, own.minY > whole.minY, own.maxX < whole.maxX, own.maxY < whole.maxY
            else {
                needsLook = true
                continue
            }
        }
    }

    /// Nil when the whole table must be measured.
    var measure: LayerMeasure? {
        guard !needsLook else { return nil }
        return LayerMeasure(
            featureCount: count, nullGeometryCount: nullCount,
            storageEnvelope: Self.union(storageBefore, storage.envelope(in: crs)),
            envelope: Self.union(worldBefore, world.envelope(in: .crs84)))
    }

    private static func union(_ left: Envelope?, _ right: Envelope?) -> Envelope? {
        guard let left, let right else { return left ?? right }
        return left.union(right)
    }

    private static func sequences(of blob: [UInt8]?) throws -> [CoordinateSequence] {
        guard let blob else { return [] }
        return try SpatiaLiteBlob.read(blob).sequences
    }
}

extension EditMeasure {
    /// More rows are measured with all others.
    private static let mostPending = 5_000

    /// The measure of a table that other programs have edited since its version, from what the triggers recorded.
    /// - Returns: nil when the whole table must be measured.
    static func ofPendingEdits(
        of collection: PublishedCollection, transforms: TransformPool, in database: Database
    ) throws -> LayerMeasure? {
        let table = LayerTable(collection)
        let (id, geometry) = (LayerTable.idColumn, LayerTable.geometryColumn)
        let count = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM gs_feature_history WHERE collection = ? AND version = ?",
            arguments: [collection.id.name, HistorySQL.pending])
        guard let count, count <= mostPending else { return nil }
        let statement = try database.makeStatement(
            sql: """
                SELECT h.existed, h.geometry, t.\(id) IS NOT NULL, t.\(geometry)
                FROM gs_feature_history h LEFT JOIN \(table.name) t ON t.\(id) = h.feature_id
                WHERE h.collection = ? AND h.version = ?
                """)
        try statement.setArguments([collection.id.name, HistorySQL.pending])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        func blob(_ column: Int32) -> [UInt8]? {
            cursor.isNull(at: column) ? nil : cursor.withBlob(at: column) { Array($0) }
        }
        let measure = try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            var measure = EditMeasure(of: collection, transform: transform)
            do {
                while try cursor.step() {
                    if cursor.integer(at: 0) == 1 { try measure.remove(blob(1)) }
                    if cursor.integer(at: 2) == 1 { try measure.add(blob(3)) }
                }
            } catch is WKBError {
                // Its place is not known.
                return LayerMeasure?.none
            }
            return measure.measure
        }
        // Whoever edits without triggers leaves nothing behind but this.
        let present = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.name)")
        return measure?.featureCount == present ? measure : nil
    }
}

extension LayerMeasure {
    fileprivate init(featureCount: Int, nullGeometryCount: Int, storageEnvelope: Envelope?, envelope: Envelope?) {
        self.featureCount = featureCount
        self.nullGeometryCount = nullGeometryCount
        self.storageEnvelope = storageEnvelope
        self.envelope = envelope
    }
}
