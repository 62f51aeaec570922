import SimpleFeatures

/// Shapes behind the end of the .dbf, or rows behind the end of the .shp: GDAL stops at the shorter of the two and says
/// nothing. Each is handed out as a feature that could not be read, so that none is lost unseen.
struct RowHalves {
    private var rows: Range<Int64>
    private let reason: String
    private let columns: Int

    init(_ layer: SourceLayer) {
        columns = layer.fields.count
        for case .rowCountDiffers(let shapes, let rows) in layer.notes {
            self.rows = Int64(min(shapes, rows))..<Int64(max(shapes, rows))
            reason = shapes > rows ? "the .dbf has no row for this shape" : "the .shp has no shape for this row"
            return
        }
        rows = 0..<0
        reason = ""
    }

    mutating func next() -> SourceFeature? {
        guard let row = rows.popFirst() else { return nil }
        return SourceFeature(
            sourceID: row, geometry: nil, values: Array(repeating: .null, count: columns), rawTexts: [],
            issues: [.geometryUnreadable(reason: reason)])
    }
}
