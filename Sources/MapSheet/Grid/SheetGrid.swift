internal import Reprojection
public import SimpleFeatures

/// Lines of equal coordinates on a sheet.
public struct SheetGrid: Hashable, Sendable {
    /// Whose coordinates they are.
    public let crs: CRS
    public let unit: GridUnit
    /// Between lines, in the unit.
    public let interval: Double
    public let lines: [GridLine]

    /// Lines straight in their own CRS bend in another one's plane: so many pieces each.
    private static let pieces = 64

    /// - Parameter interval: nil puts lines 5 to 10 cm apart.
    /// - Throws: `SheetError.gridTooFine`, `ProjError`.
    public init(_ crs: CRS, _ unit: GridUnit, interval: Double?, on window: SheetWindow) throws {
        let metres = window.metresPerMillimetre
        let interval = interval ?? unit.interval(metresPerMillimetre: metres)
        try unit.check(interval, metresPerMillimetre: metres)
        let toPlane = try CoordinateTransform(from: crs, to: window.crs)
        let shown = try toPlane.transform(window.envelope, direction: .inverse)
        // Beyond the edges, so that each line crosses them.
        let bounds = shown.expanded(by: interval / 10)
        func line(_ axis: GridLine.Axis, _ value: Double) throws -> GridLine? {
            let count = toPlane.isIdentity ? 1 : Self.pieces
            let points = try (0...count).map { index -> PaperPoint in
                let part = Double(index) / Double(count)
                let place =
                    switch axis {
                    case .east: Coordinate(x: value, y: bounds.minY + bounds.height * part)
                    case .north: Coordinate(x: bounds.minX + bounds.width * part, y: value)
                    }
                return window.paper(try toPlane.transform(place))
            }
            let line = GridLine(axis: axis, value: value, points: points, in: window.box)
            return line.parts.isEmpty ? nil : line
        }
        self.crs = crs
        self.unit = unit
        self.interval = interval
        lines =
            try Self.multiples(of: interval, from: shown.minX, to: shown.maxX).compactMap { try line(.east, $0) }
            + Self.multiples(of: interval, from: shown.minY, to: shown.maxY).compactMap { try line(.north, $0) }
    }

    private static func multiples(of interval: Double, from low: Double, to high: Double) -> [Double] {
        let (first, last) = ((low / interval).rounded(.up), (high / interval).rounded(.down))
        guard first <= last else { return [] }
        return (Int(first)...Int(last)).map { Double($0) * interval }
    }

    /// Lines that run along an axis, named by what stands on the edge where they cross it: eastings above and below, northings
    /// at the sides.
    func labels(on edge: SheetEdge) -> [(place: PaperPoint, small: String, large: String)] {
        let axis: GridLine.Axis = edge == .top || edge == .bottom ? .east : .north
        return lines.filter { $0.axis == axis }.flatMap { line in
            let text = unit.label(line.value, interval: interval)
            return line.crossings.filter { $0.edge == edge }.map { ($0.place, text.small, text.large) }
        }
    }
}
