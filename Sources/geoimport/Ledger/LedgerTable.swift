import FeatureExchange
import Foundation
import SimpleFeatures

/// The table for Excel beside a ledger: the same rows with their geometries as text.
enum LedgerTable {
    /// A workbook is made in memory and a sheet ends at 1,048,576 rows; with more rows the table is a CSV.
    static let workbookRows = 50_000
    /// A cell ends at 32,767 characters. Longer texts stay in the GeoPackage, and an empty cell means "as it is there".
    static let cellLimit = 32_000
    static let wktAfter = "gs_wkt_after"

    static func columns(of context: LedgerContext) -> [FeatureSchema.Property] {
        LedgerLayout.Own.allCases.map(\.column) + [FeatureSchema.Property(name: wktAfter, type: .text)]
            + LedgerLayout.attributes(of: context)
    }

    /// - Returns: the path, nil when no table was asked for.
    static func write(
        _ table: RejectLedger.Table, from ledger: String, _ context: LedgerContext, rows: Int
    ) throws -> String? {
        let format: FeatureFileFormat
        switch table {
        case .none: return nil
        case .csv: format = .csv
        case .xlsx: format = rows > workbookRows ? .csv : .xlsx
        }
        let path = URL(fileURLWithPath: ledger).deletingPathExtension().path + ".\(format.fileExtension)"
        let reading = try LedgerReading(ledger: ledger, context)
        let rowsLayer = FeatureFileWriter.Layer(name: LedgerLayout.sheet, columns: columns(of: context))
        let writer = try FeatureFileWriter(
            path: path, format: format,
            layers: format == .xlsx ? [rowsLayer, LedgerLayout.metaLayer] : [rowsLayer])
        while let row = try reading.next() {
            var values = row.own
            let wkt = LedgerLayout.Own.allCases.firstIndex(of: .wkt) ?? 0
            values[wkt] = text(of: row.geometry, or: values[wkt], format)
            values.append(text(of: row.proposal, or: .null, format))
            try writer.append(values: (values + row.attributes).map { Self.cell($0) })
        }
        if format == .xlsx {
            try writer.append(
                values: [.text(String(decoding: context.json.serialized, as: UTF8.self))], toLayer: 1)
        }
        try writer.finish()
        return path
    }

    private static func text(
        of geometry: Geometry?, or other: PropertyValue, _ format: FeatureFileFormat
    ) -> PropertyValue {
        guard let geometry else { return other }
        let text = WellKnownText.write(geometry)
        return format == .xlsx && text.utf16.count > cellLimit ? .null : .text(text)
    }

    /// Excel runs a text that begins like a formula: an apostrophe before it, taken away again by `value(ofCell:)`.
    static func cell(_ value: PropertyValue) -> PropertyValue {
        guard case .text(let text) = value, let first = text.unicodeScalars.first,
            ["=", "+", "-", "@", "\t", "\r", "'"].contains(first)
        else { return value }
        return .text("'" + text)
    }

    static func value(ofCell text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }
}
