import CGDAL
import Foundation

/// The columns a caller names instead of leaving the choice to names and values.
public struct GeometryColumns: Hashable, Sendable {
    /// East, longitude.
    public var x: String?
    /// North, latitude.
    public var y: String?
    /// A column of WKT, EWKT or WKB in hexadecimal.
    public var shape: String?

    public init(x: String? = nil, y: String? = nil, shape: String? = nil) {
        self.x = x
        self.y = y
        self.shape = shape
    }

    var isEmpty: Bool { x == nil && y == nil && shape == nil }
}

/// Finds the columns that make the geometry of a table, and says why in notes.
struct ShapeColumnSearch {
    let fields: [SourceField]
    /// Values of the first rows, a row for each, in the order of `fields`; empty where there is none.
    let rows: [[[UInt8]]]
    private(set) var notes: [SourceNote] = []
    /// EPSG code of every shape in the sample, when they agree.
    private(set) var srid: Int?

    /// Enough to see an order that most rows have; few enough to cost nothing.
    static let sampledRows = 2_000

    init(fields: [SourceField], rows: [[[UInt8]]]) {
        self.fields = fields
        self.rows = rows
    }

    /// - Throws: `.columnsNotFound`.
    mutating func find(
        given: GeometryColumns, layer: String
    ) throws(FeatureExchangeError) -> ShapeColumns? {
        guard given.isEmpty else { return try findGiven(given, layer: layer) }
        return shapeByNameAndContent() ?? positionByName() ?? shapeByContent() ?? positionByContent()
    }

    private mutating func findGiven(
        _ given: GeometryColumns, layer: String
    ) throws(FeatureExchangeError) -> ShapeColumns? {
        let wanted = [given.shape, given.x, given.y].compactMap { $0 }
        let missing = wanted.filter { index(named: $0) == nil }
        guard missing.isEmpty else {
            throw .columnsNotFound(names: missing, layer: layer, available: fields.map(\.name))
        }
        if let name = given.shape, let index = index(named: name) { return shape(index, by: .given) }
        // One of two says nothing: the other is looked for by name.
        let named = namedAxes()
        guard let east = given.x.flatMap({ index(named: $0) }) ?? named[.east] ?? named[.x],
            let north = given.y.flatMap({ index(named: $0) }) ?? named[.north] ?? named[.y]
        else {
            let name = given.x == nil ? "x" : "y"
            throw .columnsNotFound(names: [name], layer: layer, available: fields.map(\.name))
        }
        return position(east: east, north: north, height: nil, by: .given)
    }

    private func index(named name: String) -> Int? {
        let composed = name.precomposedStringWithCanonicalMapping
        return fields.firstIndex { field in
            ColumnName.readings(of: field).contains { $0.precomposedStringWithCanonicalMapping == composed }
        } ?? fields.firstIndex { $0.name.lowercased() == name.lowercased() }
    }

    // MARK: Shapes

    private mutating func shapeByNameAndContent() -> ShapeColumns? {
        let named = fields.indices.first { index in
            ColumnName.isShape(fields[index].name) && (anyForm(in: index) != nil || isEmptyColumn(index))
        }
        return named.flatMap { shape($0, by: .name) }
    }

    private mutating func shapeByContent() -> ShapeColumns? {
        fields.indices.first { form(of: $0) != nil }.flatMap { shape($0, by: .content) }
    }

    private func isEmptyColumn(_ column: Int) -> Bool {
        fields[column].name.lowercased() == "wkt" && rows.allSatisfy { $0[column].isEmpty }
    }

    /// A column named so is one; what it cannot give is reported cell by cell.
    private func anyForm(in column: Int) -> ShapeText.Form? {
        rows.lazy.compactMap { ShapeText.form(of: $0[column]) }.first
    }

    /// What nine tenths of the filled cells are; one alone is enough.
    private func form(of column: Int) -> ShapeText.Form? {
        let filled = rows.prefix(200).map { $0[column] }.filter { !$0.isEmpty }
        let forms = filled.compactMap { ShapeText.form(of: $0) }
        guard let first = forms.first, forms.count * 10 >= filled.count * 9 else { return nil }
        return first
    }

    private mutating func shape(_ column: Int, by choice: SourceNote.ColumnChoice) -> ShapeColumns? {
        let form = anyForm(in: column) ?? .wkt
        notes.append(.shapeColumn(name: ColumnName.legible(fields[column]), form: form.rawValue, chosenBy: choice))
        let codes = Set(rows.map { $0[column] }.filter { !$0.isEmpty }.map { ShapeText.srid(of: $0) })
        if codes.count == 1, let code = codes.first { srid = code }
        return .shape(field: fields[column].ogrIndex)
    }

    // MARK: Positions

