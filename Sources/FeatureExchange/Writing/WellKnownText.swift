import CGDAL
import Foundation
public import SimpleFeatures

/// Well-known text of geometries (OGC 06-103r4, 7): for cells of tables that people edit.
public enum WellKnownText {
    /// Every number with the digits that read back as the same number; `nan` and `inf` where it is none.
    public static func write(_ geometry: Geometry) -> String {
        var text = ""
        append(geometry, to: &text)
        return text
    }

    /// - Throws: `GDALError` with what is wrong in the text, `WKBError` for a geometry we have no value for.
    public static func read(_ text: String) throws -> Geometry {
        GDALLibrary.start()
        _ = GDALMessages.take()
        var made: OGRGeometryH?
        let (status, hasRest) = text.withCString { start -> (OGRErr, Bool) in
            var cursor: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: start)
            // OGR_G_CreateFromWkt: a geometry of ours, or an error and NULL. It moves the cursor past what it has read
            // and writes nothing.
            let status = OGR_G_CreateFromWkt(&cursor, nil, &made)
            let rest = cursor.map { String(cString: $0) } ?? ""
            return (status, !rest.allSatisfy(\.isWhitespace))
        }
        guard status == OGRERR_NONE, let made else {
            throw GDALError(
                function: "OGR_G_CreateFromWkt", messages: GDALMessages.take(), fallback: "this is no WKT geometry")
        }
        let owner = OGRGeometry(owning: made)
        guard !hasRest else {
            throw GDALError(function: "OGR_G_CreateFromWkt", code: .appDefined, message: "text after the geometry")
        }
        let wkb = owner.withHandle { handle -> [UInt8] in
            let size = Int(OGR_G_WkbSizeEx(handle))
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                // OGR_G_ExportToIsoWkb: OGRERR_NONE, having written exactly `size` bytes.
                count = OGR_G_ExportToIsoWkb(handle, wkbNDR, buffer.baseAddress) == OGRERR_NONE ? size : 0
            }
        }
        return try WKBReader.read(wkb)
    }

    private static func append(_ geometry: Geometry, to text: inout String) {
        text += geometry.type.rawValue.uppercased()
        if geometry.hasZ { text += " Z" }
        text += " "
        appendBody(geometry, to: &text)
    }

    private static func appendBody(_ geometry: Geometry, to text: inout String) {
        switch geometry {
        case .point(let sequence), .lineString(let sequence): append(sequence, to: &text)
        case .polygon(let polygon): append(polygon.rings, to: &text) { append($0, to: &$1) }
        case .multiPoint(let sequences), .multiLineString(let sequences):
            append(sequences, to: &text) { append($0, to: &$1) }
        case .multiPolygon(let polygons):
            append(polygons, to: &text) { polygon, text in append(polygon.rings, to: &text) { append($0, to: &$1) } }
        case .geometryCollection(let members): append(members, to: &text) { append($0, to: &$1) }
        }
    }

    private static func append<Member>(
        _ members: [Member], to text: inout String, each: (Member, inout String) -> Void
    ) {
        guard !members.isEmpty else {
            text += "EMPTY"
            return
        }
        text += "("
        for index in members.indices {
            if index > 0 { text += ", " }
            each(members[index], &text)
        }
        text += ")"
    }

    private static func append(_ sequence: CoordinateSequence, to text: inout String) {
        append(Array(0..<sequence.count), to: &text) { index, text in
            for place in 0..<sequence.stride {
                if place > 0 { text += " " }
                let number = sequence.values[index * sequence.stride + place]
                text += number.description
            }
        }
    }
}
