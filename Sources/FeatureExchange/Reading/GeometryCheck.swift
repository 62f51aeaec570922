import CGDAL
import Foundation
public import SimpleFeatures

/// Validity and repair by GEOS, through OGR.
public enum GeometryCheck {
    /// Whether a geometry is valid. Z is ignored; the empty geometry is valid.
    /// - Throws: `GDALError` when the geometry cannot be handed over.
    public static func validity(of geometry: Geometry) throws(GDALError) -> GeometryValidity {
        try OGRGeometry(wkb: WKBWriter.write(geometry)).withHandle { validity(of: $0) }
    }

    /// A valid geometry of the same dimension. Z is kept where GEOS can, interpolated at new vertices.
    /// - Throws: `GDALError` (OGR_G_MakeValidEx).
    public static func makeValid(
        _ geometry: Geometry, by method: GeometryRepair.Method = .structure
    ) throws(GDALError) -> GeometryRepair {
        let original = try OGRGeometry(wkb: WKBWriter.write(geometry))
        return try original.withHandle { handle -> Result<GeometryRepair, GDALError> in
            do throws(GDALError) { return .success(try makeValid(handle, by: method)) } catch { return .failure(error) }
        }.get()
    }

    private static func validity(of handle: OGRGeometryH) -> GeometryValidity {
        _ = GDALMessages.take()
        // OGR_G_IsValid: 1 or 0; the reason comes as a warning, and a shape GEOS refuses as an error.
        if OGR_G_IsValid(handle) != 0 {
            _ = GDALMessages.take()
            return .valid
        }
        let reason = GDALMessages.take().first?.text ?? "invalid"
        return GeometryValidity(message: reason)
    }

    private static func makeValid(
        _ handle: OGRGeometryH, by method: GeometryRepair.Method
    ) throws(GDALError) -> GeometryRepair {
        _ = GDALMessages.take()
        // OGR_G_Clone: ours, NULL without memory. OGR_G_CloseRings: GEOS refuses rings that are open.
        guard let clone = OGR_G_Clone(handle).map({ OGRGeometry(owning: $0) }) else {
            throw GDALError(function: "OGR_G_Clone", messages: GDALMessages.take(), fallback: "no memory")
        }
        let areaBefore = area(of: handle)
        // OGR_G_MakeValidEx: a geometry of ours, NULL on failure.
        let made = clone.withHandle { clone in
            OGR_G_CloseRings(clone)
            return CStringList(["METHOD=\(method.rawValue)"]).withPointer { OGR_G_MakeValidEx(clone, $0) }
        }
        let messages = GDALMessages.take()
        guard let valid = made.map({ OGRGeometry(owning: $0) }) else {
            throw GDALError(function: "OGR_G_MakeValidEx", messages: messages, fallback: "no result")
        }
        let dimension = OGR_G_GetDimension(handle)
        let result = valid.withHandle { valid -> (Geometry?, Double, GeometryValidity) in
            var issues: [SourceIssue] = []
            return (GeometryReader().read(valid, issues: &issues), area(of: valid), validity(of: valid))
        }
        let part = result.0.flatMap { $0.part(ofDimension: Int(dimension)) }
        // What is left out of a collection may have been what was wrong, or what made the rest seem right.
        var verdict = result.2
        if let part, part != result.0 { verdict = try validity(of: part) }
        return GeometryRepair(geometry: part, areaBefore: areaBefore, areaAfter: result.1, validity: verdict)
    }

    /// Of polygons, in square units of the CRS; 0 for the rest.
    private static func area(of handle: OGRGeometryH) -> Double {
        // OGR_G_Area complains about points and lines.
        OGR_G_GetDimension(handle) == 2 ? OGR_G_Area(handle) : 0
    }
}

extension GeometryValidity {
    /// Takes `Ring Self-intersection at or near point 107.99 13.95` apart.
    init(message: String) {
        let mark = " at or near point "
        guard let range = message.range(of: mark) else {
            self = .invalid(reason: message, location: nil)
            return
        }
        let numbers = message[range.upperBound...].split(separator: " ").prefix(2).compactMap { Double($0) }
        self = .invalid(
            reason: String(message[..<range.lowerBound]),
            location: numbers.count == 2 ? Coordinate(x: numbers[0], y: numbers[1]) : nil)
    }
}

extension Geometry {
    /// The members of that dimension (0 points, 1 lines, 2 polygons), as one geometry; nil when there are none.
    func part(ofDimension dimension: Int) -> Geometry? {
        guard case .geometryCollection(let members) = self else {
            return type.topologicalDimension == dimension && !isEmpty ? self : nil
        }
        let parts = members.compactMap { $0.part(ofDimension: dimension)?.promotedToMulti }
        var points: [CoordinateSequence] = []
        var lines: [CoordinateSequence] = []
        var polygons: [Polygon] = []
        for part in parts {
            switch part {
            case .point(let sequence): points.append(sequence)
            case .multiPoint(let sequences): points += sequences
            case .multiLineString(let sequences): lines += sequences
            case .multiPolygon(let members): polygons += members
            // promotedToMulti leaves none of these.
            case .lineString, .polygon, .geometryCollection: continue
            }
        }
        switch dimension {
        case 0: return points.isEmpty ? nil : .multiPoint(points)
        case 1: return lines.isEmpty ? nil : .multiLineString(lines)
        default: return polygons.isEmpty ? nil : .multiPolygon(polygons)
        }
    }
}
