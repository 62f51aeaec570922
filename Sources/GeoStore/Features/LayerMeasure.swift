internal import Foundation
internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Counts and exact boxes of a collection's table.
struct LayerMeasure {
    let featureCount: Int
    let nullGeometryCount: Int
    let storageEnvelope: Envelope?
    /// CRS84.
    let envelope: Envelope?

    /// Share of the box's width and height in which a vertex may be the outermost one in another CRS. Meridians
    /// lean by under 1.5 degrees in the zones of Viet Nam, which moves a side by 2.6 %.
    private static let rim = 0.05

    /// - Parameter tally: of all rows of the table, where it is known: then hardly a row is read.
    init(
        of table: LayerTable, crs: CRS, in database: Database, transforms: TransformPool, tally: LayerTally? = nil
    ) throws {
        if let tally {
            featureCount = tally.count
            nullGeometryCount = tally.nullCount
            storageEnvelope = tally.envelope(in: crs)
            envelope = try transforms.withTransform(from: crs, to: .crs84) { transform -> Envelope? in
                if transform.isIdentity { return tally.envelope(in: .crs84) }
                return try tally.envelope(in: crs).flatMap { whole in
                    try Self.boxes(of: table, around: whole, in: database, transform: transform).world
                }
            }
            return
        }
        let counts = try Row.fetchOne(
            database,
            sql: "SELECT count(*) AS total, count(\(LayerTable.geometryColumn)) AS placed FROM \(table.name)")
        featureCount = counts?["total"] ?? 0
        nullGeometryCount = featureCount - (counts?["placed"] ?? 0)
        let measured = try transforms.withTransform(from: crs, to: .crs84) { transform in
            guard let whole = try Self.indexEnvelope(of: table, crs: crs, in: database) else {
                return (storage: Envelope?.none, world: Envelope?.none)
            }
            return try Self.boxes(of: table, around: whole, in: database, transform: transform)
        }
        storageEnvelope = measured.storage
        envelope = measured.world
    }

    private struct Boxes {
        var storage = EnvelopeAccumulator()
        var world = EnvelopeAccumulator()
    }

    /// Only features near the rim of the box can touch the extent: the rest is not read, unless its box says that in
    /// CRS84 it might.
    /// - Parameter whole: holds every feature.
    private static func boxes(
        of table: LayerTable, around whole: Envelope, in database: Database, transform: CoordinateTransform
    ) throws -> (storage: Envelope?, world: Envelope?) {
        let crs = whole.crs
        let margin = max(whole.width, whole.height) * rim
        var boxes = Boxes()
        if whole.width > 2 * margin, whole.height > 2 * margin {
            let core = whole.expanded(by: -margin)
            try add(featuresOf: table, outside: core, to: &boxes, in: database, transform: transform)
            if isInside(core, world: boxes.world.envelope(in: .crs84), transform: transform) {
                return (boxes.storage.envelope(in: crs), boxes.world.envelope(in: .crs84))
            }
        }
        boxes = Boxes()
        try add(featuresOf: table, outside: nil, to: &boxes, in: database, transform: transform)
        return (boxes.storage.envelope(in: crs), boxes.world.envelope(in: .crs84))
    }

    /// The box of the R-tree, rounded outwards to 32 bits.
    private static func indexEnvelope(of table: LayerTable, crs: CRS, in database: Database) throws -> Envelope? {
        let sides = try Row.fetchOne(
            database,
            sql: """
                SELECT min(xmin) AS w, min(ymin) AS s, max(xmax) AS e, max(ymax) AS n
                FROM \(SQLIdentifier.spatialIndex(of: table.collection))
                """)
        guard let sides, let west = sides["w"] as Double?, let south = sides["s"] as Double?,
            let east = sides["e"] as Double?, let north = sides["n"] as Double?, west <= east, south <= north
        else { return nil }
        return Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: crs)
    }

    /// Whether nothing in `core` can reach beyond `world`.
    private static func isInside(_ core: Envelope, world: Envelope?, transform: CoordinateTransform) -> Bool {
        guard let world else { return false }
        do {
            let moved = try transform.transform(core)
            return world.union(moved) == world
        } catch {
            // No answer for the box as a whole: every feature is asked.
            return false
        }
    }

    private static func add(
        featuresOf table: LayerTable, outside core: Envelope?, to boxes: inout Boxes, in database: Database,
        transform: CoordinateTransform
    ) throws {
        var sql = """
            SELECT t.\(LayerTable.geometryColumn) FROM \(SQLIdentifier.spatialIndex(of: table.collection)) i
              CROSS JOIN \(table.name) t ON t.\(LayerTable.idColumn) = i.pkid
            """
        if core != nil { sql += " WHERE i.xmin <= ? OR i.xmax >= ? OR i.ymin <= ? OR i.ymax >= ?" }
        let statement = try database.makeStatement(sql: sql)
        if let core { try statement.setArguments([core.minX, core.maxX, core.minY, core.maxY]) }
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            guard !cursor.isNull(at: 0) else { continue }
            let geometry = try cursor.withBlob(at: 0) { try SpatiaLiteBlob.read($0).geometry }
            for sequence in geometry.sequences {
                boxes.storage.add(sequence)
                do { boxes.world.add(try transform.transform(sequence)) } catch ProjError.outsideDomain {
                    // What has no place on the globe cannot widen a box on it; the feature itself stays readable.
                    continue
                }
            }
        }
    }

    /// SpatiaLite's own statistics, from which QGIS takes counts and extents without reading the table.
    func writeStatistics(of table: LayerTable, to database: Database) throws {
        let box = storageEnvelope
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO geometry_columns_statistics (
                  f_table_name, f_geometry_column, last_verified, row_count, extent_min_x, extent_min_y,
                  extent_max_x, extent_max_y)
                VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?)
                """,
            arguments: [
                table.collection.name, LayerTable.geometryColumn, featureCount, box?.minX, box?.minY, box?.maxX,
                box?.maxY,
            ])
    }
}
