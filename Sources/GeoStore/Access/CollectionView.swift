internal import GRDB
internal import SimpleFeatures

/// What one principal sees of a collection, when that is not all of it.
///
/// A collection that has a view speaks of what is seen throughout: its schema lacks what is hidden, its counts and extents
/// are those of the rows that are there, and whatever reads features of it reads them as the view shows them. Whoever is
/// handed such a collection need not know of policies.
public struct CollectionView: Hashable, Sendable {
    /// Equal views of equal states show the same: part of entity tags, cache keys and names of derived files. 16 digits.
    public let fingerprint: String
    /// What it was made from.
    public let rule: AccessRule
    /// Whether some features are not there.
    public var hidesRows: Bool { condition != nil }
    /// Whether places are not exact.
    public var movesPlaces: Bool { grid != nil }
    /// Properties of the table that are not there.
    public var hiddenProperties: Set<String> { Set(rule.attributes.filter { $0.value == .hidden }.keys) }
    /// Properties of the table that are hidden or changed.
    public var treatedProperties: Set<String> { Set(rule.attributes.keys) }

    static func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == 16 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    /// Of the table.
    let schema: FeatureSchema
    let searchSettings: SearchSettings
    /// What is true of the rows that are there, of a table `t`; nil when all are.
    let condition: Condition?
    /// How far apart positions are, in units of the storage CRS.
    let grid: Double?

    struct Condition: Hashable, Sendable {
        let sql: String
        let bindings: [DatabaseValue]

        init(_ fragment: SQLFragment) {
            sql = fragment.sql
            bindings = fragment.bindings.map(\.databaseValue)
        }

        var fragment: SQLFragment { SQLFragment(sql, bindings) }
    }

    /// The types and names of what is seen.
    var visibleSchema: FeatureSchema {
        var visible = schema
        visible.properties = schema.properties.compactMap { property in
            guard let treatment = rule.attributes[property.name] else { return property }
            guard let type = treatment.result(of: property.type) else { return nil }
            var treated = property
            treated.type = type
            return treated
        }
        return visible
    }
}

extension PublishedCollection {
    /// The state, and the view of it: what is derived from equal ones is equal.
    public var stateTag: String { view.map { "\(state)~\($0.fingerprint)" } ?? state.description }
}

extension TileSettings {
    /// Settings that let nothing be concluded about properties that are not seen as they are.
    func without(_ properties: Set<String>, maxZoom most: Int?) -> TileSettings {
        var settings = self
        if let name = importanceProperty, properties.contains(name) { settings.importanceProperty = nil }
        if let name = classProperty, properties.contains(name) { settings.classProperty = nil }
        settings.zoomRules = zoomRules.filter { rule in
            rule.condition.map { !properties.contains($0.property) } ?? true
        }
        if let most {
            settings.maxZoom = min(maxZoom, most)
            settings.minZoom = min(minZoom, settings.maxZoom)
        }
        return settings
    }
}
