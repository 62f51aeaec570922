import FeatureExchange
import SimpleFeatures

/// Walks the rows of a ledger in GeoPackage form, each with the repair that is proposed for it.
final class LedgerReading {
    struct Row {
        /// Its number in the file.
        let id: Int64
        /// In the order of `LedgerLayout.Own`.
        let own: [PropertyValue]
        /// In the order of the context's columns; null for a column that someone has removed.
        let attributes: [PropertyValue]
        let geometry: Geometry?
        let proposal: Geometry?

        func text(_ column: LedgerLayout.Own) -> String? {
            guard let index = LedgerLayout.Own.allCases.firstIndex(of: column) else { return nil }
            return LedgerValue.text(own[index])
        }

        func integer(_ column: LedgerLayout.Own) -> Int64? {
            guard let index = LedgerLayout.Own.allCases.firstIndex(of: column) else { return nil }
            return LedgerValue.integer(own[index])
        }
    }

    private let source: VectorSource
    private let rows: FeatureReader
    private let proposals: FeatureReader?
    private let ownColumns: [Int?]
    private let attributeColumns: [Int?]
    private let proposalEntry: Int?
    /// Read ahead of the rows; both layers were written in the order of their entries.
    private var waiting: [Int64: Geometry] = [:]
    private var proposalsEnded: Bool

    /// - Throws: `FeatureExchangeError`, `LedgerError`.
    init(ledger path: String, _ context: LedgerContext) throws {
        source = try VectorSource(path: path)
        let layer = try source.layer(named: LedgerLayout.before)
        rows = try source.reader(for: layer, options: FeatureReader.Options())
        func place(_ name: String, in layer: SourceLayer) -> Int? {
            layer.fields.firstIndex { $0.name.lowercased() == name.lowercased() }
        }
        ownColumns = LedgerLayout.Own.allCases.map { place($0.rawValue, in: layer) }
        attributeColumns = context.columns.map { place($0.name, in: layer) }
        if source.layers.contains(where: { $0.name == LedgerLayout.after }) {
            let after = try source.layer(named: LedgerLayout.after)
            proposals = try source.reader(for: after, options: FeatureReader.Options())
            proposalEntry = place(LedgerLayout.Own.entry.rawValue, in: after)
        } else {
            proposals = nil
            proposalEntry = nil
        }
        proposalsEnded = proposals == nil
    }

    /// - Throws: `FeatureExchangeError`.
    func next() throws -> Row? {
        guard let feature = try rows.next() else { return nil }
        func value(_ place: Int?) -> PropertyValue { place.map { feature.values[$0] } ?? .null }
        let own = ownColumns.map(value)
        let entry = LedgerValue.integer(own[0])
        return Row(
            id: feature.sourceID, own: own, attributes: attributeColumns.map(value), geometry: feature.geometry,
            proposal: try entry.flatMap { try proposal(for: $0) })
    }

    private func proposal(for entry: Int64) throws -> Geometry? {
        if let known = waiting[entry] { return known }
        while !proposalsEnded, let proposals, let place = proposalEntry {
            guard let feature = try proposals.next() else {
                proposalsEnded = true
                break
            }
            guard let number = LedgerValue.integer(feature.values[place]), let geometry = feature.geometry else {
                continue
            }
            if number > entry {
                waiting[number] = geometry
                return nil
            }
            // Entries below have been passed, unless a row was copied: the last one is kept for its copies.
            waiting.removeAll(keepingCapacity: true)
            waiting[number] = geometry
            if number == entry { return geometry }
        }
        return nil
    }
}
