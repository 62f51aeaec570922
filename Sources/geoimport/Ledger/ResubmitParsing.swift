import FeatureExchange
import SimpleFeatures

/// From a row as people left it to a row that can be examined.
enum ResubmitParsing {
    static func isSkipped(_ row: LedgerReading.Row) -> Bool {
        row.text(.decision).flatMap(LedgerLayout.Decision.init(text:)) == .skip
    }

    /// A row of a GeoPackage; nil when someone decided to skip it.
    static func row(_ row: LedgerReading.Row, _ context: LedgerContext) -> ResubmitSource.Row? {
        guard !isSkipped(row) else { return nil }
        var issues: [ImportIssue] = []
        let accepts = row.text(.decision).flatMap(LedgerLayout.Decision.init(text:)) == .accept
        var geometry = accepts ? row.proposal ?? row.geometry : row.geometry
        // The text stands for a geometry that the file could not hold; one drawn since then is the newer.
        if geometry == nil, let text = row.text(.wkt) { geometry = parsed(text, &issues) }
        return ResubmitSource.Row(
            mark: ResubmitSource.Mark(id: row.id, entry: row.integer(.entry)), row: row.integer(.row) ?? row.id,
            geometry: geometry, values: values(row, context, &issues), issues: issues)
    }

    /// A row of a table.
    /// - Parameter kept: the geometries of the same entry in the GeoPackage.
    static func row(
        _ row: LedgerReading.Row, _ context: LedgerContext, of kept: (geometry: Geometry?, proposal: Geometry?)?
    ) -> ResubmitSource.Row {
        var issues: [ImportIssue] = []
        let accepts = row.text(.decision).flatMap(LedgerLayout.Decision.init(text:)) == .accept
        var geometry: Geometry?
        if accepts, let proposal = row.proposal ?? kept?.proposal {
            geometry = proposal
        } else if let text = row.text(.wkt) {
            geometry = parsed(text, &issues)
        } else {
            geometry = row.geometry ?? kept?.geometry
        }
        return ResubmitSource.Row(
            mark: ResubmitSource.Mark(id: row.id, entry: row.integer(.entry)), row: row.integer(.row) ?? row.id,
            geometry: geometry, values: values(row, context, &issues), issues: issues)
    }

    private static func parsed(_ text: String, _ issues: inout [ImportIssue]) -> Geometry? {
        do {
            return try WellKnownText.read(text)
        } catch let error as GDALError {
            issues.append(ImportIssue(.geometryUnreadable, detail: "gs_wkt: \(error.message)"))
        } catch {
            issues.append(ImportIssue(.geometryUnreadable, detail: "gs_wkt: \(error)"))
        }
        return nil
    }

    private static func values(
        _ row: LedgerReading.Row, _ context: LedgerContext, _ issues: inout [ImportIssue]
    ) -> [PropertyValue] {
        var values: [PropertyValue] = []
        for (column, value) in zip(context.columns, row.attributes) {
            guard let converted = LedgerValue.converted(value, to: column.type) else {
                let found = LedgerValue.text(value) ?? ""
                issues.append(
                    ImportIssue(
                        .valueInvalid, detail: "column \(column.name): '\(found)' is no \(column.type.rawValue)",
                        vi: "cột \(column.name): '\(found)' không phải \(column.type.rawValue)"))
                values.append(.null)
                continue
            }
            values.append(converted)
        }
        return values
    }
}
