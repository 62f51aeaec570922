import FeatureExchange
import Foundation
import GeoStore
import TestSupport
import Testing

@testable import geoimport

/// Many sources, one after the other, into one store.
struct BatchRunTests {
    /// A store, a folder with deliveries, and the manifest of them.
    private struct Fixture {
        let imports: ImportFixture

        init() throws { imports = try ImportFixture() }

        func points(_ name: String, _ names: [String]) throws {
            let rows = names.enumerated().map { "\($0.element),POINT (108.\($0.offset + 1) 13.9)\n" }
            let url = imports.folder.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(("TEN,WKT\n" + rows.joined()).utf8).write(to: url)
            // Delivered long ago: nobody waits for the copy to end.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: url.path)
        }

        func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: imports.folder.path(name)) }

        func batch(_ sources: String, isRehearsal: Bool = false, readsEverything: Bool = false) throws -> BatchRun {
            let path = imports.folder.path("lo.yaml")
            let defaults = "defaults: {sector: land, source-crs: EPSG:4326, ledger: none}\n"
            try Data((defaults + "sources:\n" + sources).utf8).write(to: URL(filePath: path))
            return BatchRun(
                manifest: try ManifestReader.read(path), storePath: imports.storePath, isRehearsal: isRehearsal,
                readsEverything: readsEverything, language: .en, interruption: Interruption(), finished: { _ in })
        }

        func run(_ sources: String, isRehearsal: Bool = false, readsEverything: Bool = false) throws -> [String] {
            Self.words(try batch(sources, isRehearsal: isRehearsal, readsEverything: readsEverything).run())
        }

        static func words(_ report: BatchReport) -> [String] {
            report.lines.map { line in
                switch line.outcome {
                case .published: "published"
                case .noChanges: "same"
                case .skipped: "skipped"
                case .leftOut(let reason), .failed(let reason): reason.en
                }
            }
        }

        func names(_ collection: String) throws -> [String?] { try imports.texts("TEN", of: collection) }
    }

    @Test("a source that fails does not stop the next, and the report has each in its place")
    func failures() throws {
        let fixture = try Fixture()
        try fixture.points("cho.csv", ["Chợ Pleiku"])
        try fixture.points("truong.csv", ["Trường số 1", "Trường số 2"])
        try Data("không phải dữ liệu".utf8).write(to: fixture.imports.folder.url.appending(path: "hong.shp"))
        let report = try fixture.batch(
            """
              - {file: cho.csv}
              - {file: mat.csv}
              - {file: hong.shp}
              - {folder: khong-co}
              - {file: truong.csv}
            """
        ).run()
        let words = Fixture.words(report).sorted()
        #expect(report.failureCount == 3)
        #expect(words.filter { $0 == "published" }.count == 2)
        #expect(words.contains { $0.contains("mat.csv does not exist") })
        #expect(words.contains { $0.contains("khong-co does not exist") })
        #expect(try fixture.names("truong") == ["Trường số 1", "Trường số 2"])
        let vietnamese = report.text(in: .vi)
        #expect(vietnamese.contains("5 nguồn: 2 công bố, 0 không đổi, 0 bỏ qua, 3 lỗi"), "\(vietnamese)")
        #expect(report.text(in: .en).contains("FAILED"))
    }

    @Test("what has not changed is not read again; a change in the file or in its settings is")
    func unchanged() throws {
        let fixture = try Fixture()
        try fixture.points("cho.csv", ["Chợ Pleiku"])
        #expect(try fixture.run("  - {file: cho.csv}") == ["published"])
        #expect(try fixture.run("  - {file: cho.csv}") == ["skipped"])
        #expect(try fixture.run("  - {file: cho.csv}", readsEverything: true) == ["same"])
        try fixture.points("cho.csv", ["Chợ Pleiku"])
        #expect(try fixture.run("  - {file: cho.csv}") == ["skipped"], "written again with the same bytes")
        #expect(try fixture.run("  - {file: cho.csv, key: TEN}") == ["same"])
        try fixture.points("cho.csv", ["Chợ Pleiku", "Chợ Chư Sê"])
        #expect(try fixture.run("  - {file: cho.csv, key: TEN}") == ["published"])
        #expect(try fixture.names("cho") == ["Chợ Pleiku", "Chợ Chư Sê"])
    }

    @Test("a rehearsal says the same and touches nothing")
    func rehearsal() throws {
        let fixture = try Fixture()
        try fixture.points("cho.csv", ["Chợ Pleiku"])
        try fixture.points("khac/cho.csv", ["Chợ An Khê"])
        let sources = "  - {file: cho.csv}\n  - {file: khac/cho.csv}\n  - {file: mat.csv}"
        try fixture.imports.store.close()
        let before = try Data(contentsOf: URL(filePath: fixture.imports.storePath))
        let files = try FileManager.default.subpathsOfDirectory(atPath: fixture.imports.folder.url.path).sorted()
        let rehearsed = try fixture.run(sources, isRehearsal: true)
        #expect(try Data(contentsOf: URL(filePath: fixture.imports.storePath)) == before)
        let after = try FileManager.default.subpathsOfDirectory(atPath: fixture.imports.folder.url.path).sorted()
        // A reader leaves the files beside the store that it reads through.
        #expect(after.filter { !["lo.yaml", "store.sqlite-shm", "store.sqlite-wal"].contains($0) } == files)
        #expect(try fixture.run(sources) == rehearsed)
    }

    @Test("two sources for one collection: the second is refused, today and the next time")
    func collision() throws {
        let fixture = try Fixture()
        try fixture.points("a/cho.csv", ["Chợ Pleiku"])
        try fixture.points("b/cho.csv", ["Chợ An Khê"])
        let sources = "  - {folder: a}\n  - {folder: b}"
        for first in ["published", "skipped"] {
            let words = try fixture.run(sources)
            #expect(words[0] == first)
            #expect(words[1].contains("'cho' comes from a/cho.csv"), "\(words)")
        }
        #expect(try fixture.names("cho") == ["Chợ Pleiku"])
        try fixture.remove("a/cho.csv")
        #expect(try fixture.run(sources) == ["published"], "the other may once the first is gone")
        #expect(try fixture.names("cho") == ["Chợ An Khê"])
        try fixture.remove("b/cho.csv")
        try fixture.points("a/cho.csv", ["Chợ Pleiku"])
        #expect(try fixture.run(sources) == ["published"], "what was replaced is read again when it comes back")
        #expect(try fixture.names("cho") == ["Chợ Pleiku"])
    }

    @Test("several files may be added to one collection")
    func appending() throws {
        let fixture = try Fixture()
        try fixture.points("cho.csv", ["Chợ Pleiku"])
        try fixture.points("them.csv", ["Chợ An Khê"])
        let sources = "  - {file: cho.csv}\n  - {file: them.csv, collection: cho, mode: append}"
        #expect(try fixture.run(sources) == ["published", "published"])
        #expect(try fixture.run(sources) == ["skipped", "skipped"])
        #expect(try fixture.names("cho") == ["Chợ Pleiku", "Chợ An Khê"])
    }

    @Test("of a folder those files are sources that the pattern takes and that are no part of another")
    func folder() throws {
        let fixture = try Fixture()
        for name in ["hop/cho.csv", "hop/truong.csv", "hop/.an.csv", "hop/~tam.csv", "hop/cho.csv.part"] {
            try fixture.points(name, ["Một"])
        }
        #expect(try fixture.run("  - {folder: hop, pattern: \"*.csv\"}") == ["published", "published"])
        #expect(try fixture.imports.store.catalog().collections.map(\.id.name).sorted() == ["cho", "truong"])
    }

    @Test("a file that was not at rest when the folder was looked at is left for the next round")
    func unrested() throws {
        let fixture = try Fixture()
        try fixture.points("hop/cho.csv", ["Một"])
        let resting = SourceSignature.ofFiles(of: fixture.imports.folder.path("hop/cho.csv"))
        try fixture.points("hop/moi.csv", ["Mới"])
        let batch = try fixture.batch("  - {folder: hop}")
        #expect(Fixture.words(batch.run(resting: resting)) == ["published"])
        #expect(Fixture.words(batch.run()) == ["skipped", "published"])
    }

    @Test("a file that has only just been written is waited for until it is left alone")
    func waiting() async throws {
        let fixture = try Fixture()
        let path = fixture.imports.folder.path("cho.csv")
        try Data("TEN,WKT\n".utf8).write(to: URL(filePath: path))
        let start = Date()
        try await offPool { try SourceRest(interruption: Interruption()).wait(for: path) }
        #expect(Date().timeIntervalSince(start) >= SourceRest.quiet)
    }

    @Test("a watched folder is read when it has come to rest, and again when something came")
    func watching() async throws {
        struct Enough: Error {}
        let fixture = try Fixture()
        try fixture.points("hop/cho.csv", ["Một"])
        let batch = try fixture.batch("  - {folder: hop}")
        var rounds: [[String]] = []
        #expect(throws: Enough.self) {
            try FolderWatch(run: batch, interval: .milliseconds(50)).run { report in
                rounds.append(Fixture.words(report))
                guard rounds.count < 2 else { throw Enough() }
                try fixture.points("hop/moi.csv", ["Mới"])
            }
        }
        #expect(rounds == [["published"], ["skipped", "published"]])
    }

    @Test("settings that load does not know are found before anything is imported")
    func settings() throws {
        let fixture = try Fixture()
        try fixture.points("cho.csv", ["Một"])
        let batch = try fixture.batch("  - {file: cho.csv}\n  - {file: cho.csv, source-crs: VN2000}")
        do {
            try batch.checkSettings()
            Issue.record("VN2000 is no CRS")
        } catch {
            let sentence = ErrorText.text(error).en
            #expect(sentence.contains("line 4") && sentence.contains("EPSG:9218"), "\(sentence)")
        }
    }
}