    private func namedAxes() -> [ColumnName.Axis: Int] {
        var found: [ColumnName.Axis: Int] = [:]
        for index in fields.indices {
            for reading in ColumnName.readings(of: fields[index]) {
                guard let axis = ColumnName.axis(reading) else { continue }
                if found[axis] == nil { found[axis] = index }
                break
            }
        }
        return found
    }

    private mutating func positionByName() -> ShapeColumns? {
        let axes = namedAxes()
        for (east, north) in [(ColumnName.Axis.east, ColumnName.Axis.north), (.x, .y)] {
            guard let x = axes[east], let y = axes[north], hasNumbers(x), hasNumbers(y) else { continue }
            return position(east: x, north: y, height: axes[.height], by: .name)
        }
        return nil
    }

    /// A table without rows has what its names say.
    private func hasNumbers(_ column: Int) -> Bool {
        let filled = rows.map { $0[column] }.filter { !$0.isEmpty }
        return filled.isEmpty
            || filled.contains { Self.value($0, .decimalPoint) ?? Self.value($0, .decimalComma) != nil }
    }

    /// Two columns, side by side, whose values can be nothing but a place in Viet Nam.
    private mutating func positionByContent() -> ShapeColumns? {
        let kinds = fields.indices.map { AxisRange.of($0, in: rows) }
        for index in fields.indices.dropLast() {
            guard let first = kinds[index], let second = kinds[index + 1], first.isDegrees == second.isDegrees else {
                continue
            }
            if first.isEast && !second.isEast {
                return position(east: index, north: index + 1, height: nil, by: .content)
            }
            if !first.isEast && second.isEast {
                return position(east: index + 1, north: index, height: nil, by: .content)
            }
        }
        return nil
    }

    private mutating func position(
        east: Int, north: Int, height: Int?, by choice: SourceNote.ColumnChoice
    ) -> ShapeColumns {
        let styles = [east, north].map { AxisRange.style(of: $0, in: rows) }
        var (x, y) = (east, north)
        var (xStyle, yStyle) = (styles[0], styles[1])
        func exchange() {
            (x, y) = (y, x)
            (xStyle, yStyle) = (yStyle, xStyle)
        }
        switch AxisRange.order(east: east, north: north, in: rows) {
        case .eastFirst: break
        case .northFirst where choice == .given:
            notes.append(
                .axesLookExchanged(east: ColumnName.legible(fields[east]), north: ColumnName.legible(fields[north])))
        case .northFirst:
            exchange()
            notes.append(.axesExchanged(east: ColumnName.legible(fields[x]), north: ColumnName.legible(fields[y])))
        case .unknown:
            let isDoubtful = [east, north].contains { index in
                ColumnName.readings(of: fields[index]).contains { [.x, .y].contains(ColumnName.axis($0)) }
            }
            if isDoubtful && choice != .given {
                notes.append(
                    .axesUndecided(east: ColumnName.legible(fields[east]), north: ColumnName.legible(fields[north])))
            }
        }
        notes.insert(
            .positionColumns(
                east: ColumnName.legible(fields[x]), north: ColumnName.legible(fields[y]),
                height: height.map { ColumnName.legible(fields[$0]) }, chosenBy: choice),
            at: 0)
        noteForms(x, y, xStyle, yStyle)
        return .position(
            ShapeColumns.Position(
                east: fields[x].ogrIndex, north: fields[y].ogrIndex, height: height.map { fields[$0].ogrIndex },
                eastStyle: xStyle, northStyle: yStyle))
    }

    private mutating func noteForms(
        _ x: Int, _ y: Int, _ xStyle: CoordinateText.Style, _ yStyle: CoordinateText.Style
    ) {
        let commas = [(x, xStyle), (y, yStyle)].filter { column, style in
            style == .decimalComma && rows.contains { $0[column].contains(UInt8(ascii: ",")) }
        }
        if !commas.isEmpty { notes.append(.decimalComma(columns: commas.map { ColumnName.legible(fields[$0.0]) })) }
        let degrees = [(x, xStyle), (y, yStyle)].filter { column, style in
            rows.contains { row in
                !row[column].isEmpty && Self.number(row[column], style) == nil && Self.value(row[column], style) != nil
            }
        }
        if !degrees.isEmpty {
            notes.append(.degreesMinutesSeconds(columns: degrees.map { ColumnName.legible(fields[$0.0]) }))
        }
    }

    static func number(_ bytes: [UInt8], _ style: CoordinateText.Style) -> Double? {
        bytes.withUnsafeBytes { CoordinateText.number($0, style) }
    }

    static func value(_ bytes: [UInt8], _ style: CoordinateText.Style) -> Double? {
        bytes.withUnsafeBytes { CoordinateText.coordinate($0, style) }
    }
}
