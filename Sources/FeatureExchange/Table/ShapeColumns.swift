import CGDAL
import SimpleFeatures

/// The columns of a table that make its geometry.
enum ShapeColumns: Hashable, Sendable {
    struct Position: Hashable, Sendable {
        /// OGR's field indexes.
        let east: Int32
        let north: Int32
        let height: Int32?
        let eastStyle: CoordinateText.Style
        let northStyle: CoordinateText.Style
    }

    case position(Position)
    case shape(field: Int32)

    var geometryType: GeometryType {
        switch self {
        case .position: .point
        case .shape: .geometry
        }
    }

    /// The geometry of one row. Nil without an issue where the cells are empty.
    func geometry(
        of feature: OGRFeatureH, by reader: GeometryReader, issues: inout [SourceIssue]
    ) -> Geometry? {
        switch self {
        case .position(let position): return position.point(of: feature, issues: &issues)
        case .shape(let field):
            guard let bytes = Self.bytes(of: feature, field), bytes.contains(where: { $0 > 0x20 }) else {
                return nil
            }
            guard let geometry = ShapeText.geometry(bytes) else {
                _ = GDALMessages.take()
                let beginning = Self.beginning(bytes)
                issues.append(
                    beginning.contains(/(?i)\b(nan|inf|infinity)\b/)
                        ? .coordinateNotFinite(text: beginning)
                        : .noGeometry(in: beginning))
                return nil
            }
            return geometry.withHandle { reader.read($0, issues: &issues) }
        }
    }

    /// Nil when the field is unset; the feature keeps the bytes.
    fileprivate static func bytes(of feature: OGRFeatureH, _ field: Int32) -> UnsafeRawBufferPointer? {
        guard OGR_F_IsFieldSetAndNotNull(feature, field) != 0, let text = OGR_F_GetFieldAsString(feature, field) else {
            return nil
        }
        return UnsafeRawBufferPointer(start: text, count: strlen(text))
    }

    fileprivate static func beginning(_ bytes: UnsafeRawBufferPointer) -> String {
        SourceText.asciiOnly(UnsafeRawBufferPointer(rebasing: bytes.prefix(40))).text
    }
}

extension ShapeColumns.Position {
    fileprivate func point(of feature: OGRFeatureH, issues: inout [SourceIssue]) -> Geometry? {
        let x = number(feature, east, eastStyle)
        let y = number(feature, north, northStyle)
        switch (x, y) {
        case (.empty, .empty): return nil
        case (.value(let x), .value(let y)):
            if let height, case .value(let z) = number(feature, height, .decimalPoint) {
                return .point(CoordinateSequence(hasZ: true, values: [x, y, z]))
            }
            return .point(Coordinate(x: x, y: y))
        case (.notFinite(let text), _), (_, .notFinite(let text)): issues.append(.coordinateNotFinite(text: text))
        case (.unreadable(let text), _), (_, .unreadable(let text)): issues.append(.coordinateNotNumber(text: text))
        case (.empty, _), (_, .empty): issues.append(.coordinateNotNumber(text: ""))
        }
        return nil
    }

    private enum Cell {
        case empty
        case value(Double)
        case unreadable(String)
        /// NaN or infinity in words.
        case notFinite(String)
    }

    private static let words: Set<String> = ["nan", "inf", "infinity"]

    private func number(_ feature: OGRFeatureH, _ field: Int32, _ style: CoordinateText.Style) -> Cell {
        guard let bytes = ShapeColumns.bytes(of: feature, field), bytes.contains(where: { $0 > 0x20 }) else {
            return .empty
        }
        guard let value = CoordinateText.coordinate(bytes, style) else {
            let text = ShapeColumns.beginning(bytes)
            let word = text.lowercased().filter(\.isLetter)
            return Self.words.contains(word) ? .notFinite(text) : .unreadable(text)
        }
        return .value(value)
    }
}
