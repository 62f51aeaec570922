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

    /// - Parameter fed: the same features, where they need not be read.
    /// - Throws: `FileFailure` when the folder cannot be written, `DatabaseError`, or what `progress` throws: then there
    ///   is no file.
    func make(
        reading database: Database, fed: OverviewSupply? = nil, progress: (Int) throws -> Void
    ) throws -> MadeOverview {
        do {
            let supply = try fed ?? read(allRows, from: database, progress)
            defer { withExtendedLifetime(supply) {} }
            if fed != nil { try progress(supply.builder.count) }
            try supply.builder.finish(as: description, former: former)
            // Read as everybody will: what the disk did not keep is noticed here.
            let overview = try Overview(path: supply.draft.filePath)
            try supply.builder.publish(as: folder.path(of: collection.overviewName))
            return MadeOverview(collection: collection, overview: overview, unplacedCount: supply.unplacedCount)
        } catch let error as OverviewError {
            throw FileFailure(error)
        }
    }

    /// Of some of the features, in a file without a name: it goes with the last who reads it.
    /// - Parameter pages: the rows to read, one after the other in the order of their ids.
    /// - Throws: as `make`.
    func makeNameless(
        of pages: [SQLFragment], reading database: Database, progress: (Int) throws -> Void
    ) throws -> (overview: Overview, unplacedCount: Int) {
        do {
            let supply = try read(pages, from: database, progress)
            defer { withExtendedLifetime(supply) {} }
            try supply.builder.finish(as: description, former: nil)
            return (try Overview(path: supply.draft.filePath), supply.unplacedCount)
        } catch let error as OverviewError {
            throw FileFailure(error)
        }
    }

    private var allRows: [SQLFragment] {
        let table = LayerTable(collection)
        return [
            SQLFragment("SELECT \(table.columns.joined(separator: ", ")) FROM ") + table.source
                + SQLFragment(" ORDER BY \(LayerTable.idColumn)")
        ]
    }

    private var description: OverviewDescription {
        OverviewDescription(
            storeID: storeID, collection: collection.id.name, version: collection.state.version,
            stamp: collection.state.stamp, token: collection.overviewName.token,
            buildFingerprint: collection.overviewName.buildFingerprint,
            properties: OverviewDescription.properties(of: collection.schema))
    }

    private func read(
        _ pages: [SQLFragment], from database: Database, _ progress: (Int) throws -> Void
    ) throws -> OverviewSupply {
        let supply = try OverviewSupply(
            schema: collection.schema, settings: collection.tileSettings, draft: OverviewDraft(in: folder))
        let decoder = FeatureDecoder(collection: collection)
        var readCount = 0
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            for page in pages {
                let statement = try database.makeStatement(sql: page.sql)
                try statement.setArguments(page.arguments)
                let cursor = StatementCursor(statement)
                defer { cursor.reset() }
                while try cursor.step() {
                    readCount += 1
                    if readCount.isMultiple(of: Self.progressInterval) { try progress(readCount) }
                    guard let feature = try decoder.placeableFeature(at: cursor) else {
                        supply.leaveOut()
                        continue
                    }
                    try supply.add(id: feature.id, geometry: feature.geometry, values: feature.values, by: transform)
                }
            }
        }
        return supply
    }
}

extension FeatureDecoder {
    /// Nil for a row that no overview can hold: its geometry cannot be read, or another program gave it an id that no
    /// tile can carry.
    func placeableFeature(at cursor: StatementCursor) throws -> Feature? {
        do { return try feature(at: cursor) } catch GeoStoreError.undecodableGeometry {
            return nil
        } catch GeoStoreError.idsExhausted {
            return nil
        }
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
