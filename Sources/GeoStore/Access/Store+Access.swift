internal import CQL2
internal import Foundation
internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// Puts a policy in force, at once and for every server that has the store open. Former ones are kept.
    /// - Parameters:
    ///   - policy: nil takes the subject's own policy away.
    /// - Throws: `PolicyFault` for a rule that does not fit the collection, `GeoStoreError`.
    @discardableResult
    public func setPolicy(
        _ policy: AccessPolicy?, of subject: PolicySubject, author: String, comment: String? = nil
    ) throws -> AccessPolicyVersion {
        if let policy { try check(policy, of: subject) }
        return try write("setting the policy of \(subject)") { database in
            try PolicySQL.add(
                policy, of: subject, author: author, comment: comment, now: Timestamp.now, to: database)
        }
    }

    /// The policies that a subject has had, the newest first.
    /// - Throws: `GeoStoreError`.
    public func policies(of subject: PolicySubject) throws(GeoStoreError) -> [AccessPolicyVersion] {
        try read("reading policies") { try PolicySQL.versions(of: subject, in: $0) }
    }

    /// Whether every rule of a policy fits its subject, or each collection that it would be in force for.
    /// - Throws: `PolicyFault`, `GeoStoreError.collectionNotFound`.
    public func check(_ policy: AccessPolicy, of subject: PolicySubject) throws {
        let catalog = try catalog()
        let collections: [PublishedCollection]
        switch subject {
        case .collection(let id): collections = [try catalog.collection(id.name)]
        case .others: collections = catalog.collections.filter { catalog.policies[$0.id.name] == nil }
        case .archive:
            if let index = policy.rules.firstIndex(where: { !$0.isWhole }) {
                throw PolicyFault(at: "rules[\(index)]", expected: "to and may alone: an archive is shown whole or not")
            }
            return
        }
        for collection in collections {
            for (index, rule) in policy.rules.enumerated() where rule.permission != .none && !rule.isWhole {
                do { _ = try view(of: collection, under: rule, in: catalog) } catch let fault as PolicyFault {
                    throw PolicyFault(at: "rules[\(index)].\(fault.place)", expected: fault.expected)
                }
            }
        }
    }

    /// A collection as a rule shows it: its view, what is left of its schema, and how much lies in it.
    ///
    /// Counts the rows that are there: 0.2 s for 300,000 parcels. Callers keep what they get until `viewName` is another.
    /// - Throws: `PolicyFault` for a rule that does not fit the collection any more: then nothing of it is to be shown;
    ///   `GeoStoreError`, `.collectionChanged` when the collection has another state by now.
    public func seen(
        _ collection: PublishedCollection, under rule: AccessRule, in catalog: Catalog
    ) throws -> PublishedCollection {
        guard !rule.isWhole else { return collection }
        let view = try view(of: collection, under: rule, in: catalog)
        var seen = collection
        seen.view = view
        seen.schema = view.visibleSchema
        seen.tileSettings = collection.tileSettings.without(view.treatedProperties, maxZoom: rule.maxZoom)
        if let columns = collection.searchSettings.columns {
            seen.searchSettings.columns = columns.filter { !view.treatedProperties.contains($0) }
        }
        if let key = collection.keyProperty, view.treatedProperties.contains(key) { seen.keyProperty = nil }
        if view.hidesRows || view.movesPlaces { try measure(&seen) }
        return seen
    }

    /// What decides how a rule shows a collection: equal names, equal views.
    public static func viewName(
        of collection: PublishedCollection, under rule: AccessRule, in catalog: Catalog
    ) -> String {
        let area = rule.area.flatMap { area in catalog.collections.first { $0.id.name == area.collection } }
        var digester = Digester(0)
        for part in [collection.id.name, rule.restrictions, area.map { "\($0.state) \($0.token)" } ?? ""] {
            Array("\(part)\n".utf8).withUnsafeBytes { digester.add($0) }
        }
        let digits = String(digester.digest.high, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The names of all views that policies give.
    static func viewNames(in catalog: Catalog) -> Set<String> {
        Set(
            catalog.collections.flatMap { collection in
                catalog.policy(of: collection.id).rules.filter { !$0.isWhole }.map {
                    viewName(of: collection, under: $0, in: catalog)
                }
            })
    }

    private func view(
        of collection: PublishedCollection, under rule: AccessRule, in catalog: Catalog
    ) throws -> CollectionView {
        for (name, treatment) in rule.attributes.sorted(by: { $0.key < $1.key }) {
            guard let property = collection.schema.property(named: name) else {
                let known = collection.schema.properties.map(\.name).joined(separator: ", ")
                throw PolicyFault(at: "attributes.\(name)", expected: "a property of \(collection.id): \(known)")
            }
            guard treatment.fits(property.type) else {
                throw PolicyFault(
                    at: "attributes.\(name)",
                    expected: "hide or mask: '\(name)' is of type \(property.type.rawValue)")
            }
        }
        let table = LayerTable(collection)
        var conditions: [SQLFragment] = []
        if let rows = rule.rows {
            let source = FilterSource(rows, language: .text)
            do {
                let filter = try source.filter(for: Queryables(schema: collection.schema))
                conditions.append(try condition(filter, of: FeatureQuery(), in: collection, table: table))
            } catch let error as FilterError {
                throw PolicyFault(at: "rows", expected: "a condition on \(collection.id): \(source.located(error))")
            }
        }
        if let area = rule.area {
            let filter = try filter(within: area, in: catalog)
            conditions.append(try condition(filter, of: FeatureQuery(), in: collection, table: table))
        }
        return CollectionView(
            fingerprint: Self.viewName(of: collection, under: rule, in: catalog), rule: rule,
            schema: collection.schema, searchSettings: collection.searchSettings,
            condition: conditions.isEmpty ? nil : CollectionView.Condition(.joined(conditions, by: " AND ")),
            grid: try rule.gridInMetres.map { try Self.width($0, in: collection.storageCRS) })
    }

    /// What is true of features that meet an area.
    private func filter(within area: AccessRule.Area, in catalog: Catalog) throws -> Filter {
        let units: PublishedCollection
        do { units = try catalog.collection(area.collection) } catch {
            throw PolicyFault(
                at: "area.collection", expected: "the id of a collection; there is no '\(area.collection)'")
        }
        var query = FeatureQuery()
        if let text = area.filter {
            let source = FilterSource(text, language: .text)
            do { query.filter = try source.filter(for: Queryables(schema: units.schema)) } catch {
                throw PolicyFault(at: "area.filter", expected: "a condition on \(units.id): \(error)")
            }
        }
        var outlines: [Geometry] = []
        try transforms.withTransform(from: units.storageCRS, to: .crs84) { transform in
            try forEachFeature(of: units, matching: query) { unit in
                if let geometry = unit.geometry { outlines.append(try transform.transform(geometry)) }
            }
        }
        let terms = outlines.map { Filter.spatial(.intersects, .property(Queryables.geometry), .geometry($0)) }
        return terms.count == 1 ? terms[0] : terms.isEmpty ? .literal(false) : .or(terms)
    }

    /// Counts what a view shows.
    private func measure(_ collection: inout PublishedCollection) throws {
        let geometry = "t.\(LayerTable.geometryColumn)"
        let sides = ["min(MbrMinX(", "min(MbrMinY(", "max(MbrMaxX(", "max(MbrMaxY("].map { "\($0)\(geometry)))" }
        let measures =
            SQLFragment("SELECT count(*), count(\(geometry)), \(sides.joined(separator: ", ")) FROM ")
            + LayerTable(collection).source
        let known = collection
        let row = try read("measuring what is seen of \(collection.id)") { database in
            try CatalogSQL.check(known, in: database)
            return try Row.fetchOne(database, sql: measures.sql, arguments: measures.arguments)
        }
        let numbers = (2..<6).compactMap { row?[$0] as Double? }
        let placed = row?[1] as Int? ?? 0
        collection.featureCount = row?[0] as Int? ?? 0
        collection.nullGeometryCount = collection.featureCount - placed
        collection.storageEnvelope = nil
        collection.envelope = nil
        guard numbers.count == 4, numbers[0] <= numbers[2], numbers[1] <= numbers[3] else { return }
        let box = Envelope(
            minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3], crs: collection.storageCRS)
        collection.storageEnvelope = box
        collection.envelope = try transforms.withTransform(from: collection.storageCRS, to: .crs84) {
            try $0.transform(box)
        }
    }

    /// Metres in units of a CRS: those of a degree of latitude where it has degrees.
    private static func width(_ metres: Double, in crs: CRS) throws -> Double {
        try CRSDefinition(crs).isGeographic ? metres / 111_320 : metres
    }
}

extension AccessRule {
    /// All but whom it speaks of and what they may do.
    fileprivate var restrictions: String {
        var rule = self
        rule.grantees = [.everyone]
        rule.permission = .read
        return rule.text
    }

    /// The coarser of the two grids that a rule asks for: its own, and that of the deepest tile it gives.
    fileprivate var gridInMetres: Double? {
        let ofTile = maxZoom.map { 40_075_016.686 / 4096 / pow(2, Double($0)) }
        return [precision, ofTile].compactMap { $0 }.max()
    }
}
