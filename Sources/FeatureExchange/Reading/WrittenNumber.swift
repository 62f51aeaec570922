import SimpleFeatures

/// A number that stands in a .dbf as people write it and GDAL read by halves: of `1,5` it takes 1.
///
/// GDAL says so of each value (OGRFeature::SetField): `Value '1,5' of field lop.DT parsed incompletely to real 1.`
struct WrittenNumber: Equatable {
    let text: String
    /// The column as GDAL names it.
    let column: String

    init?(_ message: GDALMessage) {
        guard let found = message.text.firstMatch(of: #/Value '(.*)' of field (.*) parsed incompletely to/#) else {
            return nil
        }
        text = String(found.1)
        column = String(found.2)
    }

    /// The column's index; nil where none of `fields` is meant. GDAL puts the layer's name before the column's.
    func field(in fields: [SourceField]) -> Int? {
        fields.firstIndex { field in
            [.real, .integer].contains(field.kind)
                && column.hasSuffix("." + String(decoding: field.rawName, as: UTF8.self))
        }
    }

    /// What was written, where only one reading makes sense: `1,5`, `1.234,5`, `12.00` in a column of integers. The
    /// column's decimals tell `1,234` of three decimals from a thousand.
    func value(in field: SourceField) -> PropertyValue? {
        let bytes = Array(text.utf8)
        let point = bytes.withUnsafeBytes { CoordinateText.number($0, .decimalPoint) }
        let comma = bytes.withUnsafeBytes { CoordinateText.number($0, .decimalComma) }
        let decimals = text.split(separator: ",", omittingEmptySubsequences: false).last?.count
        let isMeant = text.contains(",") && decimals == field.precision
        let readings = isMeant ? [comma] : [point, comma]
        let numbers = Set(readings.compactMap { $0 }.filter { $0.isFinite })
        guard numbers.count == 1, let number = numbers.first else { return nil }
        if field.kind == .real { return .real(number) }
        return Int64(exactly: number).map { .integer($0) }
    }
}
