internal import Reprojection
internal import SimpleFeatures
internal import VectorTile

/// The overview of a collection that is loaded for the first time, made from the rows on their way into the table: they
/// need not be read back, decoded and made values of once more, a tenth of an import's CPU.
///
/// Only where that surely comes to the same file. A feed that is in doubt, or has no room, gives up; the overview is then
/// made from the table like any other.
final class OverviewFeed {
    private let collection: CollectionID
    private let folder: OverviewFolder
    private var supply: OverviewSupply?
    private var schema: FeatureSchema?
    private var crs: CRS?
    /// To CRS84. One of its own: to borrow one for every row would cost as much as the row.
    private var transform: CoordinateTransform?

    init(of collection: CollectionID, in folder: OverviewFolder) {
        self.collection = collection
        self.folder = folder
    }

    /// Called before the first row of a table that is empty.
    func begin(_ schema: FeatureSchema, in crs: CRS) {
        do {
            transform = try CoordinateTransform(from: crs, to: .crs84)
            supply = try OverviewSupply(
                schema: schema, settings: .standard, draft: OverviewDraft(in: folder))
            self.schema = schema
            self.crs = crs
        } catch {
            // Who makes the overview from the table meets the same, and says so.
            supply = nil
        }
    }

    /// Takes a row as it was stored.
    func add(id: FeatureID, geometry: Geometry?, values: [PropertyValue]) {
        guard let supply, let schema, let transform else { return }
        guard supply.isInMemory, let read = Self.values(values, readBackFrom: schema) else { return giveUp() }
        // SpatiaLite takes the members of a collection apart.
        if case .geometryCollection = geometry { return giveUp() }
        do {
            try supply.add(id: id, geometry: geometry, values: read, by: transform)
        } catch {
            giveUp()
        }
    }

    /// The rows that were stored are not all there any more, or nobody wants their overview.
    func giveUp() { supply = nil }

    /// Hands over what was fed, once; nil when it is not exactly what the table holds.
    func take(for collection: PublishedCollection) -> OverviewSupply? {
        guard collection.id == self.collection else { return nil }
        defer { supply = nil }
        guard collection.schema == schema, collection.storageCRS == crs,
            collection.tileSettings.buildFingerprint == TileSettings.standard.buildFingerprint
        else { return nil }
        return supply
    }

    // MARK: What SQLite makes of values

    /// The values as they will be read from the columns; nil where that takes SQLite to say.
    private static func values(_ values: [PropertyValue], readBackFrom schema: FeatureSchema) -> [PropertyValue]? {
        var changed: [PropertyValue]?
        for (index, property) in schema.properties.enumerated() {
            switch (property.type, values[index]) {
            case (_, .null), (_, .binary), (.integer, .integer), (.text, .text): continue
            case (.real, .real(let number)) where number != 0: continue
            case (.real, .real):
                // −0 is stored as 0.
                changed = changed ?? values
                changed?[index] = .real(0)
            case (.boolean, .boolean(let flag)):
                changed = changed ?? values
                changed?[index] = .integer(flag ? 1 : 0)
            case (.date, .text(let text)), (.time, .text(let text)), (.dateTime, .text(let text)):
                // Columns of these types make a number of what reads like one.
                guard isNoNumber(text) else { return nil }
            default: return nil
            }
        }
        return changed ?? values
    }

    /// As in `2026-11-21` and `07:30:00`: no number has a colon, or three signs.
    private static func isNoNumber(_ text: String) -> Bool {
        var signs = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ":") { return true }
            if byte == UInt8(ascii: "-") { signs += 1 }
        }
        // The first may be that of a negative number, the second that of its exponent.
        return signs > (text.hasPrefix("-") ? 2 : 1)
    }
}
