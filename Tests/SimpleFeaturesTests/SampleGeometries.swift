import SimpleFeatures
import Testing

/// One geometry of every kind, flat and with heights, beside its WKT as SpatiaLite spells it.
enum SampleGeometries {
    struct Sample: CustomTestStringConvertible, Sendable {
        let wkt: String
        let geometry: Geometry
        var testDescription: String { wkt }
    }

    static let all = flat + withHeights

    static let flat = [
        Sample(wkt: "POINT(108 13.98)", geometry: .point(line(108, 13.98))),
        Sample(wkt: "LINESTRING(1 2,3 4,-5.5 6)", geometry: .lineString(line(1, 2, 3, 4, -5.5, 6))),
        Sample(
            wkt: "POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))",
            geometry: .polygon(
                Geometry.Polygon(rings: [line(0, 0, 4, 0, 4, 4, 0, 0), line(1, 1, 2, 1, 2, 2, 1, 1)]))),
        Sample(wkt: "MULTIPOINT(1 2,3 4)", geometry: .multiPoint([line(1, 2), line(3, 4)])),
        Sample(
            wkt: "MULTILINESTRING((1 2,3 4),(5 6,7 8,9 10))",
            geometry: .multiLineString([line(1, 2, 3, 4), line(5, 6, 7, 8, 9, 10)])),
        Sample(
            wkt: "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
            geometry: .multiPolygon([
                Geometry.Polygon(rings: [line(0, 0, 1, 0, 1, 1, 0, 0)]),
                Geometry.Polygon(rings: [line(5, 5, 6, 5, 6, 6, 5, 5)]),
            ])),
        Sample(
            wkt: "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4),POLYGON((0 0,1 0,1 1,0 0)))",
            geometry: .geometryCollection([
                .point(line(1, 2)), .lineString(line(1, 2, 3, 4)),
                .polygon(Geometry.Polygon(rings: [line(0, 0, 1, 0, 1, 1, 0, 0)])),
            ])),
    ]

    static let withHeights = [
        Sample(wkt: "POINTZ(108 13.98 750.25)", geometry: .point(line3(108, 13.98, 750.25))),
        Sample(wkt: "LINESTRINGZ(1 2 3,4 5 6)", geometry: .lineString(line3(1, 2, 3, 4, 5, 6))),
        Sample(
            wkt: "POLYGONZ((0 0 1,4 0 2,4 4 3,0 0 1))",
            geometry: .polygon(Geometry.Polygon(rings: [line3(0, 0, 1, 4, 0, 2, 4, 4, 3, 0, 0, 1)]))),
        Sample(wkt: "MULTIPOINTZ(1 2 3,4 5 6)", geometry: .multiPoint([line3(1, 2, 3), line3(4, 5, 6)])),
        Sample(
            wkt: "MULTILINESTRINGZ((1 2 3,4 5 6),(7 8 9,10 11 12))",
            geometry: .multiLineString([line3(1, 2, 3, 4, 5, 6), line3(7, 8, 9, 10, 11, 12)])),
        Sample(
            wkt: "MULTIPOLYGONZ(((0 0 1,4 0 2,4 4 3,0 0 1)))",
            geometry: .multiPolygon([Geometry.Polygon(rings: [line3(0, 0, 1, 4, 0, 2, 4, 4, 3, 0, 0, 1)])])),
        Sample(
            wkt: "GEOMETRYCOLLECTIONZ(POINTZ(1 2 3),LINESTRINGZ(1 2 3,4 5 6))",
            geometry: .geometryCollection([.point(line3(1, 2, 3)), .lineString(line3(1, 2, 3, 4, 5, 6))])),
    ]

    /// Geometries without a position.
    static let empty: [Geometry] = [
        .point(CoordinateSequence()), .lineString(CoordinateSequence()), .polygon(Geometry.Polygon(rings: [])),
        .multiPoint([]), .multiLineString([]), .multiPolygon([]), .geometryCollection([]),
        .point(CoordinateSequence(hasZ: true)), .lineString(CoordinateSequence(hasZ: true)),
    ]

    static func line(_ numbers: Double...) -> CoordinateSequence { CoordinateSequence(values: numbers) }
    static func line3(_ numbers: Double...) -> CoordinateSequence { CoordinateSequence(hasZ: true, values: numbers) }
}
