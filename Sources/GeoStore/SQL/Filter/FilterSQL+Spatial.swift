internal import CQL2
internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// Predicates of Simple Features, by the R-tree first and by the exact geometries then; SpatiaLite prepares the one
/// that stays the same from row to row.
extension FilterSQL {
    private enum Operand {
        case column
        case literal(Geometry)
    }

    func spatial(
        _ operation: SpatialOperator, _ left: ValueExpression, _ right: ValueExpression, _ position: Position
    ) throws -> SQLFragment {
        switch (try operand(left), try operand(right)) {
        case (.column, .literal(let geometry)): return try column(operation, geometry, position)
        case (.literal(let geometry), .column): return try column(operation.mirrored, geometry, position)
        case (.column, .column):
            return truth(of: operation, SQLFragment(geometryColumn), SQLFragment(geometryColumn))
        case (.literal(let first), .literal(let second)):
            // Both are in the CRS of the filter.
            return truth(of: operation, blob(first), blob(second))
        }
    }

    private var geometryColumn: String { "t.\(SQLIdentifier(LayerTable.geometryColumn))" }

    private func operand(_ value: ValueExpression) throws -> Operand {
        switch value {
        case .property: return .column
        case .geometry(let geometry): return .literal(geometry)
        case .box(let box): return .literal(try geometries.outline(of: box))
        case .text, .integer, .real, .date, .timestamp, .interval, .array, .arithmetic, .caseInsensitive,
            .accentInsensitive, .function, .filter:
            throw FilterError(.unsupported("a geometry of this kind"), part: .value(value))
        }
    }

    private func blob(_ geometry: Geometry) -> SQLFragment {
        SQLFragment("?", [Data(SpatiaLiteBlob.write(geometry, srid: table.srid))])
    }

    // MARK: The column and a literal

    private func column(
        _ operation: SpatialOperator, _ literal: Geometry, _ position: Position
    ) throws -> SQLFragment {
        let isOutside = SQLFragment(operation == .disjoint ? "1" : "0")
        guard let placed = try geometries.placed(literal, for: operation) else {
            return SQLFragment("CASE WHEN \(geometryColumn) IS NOT NULL THEN ") + isOutside + SQLFragment(" END")
        }
        let index = SQLIdentifier.spatialIndex(of: table.collection)
        let box = placed.envelope.expanded(by: table.indexMargin)
        let candidates = SQLFragment(
            "IN (SELECT pkid FROM \(index) WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?)",
            [box.maxX, box.minX, box.maxY, box.minY])
        let exact = truth(of: operation, SQLFragment(geometryColumn), blob(placed.geometry))
        if position == .required, operation != .disjoint {
            return SQLFragment("(t.\(LayerTable.idColumn) ") + candidates + SQLFragment(" AND ") + exact
                + SQLFragment(")")
        }
        // Boxes apart are apart, and that is known; a row without a geometry is not in the index either.
        return SQLFragment("CASE WHEN \(geometryColumn) IS NULL THEN NULL WHEN t.\(LayerTable.idColumn) NOT ")
            + candidates + SQLFragment(" THEN ") + isOutside + SQLFragment(" ELSE ") + exact + SQLFragment(" END")
    }

    /// SpatiaLite answers -1 for what is null and 2 where GEOS gives up on an invalid geometry: both are unknown.
    private func truth(of operation: SpatialOperator, _ left: SQLFragment, _ right: SQLFragment) -> SQLFragment {
        SQLFragment("CASE \(operation.function)(") + left + SQLFragment(", ") + right
            + SQLFragment(") WHEN 1 THEN 1 WHEN 0 THEN 0 END")
    }

    // MARK: Measures

    /// Metres and square metres: on the ellipsoid where the storage CRS has degrees or the scale of web maps, in the
    /// plane of the projection otherwise, as areas are stated in VN-2000.
    func measure(_ name: FilterFunction.Name, _ arguments: [ValueExpression]) throws -> SQLFragment {
        // The last argument: on the ellipsoid.
        let suffix = try geometries.isMetric ? "" : ", 1"
        func term(_ value: ValueExpression) throws -> SQLFragment {
            let sql: SQLFragment
            switch try operand(value) {
            case .column: sql = SQLFragment(geometryColumn)
            case .literal(let geometry):
                guard let placed = try geometries.placedWhole(geometry) else {
                    throw FilterError(.outsideStorage("the geometry"), part: .value(value))
                }
                sql = blob(placed)
            }
            return geometries.needsGround ? SQLFragment("ST_Transform(") + sql + SQLFragment(", 4326)") : sql
        }
        let function =
            switch name {
            case .area: "ST_Area"
            case .length: "ST_Length"
            case .perimeter: "ST_Perimeter"
            default: "ST_Distance"
            }
        return SQLFragment("\(function)(") + .joined(try arguments.map(term), by: ", ")
            + SQLFragment("\(suffix))")
    }
}

extension SpatialOperator {
    fileprivate var function: String {
        switch self {
        case .intersects: "ST_Intersects"
        case .equals: "ST_Equals"
        case .disjoint: "ST_Disjoint"
        case .touches: "ST_Touches"
        case .within: "ST_Within"
        case .overlaps: "ST_Overlaps"
        case .crosses: "ST_Crosses"
        case .contains: "ST_Contains"
        }
    }

    /// The operator with its sides exchanged.
    fileprivate var mirrored: SpatialOperator {
        switch self {
        case .within: .contains
        case .contains: .within
        case .intersects, .equals, .disjoint, .touches, .overlaps, .crosses: self
        }
    }
}
