internal import GRDB
internal import Reprojection
internal import SimpleFeatures
public import VectorTile

/// What an overview shows of a later state, without a new one being made.
public struct OverlaidOverview: Sendable {
    /// As it was when the features were read: later than asked for, when it was changed meanwhile.
    public let collection: PublishedCollection
    public let overlay: OverviewOverlay
}

extension Store {
    /// What the tiles of an overview are to show of the present state of its collection: the features that were touched
    /// since the overview's version are read, whoever touched them, as the collection's view has them, and nothing else.
    /// 30 µs for each of them, and 5 ms for 300,000 others.
    /// - Parameters:
    ///   - collection: any later state of it.
    ///   - base: an overview of the same collection, view, settings and properties.
    ///   - most: touched features.
    /// - Returns: nil when it takes a new overview: more features were touched, the overview is of another history or
    ///   of edits without a version, columns or settings are others, the history does not reach back, or nothing has
    ///   changed since.
    /// - Throws: `GeoStoreError`.
    public func overlay(
        of collection: PublishedCollection, on base: Overview, most: Int
    ) throws(GeoStoreError) -> OverlaidOverview? {
        try read("reading what was edited of \(collection.id)") { database in
            guard let present = try collection.present(in: database),
                let patch = try OverviewPatch(of: present, since: base, in: database),
                let touched = try patch.touched(most: most)
            else { return nil }
            let reader = try patch.make(touched, transforms: transforms)
            return OverviewOverlay(of: base.reader, patch: reader, touched: touched).map {
                OverlaidOverview(collection: present, overlay: $0)
            }
        }
    }

    /// The newest overview of a former state that has a version and looks as the present one does, in a copy that stays
    /// as it is; nil when there is none.
    /// - Parameter folder: where to look; beside the store when nil.
    /// - Throws: `GeoStoreError` when the store itself cannot be read.
    public func formerOverview(
        of collection: PublishedCollection, in folder: String? = nil
    ) throws(GeoStoreError) -> Overview? {
        let place = (folder.map(OverviewFolder.init(path:)) ?? overviewFolder).folder(of: collection)
        return try read("looking for an overview of \(collection.id)") { database in
            try FormerOverview.newest(
                before: collection, storeID: CatalogSQL.storeID(in: database), place, database,
                copyingTo: Self.copyFolders(place)
            ) { $0.buildFingerprint == collection.overviewName.buildFingerprint && $0.versionToken == $0.token }
        }
    }
}

extension PublishedCollection {
    /// The collection as a snapshot has it, seen as this one is; nil when it is gone, or a view would have to be thought
    /// over. What a view counts stays as it was.
    func present(in database: Database) throws -> PublishedCollection? {
        guard var present = try CatalogSQL.collection(id, in: database) else { return nil }
        guard let view else { return present }
        guard present.schema == view.schema, present.storageCRS == storageCRS,
            present.tileSettings.without(view.treatedProperties, maxZoom: view.rule.maxZoom) == tileSettings
        else { return nil }
        present.view = view
        present.schema = schema
        present.tileSettings = tileSettings
        present.searchSettings = searchSettings
        present.keyProperty = keyProperty
        present.featureCount = featureCount
        present.nullGeometryCount = nullGeometryCount
        present.storageEnvelope = storageEnvelope
        present.envelope = envelope
        return present
    }
}

/// The features that a collection has now and that were touched since a version of it.
private struct OverviewPatch {
    private let collection: PublishedCollection
    private let database: Database
    private let storeID: String
    private let since: Int
    /// Features with higher ids came later.
    private let lastFeatureID: Int64

    /// Nil when what was touched since the base is not known, or more than features is different.
    init?(of collection: PublishedCollection, since base: Overview, in database: Database) throws {
        let (description, name) = (base.header.description, collection.overviewName)
        storeID = try CatalogSQL.storeID(in: database)
        guard !collection.token.isEmpty, description.storeID == storeID, description.collection == name.collection,
            description.buildFingerprint == name.buildFingerprint,
            description.properties == OverviewDescription.properties(of: collection.schema),
            description.stamp < collection.state.stamp, description.version >= collection.oldestVersion,
            try VersionSQL.token(of: description.version, collection.id, in: database) == description.token
        else { return nil }
        let versions = try VersionSQL.versions(of: collection.id, in: database)
        func layout(_ number: Int) -> DatasetVersion.Layout? {
            versions.first { $0.number == number && $0.isRestorable }?.layout
        }
        guard let before = layout(description.version), let after = layout(collection.state.version),
            before.schema.hasSameTable(as: after.schema), before.storageCRS == after.storageCRS
        else { return nil }
        self.collection = collection
        self.database = database
        since = description.version
        lastFeatureID = before.lastFeatureID
    }

    /// Ids of features that came, changed or went; nil when they are more than `most`.
    func touched(most: Int) throws -> Set<Int64>? {
        let ids = try Int64.fetchSet(
            database, sql: HistorySQL.touched(in: LayerTable(collection)),
            arguments: [collection.id.name, since, lastFeatureID, most + 1])
        return ids.count > most ? nil : ids
    }

    /// An overview of those that are there and seen.
    func make(_ touched: Set<Int64>, transforms: TransformPool) throws -> OverviewReader {
        var rules = OverviewRules(schema: collection.schema, settings: collection.tileSettings)
        let writer = OverviewWriter(
            OverviewDescription(
                storeID: storeID, collection: collection.id.name, version: collection.state.version,
                stamp: collection.state.stamp, token: collection.overviewName.token,
                buildFingerprint: collection.overviewName.buildFingerprint,
                properties: OverviewDescription.properties(of: collection.schema)),
            classProperty: rules.classProperty)
        let table = LayerTable(collection)
        let row =
            SQLFragment("SELECT \(table.columns.joined(separator: ", ")) FROM ") + table.source
            + SQLFragment(" WHERE t.\(LayerTable.idColumn) = ?")
        let statement = try database.makeStatement(sql: row.sql)
        let cursor = StatementCursor(statement)
        let decoder = FeatureDecoder(collection: collection)
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            for id in touched.sorted() {
                try statement.setArguments(row.arguments + [id])
                defer { cursor.reset() }
                guard try cursor.step() else { continue }
                guard let feature = try decoder.placeableFeature(at: cursor) else {
                    rules.leaveOut()
                    continue
                }
                try rules.add(feature.geometry, values: feature.values, by: transform) {
                    geometry, minZoom, importance in
                    try writer.add(
                        id: feature.id, geometry: geometry, in: .degrees, values: feature.values, minZoom: minZoom,
                        importance: importance)
                }
            }
        }
        return try OverviewReader(copying: writer.bytes())
    }
}
