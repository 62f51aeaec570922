import Foundation
import TestSupport
import Testing

/// `geoimport sync` as it is run from a terminal or by cron.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct SyncTests {
    /// A manifest of the sources given, in a folder with a small file.
    private func fixture(_ sources: String) throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 5)
        try write(sources, fixture)
        return fixture
    }

    private func write(_ sources: String, _ fixture: ProgramFixture) throws {
        let text = "store: store.sqlite\ndefaults: {sector: land, source-crs: EPSG:4326}\nsources:\n\(sources)\n"
        try Data(text.utf8).write(to: fixture.folder.url.appending(path: "lo.yaml"))
    }

    @Test("all well is 0, a failed source 1, a wrong manifest 64; nothing is imported by a wrong manifest")
    func statuses() throws {
        let fixture = try fixture("  - {file: diem.csv, sectr: land}")
        for (sources, words) in [
            ("  - {file: diem.csv, sectr: land}", "unknown key 'sectr'"),
            ("  - {file: diem.csv}\n  - {file: diem.csv, max-rejected: nhiều}", "line 5: --max-rejected 'nhiều'"),
        ] {
            try write(sources, fixture)
            let outcome = try fixture.run("sync", "lo.yaml")
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: fixture.store))
        }
        #expect(try fixture.run("sync", "không có.yaml").status == 64)
        try write("  - {file: diem.csv}\n  - {file: mat.csv}", fixture)
        let some = try fixture.run("sync", "lo.yaml", "--lang", "vi")
        #expect(some.status == 1)
        #expect(some.output.contains("2 nguồn: 1 công bố, 0 không đổi, 0 bỏ qua, 1 lỗi"), "\(some.output)")
        #expect(some.output.contains("không có"), "the reason too is in Vietnamese: \(some.output)")
        try write("  - {file: diem.csv}", fixture)
        let all = try fixture.run("sync", "lo.yaml")
        #expect(all.status == 0)
        #expect(all.output.contains("1 source: 0 published, 0 without changes, 1 skipped, 0 failed"), "\(all.output)")
    }

    @Test("relative paths start from the manifest's folder, wherever it is called")
    func places() throws {
        let fixture = try fixture("  - {file: diem.csv, ledger: sổ}")
        let outcome = try fixture.run("sync", fixture.folder.path("lo.yaml"), "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let sources = try #require(json?["sources"] as? [[String: Any]])
        #expect(sources.map { $0["outcome"] as? String } == ["published"])
        #expect(FileManager.default.fileExists(atPath: fixture.store))
    }

    @Test("stopped in the middle, what is published stays, the report says so, and the next run goes on")
    func interrupted() throws {
        let fixture = try fixture("  - {file: diem.csv}\n  - {file: nhieu.csv}")
        try fixture.points("nhieu.csv", 300_000)
        let program = try fixture.start(["sync", "lo.yaml"], untilReading: "nhieu.csv")
        program.send(SIGINT)
        let outcome = try program.outcome()
        #expect(outcome.status == 130)
        #expect(outcome.output.contains("diem.csv") && outcome.output.contains("1 published"), "\(outcome.output)")
        #expect(outcome.errors.contains("what was published stays"), "\(outcome.errors)")
        #expect(try fixture.run("verify", "--store", "store.sqlite").status == 0)
        try fixture.points("nhieu.csv", 7)
        let next = try fixture.run("sync", "lo.yaml")
        #expect(next.status == 0)
        #expect(next.output.contains("1 published, 0 without changes, 1 skipped"), "\(next.output)")
    }
}
