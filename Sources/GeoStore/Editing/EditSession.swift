internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Some edits of one collection, inside the caller's transaction. Faults are gathered; the caller takes everything back
/// when there is one.
struct EditSession {
    private let collection: PublishedCollection
    private let limits: EditLimits
    private let sql: EditSQL
    private let geometries: EditedGeometry
    private(set) var measure: EditMeasure
    private(set) var faults: [EditFault] = []
    private(set) var features: [EditedFeature] = []
    private(set) var changes = VersionChanges()
    private var nextID: Int64
    private var touched: Set<FeatureID> = []
    /// Of the collection's key.
    private let key: Int?
    /// New values of the key: whose, and by which edit.
    private var keys: [(edit: Int, id: Int64, isNew: Bool, value: PropertyValue)] = []

    /// - Parameters:
    ///   - collection: as its current version has it; no edit by another program is pending.
    ///   - transform: from its storage CRS to that of the edits.
    ///   - toEarth: from its storage CRS to CRS84.
    init(
        of collection: PublishedCollection, limits: EditLimits, transform: CoordinateTransform,
        toEarth: CoordinateTransform, decimals: StoredPositions.Decimals, in database: Database
    ) throws {
        self.collection = collection
        self.limits = limits
        sql = EditSQL(LayerTable(collection), database: database)
        geometries = EditedGeometry(
            collection: collection, limits: limits, sql: sql, transform: transform, toEarth: toEarth,
            decimals: decimals)
        measure = EditMeasure(of: collection, transform: toEarth)
        nextID = try CatalogSQL.lastFeatureID(of: collection.id, in: database) + 1
        key = collection.keyProperty.flatMap { name in
            collection.schema.properties.firstIndex { $0.name == name }
        }
    }

    mutating func apply(_ edits: [FeatureEdit]) throws {
        guard edits.count <= limits.edits else {
            fault(0, nil, nil, .tooMany(edits: edits.count, most: limits.edits))
            return
        }
        for (number, edit) in edits.enumerated() where faults.count < EditRefusal.mostFaults {
            try apply(edit, number)
        }
        if faults.isEmpty { try checkKeys() }
    }

    /// What edits would make of the features, without writing anything. Nil for a feature that is gone or to go.
    mutating func preview(_ edits: [FeatureEdit]) throws -> [(before: VersionRow?, after: VersionRow?)] {
        try edits.enumerated().map { number, edit in
            guard let id = edit.feature else {
                return (nil, try edited(edit, number, nil, from: empty))
            }
            guard let stored = try sql.row(of: id.value) else {
                fault(number, id, nil, .featureNotFound)
                return (nil, nil)
            }
            let tag = FeatureTag.of(id.value, stored, in: collection)
            if let expected = edit.expected, !expected.contains(tag) { fault(number, id, nil, .stale(tag: tag)) }
            return (stored, edit.kind == .delete ? nil : try edited(edit, number, id, from: stored))
        }
    }

    private var empty: VersionRow {
        VersionRow(blob: nil, values: Array(repeating: .null, count: collection.schema.properties.count))
    }

    private mutating func fault(_ edit: Int, _ feature: FeatureID?, _ property: String?, _ reason: EditFault.Reason) {
        guard faults.count < EditRefusal.mostFaults else { return }
        faults.append(EditFault(edit: edit, feature: feature, property: property, reason: reason))
    }

    private mutating func apply(_ edit: FeatureEdit, _ number: Int) throws {
        guard let id = edit.feature else { return try create(edit, number) }
        guard touched.insert(id).inserted else { return fault(number, id, nil, .repeated) }
        guard let stored = try sql.row(of: id.value) else { return fault(number, id, nil, .featureNotFound) }
        let tag = FeatureTag.of(id.value, stored, in: collection)
        if let expected = edit.expected, !expected.contains(tag) { return fault(number, id, nil, .stale(tag: tag)) }
        switch edit.kind {
        case .delete:
            try sql.delete(id.value)
            try measure.remove(stored.blob)
            changes.removed += 1
            features.append(EditedFeature(id: id, kind: .delete, tag: nil, isChanged: true))
        case .replace, .merge, .create:
            try change(edit, number, id, from: stored, tag: tag)
        }
    }

