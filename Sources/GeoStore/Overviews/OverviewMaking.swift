internal import GRDB
internal import Glibc
internal import Reprojection
internal import SimpleFeatures
internal import VectorTile

/// Makes the overview of one collection as a database snapshot has it, and gives it its name.
struct OverviewMaking {
    /// Features between two words about how far the work is.
    private static let progressInterval = 256

    let collection: PublishedCollection
    let storeID: String
    let former: Overview?
    let folder: OverviewFolder
    let transforms: TransformPool

    /// - Throws: `FileFailure` when the folder cannot be written, `DatabaseError`, or what `progress` throws: then there
    ///   is no file.
    func make(reading database: Database, progress: (Int) throws -> Void) throws -> MadeOverview {
        let draft = try OverviewDraft(in: folder)
        defer { withExtendedLifetime(draft) {} }
        do {
            let builder = try OverviewBuilder(
                description, path: draft.filePath, classProperty: place(of: collection.tileSettings.classProperty))
            let unplacedCount = try add(from: database, to: builder, progress)
            try builder.finish(former: former)
            // Read as everybody will: what the disk did not keep is noticed here.
            let overview = try Overview(path: draft.filePath)
            try builder.publish(as: folder.path(of: collection.overviewName))
            return MadeOverview(collection: collection, overview: overview, unplacedCount: unplacedCount)
        } catch let error as OverviewError {
            throw FileFailure(error)
        }
    }

    private var description: OverviewDescription {
        OverviewDescription(
            storeID: storeID, collection: collection.id.name, version: collection.state.version,
            stamp: collection.state.stamp, token: collection.overviewName.token,
            buildFingerprint: collection.overviewName.buildFingerprint,
            properties: collection.schema.properties.map { .init(name: $0.name, kind: $0.type.rawValue) })
    }

    /// - Returns: how many features were left out.
    private func add(
        from database: Database, to builder: OverviewBuilder, _ progress: (Int) throws -> Void
    ) throws -> Int {
        let table = LayerTable(collection)
        let statement = try database.makeStatement(
            sql: "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name) ORDER BY \(LayerTable.idColumn)")
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        let decoder = FeatureDecoder(collection: collection)
        let rules = ZoomRules(collection.tileSettings, schema: collection.schema)
        let importance = place(of: collection.tileSettings.importanceProperty)
        var unplacedCount = 0
        var readCount = 0
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            while try cursor.step() {
                readCount += 1
                if readCount.isMultiple(of: Self.progressInterval) { try progress(readCount) }
                do {
                    let feature = try decoder.feature(at: cursor)
                    guard let geometry = feature.geometry else { continue }
                    let isTaken = try builder.add(
                        id: feature.id, geometry: try transform.transform(geometry), in: .degrees,
                        values: feature.values, minZoom: rules.minZoom(of: feature.values),
                        importance: importance.map { Self.importance(feature.values[$0]) } ?? 0)
                    if !isTaken, !geometry.isEmpty { unplacedCount += 1 }
                } catch ProjError.outsideDomain {
                    unplacedCount += 1
                } catch GeoStoreError.undecodableGeometry {
                    unplacedCount += 1
                } catch GeoStoreError.idsExhausted {
                    // Another program gave an id that no tile can carry.
                    unplacedCount += 1
                }
            }
        }
        return unplacedCount
    }

    /// Nil too for a column that went since it was named.
    private func place(of property: String?) -> Int? {
        collection.schema.properties.firstIndex { $0.name == property }
    }

    /// What is no number counts least.
    private static func importance(_ value: PropertyValue) -> Double {
        let number: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .real(let number): number
            case .boolean(let isTrue): isTrue ? 1 : 0
            case .text(let text): Double(text)
            case .null, .binary: nil
            }
        guard let number, !number.isNaN else { return -.infinity }
        return number
    }
}

/// An overview that has its name.
struct MadeOverview {
    let collection: PublishedCollection
    let overview: Overview
    let unplacedCount: Int

    var byteCount: Int { overview.byteCount }

    func outcome(since former: Overview?) -> OverviewOutcome {
        let settings = collection.tileSettings
        let zooms = 0...max(settings.maxZoom, settings.minZoom)
        let counter = TileCounter(buffer: settings.buffer)
        var count = 0
        for zoom in zooms {
            guard let stamp = former?.header.description.stamp,
                let boxes = overview.reader.changes(since: stamp, zoom: zoom)
            else { return .written(touched: .all, unplacedCount: unplacedCount) }
            count += counter.count(boxes, zoom: zoom)
        }
        return .written(touched: .count(count, ofZooms: zooms), unplacedCount: unplacedCount)
    }
}

extension FileFailure {
    /// Whatever keeps an overview from being written: the version is published without.
    init(_ error: OverviewError) {
        switch error {
        case .inputOutput(let attempted, let code): self.init(attempted: attempted, code: code)
        case .notAnOverview, .otherGeneration, .wrongLength, .damaged:
            self.init(attempted: "reading the overview back (\(error))", code: EIO)
        case .tooLarge: self.init(attempted: "making the overview", code: EFBIG)
        }
    }
}
