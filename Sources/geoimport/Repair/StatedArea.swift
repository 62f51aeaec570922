import SimpleFeatures

/// The attribute in which a feature states its own area: the land register's figure, not one computed from the drawing.
struct StatedArea {
    /// Without tone marks and separators. `shape_area` is missing on purpose: programs compute it from the very rings
    /// that are in doubt.
    private static let names: Set<String> = [
        "dientich", "dtich", "dtichm2", "dientichm2", "dtphaply", "dientichphaply", "dtpl", "dtpp", "area", "aream2",
    ]

    private let index: Int

    /// Nil when no column, or more than one, may be it.
    init?(columns: [FeatureSchema.Property]) {
        let candidates = columns.indices.filter { index in
            let name = columns[index].name.lowercased().filter { $0.isLetter || $0.isNumber }
            let isNumber = columns[index].type == .real || columns[index].type == .integer
            return isNumber && Self.names.contains(name)
        }
        guard candidates.count == 1, let index = candidates.first else { return nil }
        self.index = index
    }

    func squareMetres(in values: [PropertyValue]) -> Double? {
        guard values.indices.contains(index) else { return nil }
        switch values[index] {
        case .integer(let number): return number > 0 ? Double(number) : nil
        case .real(let number): return number > 0 ? number : nil
        case .null, .boolean, .text, .binary: return nil
        }
    }
}
