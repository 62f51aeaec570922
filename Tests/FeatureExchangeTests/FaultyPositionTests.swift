import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Positions that are no numbers: of which feature they were, and that there was something.
@Suite struct FaultyPositionTests {
    private static let features: [(geometry: String?, codes: [String])] = [
        (#"{"type":"Point","coordinates":[108.1,13.9]}"#, []),
        (#"{"type":"Point","coordinates":["108.2","13.9"]}"#, ["coordinate-not-number"]),
        (#"{"type":"Point","coordinates":[null,13.9]}"#, ["coordinate-not-number"]),
        (#"{"type":"Point"}"#, ["coordinate-not-number"]),
        (#"{"type":"Point","coordinates":null}"#, ["coordinate-not-number"]),
        (#"{"type":"Point","coordinates":[]}"#, []),
        ("null", []),
        (nil, []),
        (#"{"type":"Point","coordinates":[NaN,NaN]}"#, ["coordinate-not-finite"]),
        (#"{"type":"Point","coordinates":[108.1]}"#, ["coordinate-not-number"]),
        (#"{"type":"LineString","coordinates":[[108.1,13.9],["a","b"]]}"#, ["coordinate-not-number"]),
        (#"{ "coordinates" : [[[1,2],[3,null],[3,4],[1,2]]], "type" : "Polygon" }"#, ["coordinate-not-number"]),
        (#"{"type":"Point","coordinates":"108,13"}"#, ["coordinate-not-number"]),
        (#"{"type":"Point","coordinates":{"x":1,"y":2}}"#, ["coordinate-not-number"]),
        (#"{"type":"Punkt","coordinates":[108,13]}"#, ["geometry-unreadable"]),
        (#""POINT(108 13)""#, ["geometry-unreadable"]),
        (#"{"type":"MultiPoint","coordinates":[[108,13],[NaN,NaN]]}"#, ["coordinate-not-finite"]),
        (
            #"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[2,2],[3,"x"],[3,3],[2,2]]]]}"#,
            ["coordinate-not-number"]
        ),
        (
            #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,"2"]}]}"#,
            ["coordinate-not-number"]
        ),
        (#"{"type":"GeometryCollection","geometries":[]}"#, []),
        (#"{"type":"LineString","coordinates":[]}"#, []),
        (#"{"type":"MultiPoint","coordinates":[[108,13],[108,14]]}"#, []),
        (#"{"type":"Point","coordinates":[1.5e2,-1.39E1,7]}"#, []),
    ]

    /// With a text that has brackets, quotes and the word geometry in it.
    private static func text(_ geometry: String?, _ number: Int) -> String {
        let property = #""t\#(number)":"\"geometry\": {[ \\","n":\#(number)"#
        let member = geometry.map { #","geometry":\#($0)"# } ?? ""
        return #"{"type":"Feature","properties":{\#(property)}\#(member)}"#
    }

    private func codes(_ path: String, filter: String? = nil) throws -> [[String]] {
        var options = VectorSource.Options()
        options.filter = filter
        let source = try VectorSource(path: path, options: options)
        return try TestData.features(source, source.layer()).map { feature in
            let codes = feature.issues.map(\.code)
            if !codes.isEmpty { #expect(feature.geometry == nil) }
            return codes
        }
    }

    @Test("a position that is no number is told from an empty geometry and from none", arguments: [false, true])
    func geoJSON(isSequence: Bool) throws {
        let folder = try TemporaryFolder()
        let texts = Self.features.enumerated().map { Self.text($1.geometry, $0) }
        let path = try folder.write(
            isSequence
                ? texts.joined(separator: "\n")
                : #"{"type":"FeatureCollection","name":"a","features":[\#(texts.joined(separator: ",\n"))]}"#,
            as: isSequence ? "a.geojsonl" : "a.geojson")
        #expect(try codes(path) == Self.features.map(\.codes))
        #expect(try codes(path, filter: "n > 8") == Self.features.dropFirst(9).map(\.codes))
    }

    @Test("one feature without a collection around it")
    func loneFeature() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.text(#"{"type":"Point","coordinates":["a",1]}"#, 1), as: "a.geojson")
        #expect(try codes(path) == [["coordinate-not-number"]])
    }

    @Test("a point of a shapefile with NaN is no empty point")
    func shapefile() throws {
        func bytes<Number>(_ number: Number) -> [UInt8] { withUnsafeBytes(of: number) { [UInt8]($0) } }
        let places: [(Double, Double)] = [(108, 13), (.nan, .nan), (.infinity, 13), (108, .nan)]
        var records: [UInt8] = []
        for (number, place) in places.enumerated() {
            records += bytes(Int32(number + 1).bigEndian) + bytes(Int32(10).bigEndian)
            records += bytes(Int32(1).littleEndian) + bytes(place.0) + bytes(place.1)
        }
        var head = [Int32(9994), 0, 0, 0, 0, 0, Int32(50 + records.count / 2)].flatMap { bytes($0.bigEndian) }
        head += bytes(Int32(1000)) + bytes(Int32(1)) + [107.0, 13, 109, 14, 0, 0, 0, 0].flatMap { bytes($0) }
        let folder = try TemporaryFolder()
        let path = try folder.write("", as: "a.shp")
        try Data(head + records).write(to: URL(filePath: path))
        let source = try VectorSource(path: path)
        let geometries = try TestData.features(source, source.layer()).map(\.geometry)
        #expect(geometries.map { $0?.isEmpty } == [false, false, false, false])
        #expect(geometries.map { $0?.isFinite } == [true, false, false, false])
    }

    @Test("words for no number in a table, and a shape with them")
    func tables() throws {
        let folder = try TemporaryFolder()
        let table = try folder.write(
            "n,X,Y\n1,108,13\n2,nan,nan\n3,,\n4,inf,13\n5,108,abc\n6,108,\n7,108.5,14\n", as: "a.csv")
        #expect(
            try codes(table) == [
                [], ["coordinate-not-finite"], [], ["coordinate-not-finite"], ["coordinate-not-number"],
                ["coordinate-not-number"], [],
            ])
        let shapes = try folder.write("n;WKT\n1;POINT(108 13)\n2;POINT(nan nan)\n3;POINT EMPTY\n", as: "b.csv")
        #expect(try codes(shapes) == [[], ["coordinate-not-finite"], []])
    }

    private static func issues(_ path: String) throws -> [SourceIssue?] {
        let source = try VectorSource(path: path)
        return try TestData.features(source, source.layer()).map { feature in
            if !feature.issues.isEmpty { #expect(feature.geometry == nil) }
            return feature.issues.first
        }
    }

    private static let words: [String?] = [
        nil, "abc", "108.3", nil, "x", "12a", "1;13", nil,
    ]

    private static func expect(_ issues: [SourceIssue?]) {
        #expect(issues == words.map { $0.map { .coordinateNotNumber(text: $0) } })
    }

    @Test("words for coordinates in KML are told, not read as 0 or as the number they begin with")
    func kml() throws {
        let shapes = [
            "Point 108.1,13.9,0", "Point abc,def", "Point 108.3", "", "LineString 108.3,13.9 x,y 108.4,13.9",
            "Point 12a,13.9", "Point 108,1;13,9", "LineString \n 108.3,13.9,0\n 1.084E2,+13.9,-1\n",
        ]
        let marks = shapes.map { shape in
            let parts = shape.split(separator: " ", maxSplits: 1)
            let geometry = parts.count < 2 ? "" : "<\(parts[0])><coordinates>\(parts[1])</coordinates></\(parts[0])>"
            return "<Placemark><name>điểm, x; y</name>\(geometry)</Placemark>"
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>lớp</name>"#
                + marks.joined(separator: "\n") + "</Folder></Document></kml>", as: "a.kml")
        Self.expect(try Self.issues(path))
        #expect(try VectorSource(path: path).layers.map(\.name) == ["lớp"])
    }

    @Test("words for coordinates in GML are told; a column called pos keeps its words")
    func gml() throws {
        let shapes = [
            "Point>pos 108.1 13.9", "Point>coordinates abc,def", "Point>coordinates 108.3", "",
            "LineString>posList 108.3 13.9 x y 108.4 13.9", "Point>pos 12a 13.9", "Point>coordinates 108,1;13,9",
            "LineString>posList 108.3 13.9 1.084E2 +13.9",
        ]
        let members = shapes.enumerated().map { number, shape in
            let parts = shape.split(separator: " ", maxSplits: 1)
            let tags = parts.first.map { $0.split(separator: ">") } ?? []
            let geometry =
                tags.isEmpty
                ? ""
                : "<ogr:geom><gml:\(tags[0])><gml:\(tags[1])>\(parts[1])</gml:\(tags[1])></gml:\(tags[0])></ogr:geom>"
            return "<gml:featureMember><ogr:a fid=\"a.\(number)\">\(geometry)<ogr:pos>Vị trí \(number)</ogr:pos>"
                + "</ogr:a></gml:featureMember>"
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">"#
                + members.joined(separator: "\n") + "</ogr:FeatureCollection>", as: "a.gml")
        Self.expect(try Self.issues(path))
        let source = try VectorSource(path: path)
        #expect(
            try TestData.features(source, source.layer()).map { $0.values.contains(.text("Vị trí \($0.sourceID)")) }
                .contains(true))
    }

    @Test("words for coordinates in a MIF are told, also behind a charset, and the texts beside them stay")
    func mif() throws {
        let folder = try TemporaryFolder()
        let head = """
            Version 300
            Charset "WindowsLatin1"
            Delimiter ","
            CoordSys Earth Projection 1, 104
            Columns 1
              TEN Char(20)
            Data

            """
        let shapes = [
            "Point 108.1 13.9\n    Symbol (35,0,12)", "Point abc def", "Point 108.3", "none",
            "Pline 3\n108.3 13.9\nx y\n108.4 13.9\n    Pen (1,2,0)", "point 12a 13.9",
            "Region 1\n  4\n108 13\n109 1;13\n109 14\n108 13", "LINE 108.3 13.9 1.084E2 +13.9",
        ]
        let path = try folder.write(head + "\n" + shapes.joined(separator: "\n") + "\n", as: "a.mif")
        _ = try folder.write((1...8).map { "\"x y \($0)\"\n" }.joined(), as: "a.mid")
        Self.expect(try Self.issues(path))
        let source = try VectorSource(path: path)
        #expect(try TestData.features(source, source.layer()).map(\.values) == (1...8).map { [.text("x y \($0)")] })
    }
}