    private mutating func create(_ edit: FeatureEdit, _ number: Int) throws {
        guard let id = FeatureID(nextID) else { throw GeoStoreError.idsExhausted(collection: collection.id.name) }
        let count = faults.count
        let row = try edited(edit, number, nil, from: empty)
        if let key, row.values[key] == .null {
            fault(number, nil, collection.keyProperty, .keyMissing)
        }
        guard faults.count == count else { return }
        try sql.insert(id.value, row)
        try measure.add(row.blob)
        nextID += 1
        changes.added += 1
        if let key { keys.append((number, id.value, true, row.values[key])) }
        try append(id, .create, isChanged: true)
    }

    private mutating func change(
        _ edit: FeatureEdit, _ number: Int, _ id: FeatureID, from stored: VersionRow, tag: String
    ) throws {
        let count = faults.count
        let row = try edited(edit, number, id, from: stored)
        let differing = row.values.indices.filter { index in
            let type = collection.schema.properties[index].type
            return ValueDigest.of(row.values[index], type: type) != ValueDigest.of(stored.values[index], type: type)
        }
        if let key, differing.contains(key) || edit.kind == .replace, row.values[key] == .null {
            fault(number, id, collection.keyProperty, .keyMissing)
        }
        guard faults.count == count else { return }
        guard !differing.isEmpty || row.blob != stored.blob else {
            features.append(EditedFeature(id: id, kind: edit.kind, tag: tag, isChanged: false))
            return
        }
        let isMoved = row.blob != stored.blob
        try sql.update(
            id.value, geometry: isMoved ? .set(row.blob) : .kept, values: differing.map { ($0, row.values[$0]) })
        if isMoved {
            try measure.remove(stored.blob)
            try measure.add(row.blob)
        }
        changes.changed += 1
        if let key, differing.contains(key) { keys.append((number, id.value, false, row.values[key])) }
        try append(id, edit.kind, isChanged: true)
    }

    /// The tag is that of the row as SQLite has it now.
    private mutating func append(_ id: FeatureID, _ kind: FeatureEdit.Kind, isChanged: Bool) throws {
        let tag = try sql.row(of: id.value).map { FeatureTag.of(id.value, $0, in: collection) }
        features.append(EditedFeature(id: id, kind: kind, tag: tag, isChanged: isChanged))
    }

    /// The row that an edit makes of a stored one; what is wrong with it is among the faults.
    private mutating func edited(
        _ edit: FeatureEdit, _ number: Int, _ id: FeatureID?, from stored: VersionRow
    ) throws -> VersionRow {
        let schema = collection.schema
        var values = edit.kind == .merge ? stored.values : Array(repeating: .null, count: schema.properties.count)
        for member in edit.properties.members {
            guard let place = schema.properties.firstIndex(where: { $0.name == member.key }) else {
                fault(number, id, member.key, .unknownProperty(known: schema.properties.map(\.name)))
                continue
            }
            let value = EditedValue(type: schema.properties[place].type, limits: limits)
            if value.isUnchanged(member.value, from: stored.values[place]) {
                values[place] = stored.values[place]
                continue
            }
            do throws(EditFault.Reason) { values[place] = try value.read(member.value) } catch {
                fault(number, id, member.key, error)
            }
        }
        var blob = stored.blob
        if case .set(let geometry) = edit.geometry {
            do { blob = try geometry.flatMap { try geometries.blob(of: $0, insteadOf: stored.blob) } } catch let reason
                as EditFault.Reason
            {
                fault(number, id, LayerTable.geometryColumn, reason)
            }
        }
        return VersionRow(blob: blob, values: values)
    }

    /// A key is one feature's only, among those that were there and those that came.
    private mutating func checkKeys() throws {
        guard let key, !keys.isEmpty else { return }
        let property = collection.schema.properties[key]
        var owners: [Digest: [Int64]] = [:]
        for found in try sql.features(withAny: keys.map(\.value), in: property.name) {
            owners[ValueDigest.of(found.value, type: property.type), default: []].append(found.id)
        }
        for new in keys {
            let others = owners[ValueDigest.of(new.value, type: property.type)]?.filter { $0 != new.id } ?? []
            guard let other = others.first.flatMap({ FeatureID($0) }) else { continue }
            fault(new.edit, new.isNew ? nil : FeatureID(new.id), property.name, .keyTaken(by: other))
        }
    }
}
