import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Behaviour that small written files show.
@Suite struct ReadingTests {
    static func collection(_ members: String) -> String {
        #"{"type":"FeatureCollection","features":[\#(members)]}"#
    }

    @Test func valuesKeepTheirTypesAndTheirDigits() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.collection(
                #"{"type":"Feature","properties":{"a":9007199254740993,"b":0.1,"c":true,"d":"2025-07-01","e":"2025-07-01T08:30:00+07:00","f":null,"g":["x","y\"z"],"h":[1,2]},"geometry":null}"#
            ), as: "values.geojson")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        #expect(layer.fields.map(\.type) == [.integer, .real, .boolean, .date, .dateTime, .text, .text, .text])
        let feature = try TestData.features(source, layer)[0]
        #expect(
            feature.values == [
                .integer(9_007_199_254_740_993), .real(0.1), .boolean(true), .text("2025-07-01"),
                .text("2025-07-01T08:30:00+07:00"), .null, .text(#"["x","y\"z"]"#), .text("[1,2]"),
            ])
        #expect(feature.geometry == nil)
    }

    @Test("a large GeoJSON file is read from its beginning, not once more for each place looked at")
    func seeking() throws {
        let folder = try TemporaryFolder()
        let rows = (0..<3000).map {
            #"{"type":"Feature","properties":{"n":\#($0)},"geometry":{"type":"Point","coordinates":[108,\#(13 + Double($0) / 10000)]}}"#
        }
        // From 200 kB on GDAL reads such a file as a stream.
        let file = try folder.write(Self.collection(rows.joined(separator: ",")), as: "large.geojson")
        let source = try VectorSource(path: file)
        let reader = try source.reader(for: source.layer())
        #expect(!reader.seek(toFeature: 2000))
        #expect(try reader.next()?.values == [.integer(0)])
    }

    @Test func whatCannotBeOpenedSaysWhatItIs() throws {
        let folder = try TemporaryFolder()
        func error(_ name: String) -> FeatureExchangeError? {
            do {
                _ = try VectorSource(path: folder.path(name))
                return nil
            } catch {
                return error
            }
        }
        #expect(error("none.shp") == .fileNotFound(path: folder.path("none.shp")))
        try folder.write("", as: "empty.geojson")
        #expect(error("empty.geojson") == .notRecognised(path: folder.path("empty.geojson"), looksLike: .empty))
        try folder.write("<!DOCTYPE html><html></html>", as: "page.gpkg")
        #expect(error("page.gpkg") == .notRecognised(path: folder.path("page.gpkg"), looksLike: .htmlPage))
        try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]).write(to: URL(filePath: folder.path("v8.dgn")))
        #expect(error("v8.dgn") == .notRecognised(path: folder.path("v8.dgn"), looksLike: .microStationV8))
        try folder.write("hello", as: "hello.shp")
        #expect(error("hello.shp") == .notRecognised(path: folder.path("hello.shp"), looksLike: nil))
        try FileManager.default.createDirectory(atPath: folder.path("none"), withIntermediateDirectories: false)
        #expect(error("none") == .notRecognised(path: folder.path("none"), looksLike: .folderWithoutLayers))
    }

    @Test func aTruncatedFileIsDamagedNotEmpty() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(#"{"type":"FeatureCollection","features":[{"type":"Feature","#, as: "cut.geojson")
        do {
            _ = try VectorSource(path: file)
            Issue.record("it opened")
        } catch {
            guard case .damaged(_, let cause) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(cause.function == "GDALOpenEx")
            #expect(!cause.message.isEmpty)
        }
    }

    @Test func aReaderStopsWhenAskedTo() throws {
        let folder = try TemporaryFolder()
        let point = #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[108,14]}}"#
        let file = try folder.write(Self.collection([point, point, point].joined(separator: ",")), as: "p.geojson")
        let source = try VectorSource(path: file)
        var calls = 0
        var options = FeatureReader.Options()
        options.checkCancellation = {
            calls += 1
            if calls > 2 { throw CancellationError() }
        }
        let reader = try source.reader(for: source.layer(), options: options)
        #expect(throws: CancellationError.self) { while try reader.next() != nil {} }
        #expect(reader.featuresRead == 2)
    }

    @Test func aLayerHasOneReaderAtATime() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a,b\n1,2\n", as: "t.csv")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        do {
            let first = try source.reader(for: layer)
            #expect(throws: FeatureExchangeError.layerInUse(name: "t")) { try source.reader(for: layer) }
            #expect(try first.next()?.values == [.text("1"), .text("2")])
        }
        #expect(try TestData.features(source, layer).count == 1)
    }

    @Test func curvesBecomeLinesWithAnIssue() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("id,wkt\n1,\"CIRCULARSTRING (0 0,1 1,2 0)\"\n", as: "c.csv")
        let source = try VectorSource(path: file)
        let feature = try #require(try TestData.features(source, source.layer()).first)
        #expect(feature.issues == [.curvesLinearised])
        #expect(feature.geometry?.type == .lineString)
        #expect((feature.geometry?.positionCount ?? 0) > 20)
    }

    @Test func axesOfGMLAreTurnedEastFirst() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2">
            <wfs:member><xa gml:id="a"><ma>00123</ma><geom><gml:Point gml:id="p" srsName="urn:ogc:def:crs:EPSG::4326">
            <gml:pos>14 108</gml:pos></gml:Point></geom></xa></wfs:member></wfs:FeatureCollection>
            """, as: "xa.gml")
        let source = try VectorSource(path: file)
        let layer = try source.layer()
        let feature = try TestData.features(source, layer)[0]
        #expect(feature.geometry == .point(Coordinate(x: 108, y: 14)))
        #expect(feature.text("ma", in: layer) == "00123")
        #expect(try folder.contents == ["xa.gml"], "nothing is left beside the source")
    }
}
