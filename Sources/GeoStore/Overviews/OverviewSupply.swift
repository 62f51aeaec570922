internal import Reprojection
internal import SimpleFeatures
internal import VectorTile

/// The features of one collection on their way into its overview, whether they come from the table or go to it.
final class OverviewSupply {
    /// Its folder goes with it.
    let draft: OverviewDraft
    let builder: OverviewBuilder
    private var rules: OverviewRules
    /// Features left out, because their geometry cannot be read or has no place on the map.
    var unplacedCount: Int { rules.unplacedCount }

    /// - Throws: `OverviewError`.
    init(schema: FeatureSchema, settings: TileSettings, draft: OverviewDraft) throws(OverviewError) {
        self.draft = draft
        rules = OverviewRules(schema: schema, settings: settings)
        // What it will be called is told when it is finished.
        let description = OverviewDescription(
            storeID: "", collection: "", version: 0, token: "", buildFingerprint: "",
            properties: OverviewDescription.properties(of: schema))
        builder = try OverviewBuilder(
            description, path: draft.filePath, classProperty: rules.classProperty)
    }

    /// Whether the features so far have room in memory.
    var isInMemory: Bool { builder.isInMemory }

    /// - Parameter transform: to CRS84.
    /// - Throws: `OverviewError`, `ProjError` but for a place outside the CRS.
    func add(
        id: FeatureID, geometry: Geometry?, values: [PropertyValue], by transform: CoordinateTransform
    ) throws {
        try rules.add(geometry, values: values, by: transform) { geometry, minZoom, importance in
            try builder.add(
                id: id, geometry: geometry, in: .degrees, values: values, minZoom: minZoom, importance: importance)
        }
    }

    /// A feature that cannot be read.
    func leaveOut() { rules.leaveOut() }
}

/// What of a feature goes into an overview, besides its place and values, under the settings of its collection.
struct OverviewRules {
    /// The property whose values keep their share of the ground, by its place in the schema.
    let classProperty: Int?
    private let rules: ZoomRules
    private let importance: Int?
    /// Features left out.
    private(set) var unplacedCount = 0

    init(schema: FeatureSchema, settings: TileSettings) {
        func place(of property: String?) -> Int? {
            // Nil too for a column that went since it was named.
            schema.properties.firstIndex { $0.name == property }
        }
        classProperty = place(of: settings.classProperty)
        rules = ZoomRules(settings, schema: schema)
        importance = place(of: settings.importanceProperty)
    }

    /// - Parameters:
    ///   - transform: to CRS84.
    ///   - add: given the geometry in degrees, from which zoom on it is shown, and its importance; false when it was not
    ///     taken.
    /// - Throws: what `add` throws, `ProjError` but for a place outside the CRS.
    mutating func add(
        _ geometry: Geometry?, values: [PropertyValue], by transform: CoordinateTransform,
        _ add: (Geometry, UInt8, Double) throws -> Bool
    ) throws {
        guard let geometry else { return }
        do {
            let isTaken = try add(
                try transform.transform(geometry), rules.minZoom(of: values),
                importance.map { Self.importance(values[$0]) } ?? 0)
            if !isTaken, !geometry.isEmpty { unplacedCount += 1 }
        } catch ProjError.outsideDomain {
            unplacedCount += 1
        }
    }

    /// A feature that cannot be read.
    mutating func leaveOut() { unplacedCount += 1 }

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

extension OverviewDescription {
    static func properties(of schema: FeatureSchema) -> [Property] {
        schema.properties.map { Property(name: $0.name, kind: $0.type.rawValue) }
    }
}
