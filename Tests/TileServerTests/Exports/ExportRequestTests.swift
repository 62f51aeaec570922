import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    @Suite("A request for an export") struct ExportRequestTests {
        @Test(
            "that cannot be honoured is refused with what could be",
            arguments: [
                ("thua", "f=zip", "geojson"), ("thua", "f=kml&crs=EPSG:9218", "CRS84"),
                ("thua", "f=gpkg&crs=EPSG:32648", "EPSG:9218"), ("thua", "f=gpkg&offset=5", "no pages"),
                ("thua", "f=csv&bom=maybe", "true or false"), ("thua", "f=gpkg&bom=true", "f=csv"),
                ("thua", "f=csv&geometry=xy", "xy is for points"), ("thua", "f=csv&limit=0", "from 1"),
                ("thua", "f=csv&separator=tab", "semicolon"), ("thua", "f=csv&nothing=1", "parameters"),
                ("tram-y-te", "f=fgb", "f=gpkg"),
            ])
        func refused(collection: String, query: String, hint: String) async throws {
            let answer = try await ServedTests.server.get("/collections/\(collection)/export?\(query)")
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json["detail"]?.string?.contains(hint) == true, "\(answer.text)")
        }

        @Test("without a format lists those there are")
        func formats() async throws {
            let document = try await ServedTests.server.json("/collections/thua/export")
            #expect(document["formats"]?.array?.count == ExportFormat.allCases.count)
        }

        @Test("names the file for people and for old programs, and states the CRS")
        func headers() async throws {
            let answer = try await ServedTests.server.client.raw("GET", "/collections/duong/export?f=gml&lang=vi")
            #expect(
                answer["content-disposition"]
                    == "attachment; filename=\"duong.gml\"; filename*=UTF-8''%C4%90%C6%B0%E1%BB%9Dng.gml")
            #expect(answer["content-crs"] == "<http://www.opengis.net/def/crs/EPSG/0/4326>")
        }

        @Test("is answered 304 before any work, and HEAD without a body", arguments: ["csv", "gpkg"])
        func conditional(format: String) async throws {
            let target = "/collections/thua/export?f=\(format)"
            let head = try await ServedTests.server.client.raw("HEAD", target)
            #expect(head.status == 200 && head.body.isEmpty)
            let tag = try #require(head["etag"])
            let again = try await ServedTests.server.client.raw("GET", target, headers: ["If-None-Match": tag])
            #expect(again.status == 304 && again.body.isEmpty)
        }
    }
}

@Suite("A stream of features") struct ExportStreamTests {
    private static func export(_ store: Store, _ query: String) throws -> TextExport {
        let collection = try store.catalog().collection("thua")
        let parameters = try ExportParameters(QueryParameters(query), collection: collection)
        let snapshot = try SnapshotReaders(store: store).snapshot(of: collection, matching: parameters.query)
        return try TextExport(
            parameters, snapshot: snapshot, title: "", schemaURL: nil, transforms: TransformPool())
    }

    @Test("is of one version, whatever is loaded meanwhile, and comes in pieces")
    func oneVersion() throws {
        let folder = try TemporaryFolder()
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        let export = try Self.export(store, "f=geojson")
        var text = try #require(try export.next())
        let collection = try store.catalog().collection("thua")
        let definition = LayerDefinition(
            id: collection.id, sector: collection.sector, title: collection.title,
            storageCRS: collection.storageCRS, schema: collection.schema)
        try store.load(definition, mode: .replace) { _ in Provenance() }
        #expect(try store.catalog().collection("thua").featureCount == 0)
        var pieces = 1
        while let piece = try export.next() {
            text += piece
            pieces += 1
        }
        #expect(pieces > 1)
        #expect(try JSONReader.read(text)["features"]?.array?.count == SampleStore.parcelCount)
    }

    @Test("that is given up throws, it never ends early")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: SampleStore.copy(into: folder), access: .readOnly)
        let export = try Self.export(store, "f=geojson")
        _ = try export.next()
        export.abandon(because: .outOfTime(seconds: 1))
        #expect(throws: ExportError.outOfTime(seconds: 1)) { try export.next() }
    }

    @Test("gives its connection back for the next one")
    func connections() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: SampleStore.copy(into: folder), access: .readOnly)
        let readers = SnapshotReaders(store: store)
        let collection = try store.catalog().collection("thua")
        // More than SpatiaLite has places for connections.
        for _ in 0..<100 {
            let snapshot = try readers.snapshot(of: collection, matching: FeatureQuery())
            #expect(try snapshot.read { _ in false })
            snapshot.end()
        }
    }
}

@Suite("The name of a file") struct FileNameTests {
    @Test("keeps Vietnamese and leaves out what file systems refuse")
    func names() {
        let name = FileName(id: "diem", title: "Điểm: thử/nghiệm \"1\"\n", fileExtension: "csv")
        #expect(name.full == "Điểm thử nghiệm 1.csv")
        #expect(name.plain == "diem.csv")
        #expect(FileName(id: "a", title: "..", fileExtension: "csv").full == "a.csv")
        #expect(FileName(id: "a", title: "e\u{302}\u{301}", fileExtension: "csv").full == "ế.csv")
    }
}
