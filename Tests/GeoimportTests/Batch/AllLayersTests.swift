import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Every layer of one delivery at once.
@Suite struct AllLayersTests {
    private static func layer(
        _ name: String, _ columns: [FeatureSchema.Property], _ type: GeometryType? = .point
    ) -> FeatureFileWriter.Layer {
        FeatureFileWriter.Layer(name: name, columns: columns, geometryType: type, crs: type == nil ? nil : .epsg(4326))
    }

    /// Two good layers, one whose key is missing, two of one name once they are ids, an empty one and a table.
    private func delivery(_ fixture: ImportFixture) throws -> String {
        let path = fixture.folder.path("giao.gpkg")
        let key = FeatureSchema.Property(name: "MA", type: .integer)
        let other = FeatureSchema.Property(name: "KHAC", type: .integer)
        let writer = try FeatureFileWriter(
            path: path, format: .geoPackage,
            layers: [
                Self.layer("Trường học", [key]), Self.layer("Chợ", [key]), Self.layer("Cầu", [other]),
                Self.layer("cho", [key]), Self.layer("Rỗng", [key]), Self.layer("Danh mục", [key], nil),
            ])
        for layer in [0, 1, 2, 3] {
            for number in 1...3 {
                try writer.append(
                    geometry: .point(Coordinate(x: 108 + Double(number) / 10, y: 14)),
                    values: [.integer(Int64(number))],
                    toLayer: layer)
            }
        }
        try writer.append(values: [.integer(1)], toLayer: 5)
        try writer.finish()
        return path
    }

    private func run(
        _ fixture: ImportFixture, _ file: String, isRehearsal: Bool = false,
        _ change: (inout ImportRequest) -> Void = { _ in }
    ) throws -> BatchReport {
        try LayersRun(
            request: ImportFixture.request(file) {
                $0.mode = .replace
                $0.key = .column("MA")
                $0.sourceCRS = .epsg(4326)
                change(&$0)
            },
            storePath: fixture.storePath, isRehearsal: isRehearsal, language: .en, interruption: Interruption(),
            page: nil,
            finished: { _ in }
        ).run()
    }

    private func words(_ report: BatchReport) -> [String] {
        report.lines.map { line in
            switch line.outcome {
            case .published: "published"
            case .noChanges: "same"
            case .skipped: "skipped"
            case .leftOut: "left out"
            case .failed: "failed"
            }
        }
    }

    @Test("a manifest takes every layer of a source, and of each delivery in a folder; unchanged ones are skipped")
    func manifest() throws {
        let fixture = try ImportFixture()
        _ = try delivery(fixture)
        let path = fixture.folder.path("lo.yaml")
        func sync(_ source: String, isRehearsal: Bool = false) throws -> [String] {
            let text =
                "defaults: {sector: land, source-crs: EPSG:4326, ledger: none, key: MA}\nsources:\n  - \(source)\n"
            try Data(text.utf8).write(to: URL(filePath: path))
            let report = try BatchRun(
                manifest: ManifestReader.read(path), storePath: fixture.storePath, isRehearsal: isRehearsal,
                readsEverything: false, language: .en, interruption: Interruption(), finished: { _ in }
            ).run()
            #expect(report.lines.first?.source == "giao.gpkg · Trường học" || !source.hasPrefix("{file: giao"))
            return words(report)
        }
        let first = ["published", "published", "failed", "failed", "left out", "left out"]
        #expect(try sync("{file: giao.gpkg, layers: all}", isRehearsal: true) == first)
        #expect(try sync("{file: giao.gpkg, layers: all}") == first)
        #expect(
            try sync("{file: giao.gpkg, layers: all}")
                == ["skipped", "skipped", "failed", "failed", "left out", "left out"])
        #expect(try fixture.store.catalog().collections.map(\.id.name).sorted() == ["cho", "truong_hoc"])
        #expect(try sync("{folder: ., pattern: '*.gpkg', layers: all, key: MA}").count == 6)
        #expect(try sync("{file: khong.gpkg, layers: all}") == ["failed"])
    }

    @Test("each layer is a collection of its own; a failed one does not stop the next")
    func everyLayer() throws {
        let fixture = try ImportFixture()
        let file = try delivery(fixture)
        let report = try run(fixture, file)
        #expect(words(report) == ["published", "published", "failed", "failed", "left out", "left out"])
        #expect(report.lines.map(\.collection) == ["truong_hoc", "cho", nil, "cho", nil, nil])
        #expect(report.failureCount == 2)
        #expect(try fixture.store.catalog().collections.map(\.id.name).sorted() == ["cho", "truong_hoc"])
        #expect(try fixture.collection("truong_hoc").title.vi == "Trường học")
        let text = report.text(in: .vi)
        #expect(text.hasSuffix("6 lớp: 2 công bố, 0 không đổi, 2 bỏ qua, 2 lỗi"))
        #expect(text.contains("'cho' đã lấy từ Chợ"))
        #expect(report.json["layers"]?.array?.count == 6)
        #expect(try words(run(fixture, file)).prefix(2) == ["same", "same"])
    }

    @Test("a rehearsal publishes nothing")
    func rehearsal() throws {
        let fixture = try ImportFixture()
        let report = try run(fixture, try delivery(fixture), isRehearsal: true)
        #expect(words(report).prefix(2) == ["published", "published"])
        #expect(try fixture.store.catalog().collections.isEmpty)
    }

    @Test("without a word, the layers are listed and both ways out named")
    func listed() throws {
        let fixture = try ImportFixture()
        let file = try delivery(fixture)
        do {
            try fixture.load(file)
            Issue.record("was published")
        } catch {
            let text = ErrorText.text(error)
            for word in ["--layer", "--all-layers", "Trường học", "Danh mục"] {
                #expect(text.vi.contains(word) && text.en.contains(word))
            }
            #expect(text.vi.contains("không có hình") && text.en.contains("no geometry"))
        }
    }

    @Test(
        "what names one collection does not go with all layers",
        arguments: ["--layer=a", "--collection=a", "--title-vi=a"])
    func exclusive(option: String) {
        #expect(throws: (any Error).self) {
            try GeoimportCommand.parseAsRoot(["load", "a.gpkg", "--store=a", "--sector=land", "--all-layers", option])
        }
    }

    @Test("each layer has a page of its own")
    func pages() {
        let page = ReportFile(path: "/a/b/trang.html", language: .vi)
        #expect(page.of("duong").path == "/a/b/trang-duong.html")
    }
}
