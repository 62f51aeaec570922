/// Well-known text of geometries (OGC 06-103r4, 7).
public enum WKTWriter {
    /// - Parameter decimals: of each number; nil gives the digits that read back as the same number, `nan` and `inf`
    ///   where it is none.
    public static func write(_ geometry: Geometry, decimals: Int? = nil) -> String {
        var writer = JSONWriter()
        append(geometry, decimals: decimals, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The same to bytes that others follow.
    static func append(_ geometry: Geometry, decimals: Int?, to writer: inout JSONWriter) {
        writer.bytes.append(contentsOf: geometry.type.rawValue.uppercased().utf8)
        writer.append(raw: geometry.hasZ ? " Z " : " ")
        appendBody(geometry, decimals, to: &writer)
    }

    private static func appendBody(_ geometry: Geometry, _ decimals: Int?, to writer: inout JSONWriter) {
        switch geometry {
        case .point(let sequence), .lineString(let sequence): append(sequence, decimals, to: &writer)
        case .polygon(let polygon): append(polygon.rings, to: &writer) { append($0, decimals, to: &$1) }
        case .multiPoint(let sequences), .multiLineString(let sequences):
            append(sequences, to: &writer) { append($0, decimals, to: &$1) }
        case .multiPolygon(let polygons):
            append(polygons, to: &writer) { polygon, writer in
                append(polygon.rings, to: &writer) { append($0, decimals, to: &$1) }
            }
        case .geometryCollection(let members):
            append(members, to: &writer) { append($0, decimals: decimals, to: &$1) }
        }
    }

    private static func append<Member>(
        _ members: [Member], to writer: inout JSONWriter, each: (Member, inout JSONWriter) -> Void
    ) {
        guard !members.isEmpty else { return writer.append(raw: "EMPTY") }
        writer.append(raw: "(")
        for index in members.indices {
            if index > 0 { writer.append(raw: ", ") }
            each(members[index], &writer)
        }
        writer.append(raw: ")")
    }

    private static func append(_ sequence: CoordinateSequence, _ decimals: Int?, to writer: inout JSONWriter) {
        append(Array(0..<sequence.count), to: &writer) { index, writer in
            for place in 0..<sequence.stride {
                if place > 0 { writer.append(raw: " ") }
                let number = sequence.values[index * sequence.stride + place]
                if let decimals, number.isFinite {
                    writer.append(number, decimals: place == 2 ? min(decimals, heightDecimals) : decimals)
                } else {
                    writer.bytes.append(contentsOf: number.description.utf8)
                }
            }
        }
    }

    /// A tenth of a millimetre.
    private static let heightDecimals = 4
}
