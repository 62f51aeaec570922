internal import CSpatiaLite
internal import SimpleFeatures

/// `gs_coarse(geometry, width)`: the geometry with its positions moved to a grid, in units of its CRS; NULL for what
/// cannot be read.
enum CoarseFunction {
    static let name = "gs_coarse"

    static func register(on connection: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        // Fails only for a name or a count that SQLite does not take, which these are not.
        _ = sqlite3_create_function_v2(
            connection, name, 2, flags, nil,
            { context, _, values in
                guard let values, sqlite3_value_type(values[0]) == SQLITE_BLOB else {
                    return sqlite3_result_null(context)
                }
                let start = sqlite3_value_blob(values[0])
                let blob = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(values[0])))
                let width = sqlite3_value_double(values[1])
                // A geometry that cannot be read must not be handed on as it is.
                guard let (geometry, srid) = try? SpatiaLiteBlob.read(blob) else { return sqlite3_result_null(context) }
                let coarse = SpatiaLiteBlob.write(geometry.snapped(toGrid: width), srid: srid)
                coarse.withUnsafeBytes {
                    sqlite3_result_blob64(
                        context, $0.baseAddress, UInt64($0.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                }
            }, nil, nil, nil)
    }
}

extension Geometry {
    /// Every position, heights too, at a multiple of `width`. A ring that falls together becomes the cell it fell into,
    /// an interior one goes; of a line that falls together two positions stay.
    func snapped(toGrid width: Double) -> Geometry {
        func polygon(_ polygon: Polygon) -> Polygon {
            guard let exterior = polygon.exterior else { return polygon }
            let outline = exterior.snapped(toGrid: width)
            guard outline.count >= 4, outline.doubledSignedArea != 0 else {
                return Polygon(rings: [exterior.cell(ofGrid: width)])
            }
            let holes = polygon.interiors.map { $0.snapped(toGrid: width) }.filter {
                $0.count >= 4 && $0.doubledSignedArea != 0
            }
            return Polygon(rings: [outline] + holes)
        }
        func line(_ sequence: CoordinateSequence) -> CoordinateSequence {
            let snapped = sequence.snapped(toGrid: width)
            guard snapped.count == 1 else { return snapped }
            return CoordinateSequence(hasZ: snapped.hasZ, values: snapped.values + snapped.values)
        }
        return switch self {
        case .point(let sequence): .point(sequence.snapped(toGrid: width))
        case .lineString(let sequence): .lineString(line(sequence))
        case .polygon(let shape): .polygon(polygon(shape))
        case .multiPoint(let sequences): .multiPoint(sequences.map { $0.snapped(toGrid: width) })
        case .multiLineString(let sequences): .multiLineString(sequences.map(line))
        case .multiPolygon(let shapes): .multiPolygon(shapes.map(polygon))
        case .geometryCollection(let members): .geometryCollection(members.map { $0.snapped(toGrid: width) })
        }
    }
}

extension CoordinateSequence {
    /// Positions at multiples of `width`, none twice in a row.
    fileprivate func snapped(toGrid width: Double) -> CoordinateSequence {
        var snapped: [Double] = []
        snapped.reserveCapacity(values.count)
        for index in 0..<count {
            let position = values[index * stride..<(index + 1) * stride].map { ($0 / width).rounded() * width }
            if snapped.count >= stride, snapped.suffix(stride).elementsEqual(position) { continue }
            snapped += position
        }
        return CoordinateSequence(hasZ: hasZ, values: snapped)
    }

    /// The square around the grid point of the first position, counter-clockwise.
    fileprivate func cell(ofGrid width: Double) -> CoordinateSequence {
        guard !isEmpty else { return self }
        let (x, y) = ((self[0].x / width).rounded() * width, (self[0].y / width).rounded() * width)
        let half = width / 2
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        let height = z(at: 0).map { [($0 / width).rounded() * width] } ?? []
        return CoordinateSequence(hasZ: hasZ, values: corners.flatMap { [x + $0.0, y + $0.1] + height })
    }
}
