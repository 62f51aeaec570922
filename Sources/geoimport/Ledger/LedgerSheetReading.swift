import FeatureExchange
import SimpleFeatures

/// Walks the rows of a workbook or CSV that was written beside a ledger.
final class LedgerSheetReading {
    private let source: VectorSource
    private let rows: FeatureReader
    private let ownColumns: [Int?]
    private let attributeColumns: [Int?]
    private let proposalColumn: Int?

    /// - Throws: `LedgerError.notALedger`, `FeatureExchangeError`.
    init(path: String, format: FeatureFileFormat, _ context: LedgerContext) throws {
        source = try VectorSource(path: path)
        let layer = try source.layer(named: format == .xlsx ? LedgerLayout.sheet : nil)
        func place(_ name: String) -> Int? {
            layer.fields.firstIndex { $0.name.lowercased() == name.lowercased() }
        }
        let missing = [LedgerLayout.Own.entry, .status].map(\.rawValue).filter { place($0) == nil }
        guard missing.isEmpty else { throw LedgerError.notALedger(path: path, missing: missing) }
        rows = try source.reader(for: layer, options: FeatureReader.Options())
        ownColumns = LedgerLayout.Own.allCases.map { place($0.rawValue) }
        attributeColumns = context.columns.map { place($0.name) }
        proposalColumn = place(LedgerTable.wktAfter)
    }

    func next() throws -> LedgerReading.Row? {
        guard let feature = try rows.next() else { return nil }
        func value(_ place: Int?) -> PropertyValue {
            guard let place else { return .null }
            guard case .text(let text) = feature.values[place] else { return feature.values[place] }
            return .text(LedgerTable.value(ofCell: text))
        }
        var proposal: Geometry?
        if let text = LedgerValue.text(value(proposalColumn)) { proposal = try WellKnownText.read(text) }
        // A reader that makes the geometry of the text may leave out the column.
        let hasText = LedgerLayout.Own.allCases.firstIndex(of: .wkt).flatMap { ownColumns[$0] } != nil
        return LedgerReading.Row(
            id: feature.sourceID, own: ownColumns.map(value), attributes: attributeColumns.map(value),
            geometry: hasText ? nil : feature.geometry,
            proposal: proposal)
    }
}
