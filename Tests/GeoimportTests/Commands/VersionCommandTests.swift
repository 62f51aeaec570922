import Foundation
import TestSupport
import Testing

/// The versions of a collection, asked for and brought back with the built program.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct VersionCommandTests {
    /// Three deliveries of one layer: first, changed, and changed once more.
    private func fixture() throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        let deliveries = [
            "1,Trạm Pleiku,108.0\n2,Trạm Chư Sê,108.1\n3,Trạm An Khê,108.2\n",
            // In another order, 2 renamed, 3 gone, 4 new.
            "4,Trạm Ayun Pa,108.3\n2,Trạm y tế Chư Sê,108.1\n1,Trạm Pleiku,108.0\n",
            "1,Trạm Pleiku,108.0\n2,Trạm y tế Chư Sê,108.1\n4,Trạm Ayun Pa,108.35\n",
        ]
        for (number, rows) in deliveries.enumerated() {
            try Data(("MA,TEN,x,y\n" + rows.replacing("\n", with: ",13.9\n")).utf8)
                .write(to: fixture.folder.url.appending(path: "tram-\(number + 1).csv"))
            let outcome = try fixture.load(
                "tram-\(number + 1).csv", "--collection", "tram", "--key", "MA", number == 0 ? "--create" : "--replace")
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        return fixture
    }

    private func json(_ outcome: BuiltProgram.Outcome) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    }

    @Test("history, diff and its rows, rollback, prune: each says what is so")
    func versions() throws {
        let fixture = try fixture()
        let store = ["--store", "store.sqlite"]
        func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(arguments + store, in: fixture.folder).outcome()
        }
        let history = try #require(try json(run("history", "tram", "--json")) as? [[String: Any]])
        #expect(history.map { $0["version"] as? Int } == [3, 2, 1])
        #expect(history.map { $0["source"] as? String } == ["tram-3.csv", "tram-2.csv", "tram-1.csv"])

        let difference = try run("diff", "tram", "1", "--output", "khác.gpkg", "--json")
        #expect(difference.status == 0, "\(difference.errors)")
        let counts = try #require((try json(difference) as? [String: Any])?["changes"] as? [String: Int])
        #expect(counts == ["added": 1, "changed": 1, "removed": 1, "unchanged": 1])
        let ogrinfo = try #require(Program("ogrinfo"))
        let layers = try ogrinfo.run(["-ro", "-so", "-al", fixture.folder.path("khác.gpkg")])
        for name in ["added", "removed", "changed_before", "changed_after"] {
            #expect(layers.contains("Layer name: \(name)"), "\(layers)")
        }
        #expect(layers.components(separatedBy: "Feature Count: 1").count == 5)
        #expect(try run("diff", "tram", "1", "--output", "khác.gpkg").status == 64, "a file is never written over")
        #expect(try run("diff", "tram", "1", "2", "--output", "khác.geojson").status == 0)
        let rows = try ogrinfo.run(["-ro", "-al", fixture.folder.path("khác.geojson")])
        #expect(rows.contains("Trạm Ayun Pa") && rows.contains("Trạm y tế Chư Sê"))

        let before = try fixture.list()
        #expect(try run("rollback", "tram", "--to", "1").status == 64, "without a terminal, only with --yes")
        #expect(try run("rollback", "tram", "--to", "1", "--dry-run").output.contains("nothing published"))
        #expect(try run("rollback", "tram", "--to", "9", "--yes").status == 1)
        #expect(try fixture.list() == before)
        let rollback = try run("rollback", "tram", "--to", "1", "--yes", "--lang", "vi")
        #expect(rollback.status == 0)
        #expect(rollback.output.contains("đã công bố phiên bản 4, bằng phiên bản 1"), "\(rollback.output)")
        #expect(try run("diff", "tram", "1", "4").output.contains("nothing has changed"))

        let pruned = try run("prune", "tram", "--keep", "1")
        #expect(pruned.status == 0)
        #expect(pruned.output.contains("3 versions forgotten"), "\(pruned.output)")
        let refused = try run("rollback", "tram", "--to", "2", "--yes", "--lang", "vi")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("phiên bản"), "the reason is in Vietnamese: \(refused.errors)")
        #expect(try run("verify").status == 0)
    }

    @Test("columns are chosen and renamed, rows filtered, by the program's options")
    func choosing() throws {
        let fixture = try ProgramFixture()
        try Data("MA,TEN,GHI_CHU,x,y\n1,Một,a,108.0,13.9\n2,Hai,b,108.1,13.9\n3,Ba,c,108.2,13.9\n".utf8)
            .write(to: fixture.folder.url.appending(path: "diem.csv"))
        let outcome = try fixture.load(
            "diem.csv", "--fields", "TEN,MA", "--rename", "TEN=ten_goi", "--where", "MA <> '1'", "--key", "MA")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let sqlite = try #require(Program("spatialite"))
        let rows = try sqlite.run(["-silent", fixture.store, "SELECT ten_goi || '/' || ma FROM diem ORDER BY ma;"])
        #expect(rows.split(whereSeparator: \.isNewline) == ["Hai/2", "Ba/3"])
        #expect(!(try sqlite.run([fixture.store, "PRAGMA table_info(diem);"])).lowercased().contains("ghi_chu"))
        for (option, value) in [
            ("--fields", "KHONG"), ("--rename", "KHONG=a"), ("--key", "KHONG"), ("--where", "KHONG > 1"),
        ] {
            let refused = try fixture.load("diem.csv", option, value, "--replace")
            #expect(refused.status == 1, "\(option)")
            #expect(refused.errors.contains("KHONG"), "\(refused.errors)")
        }
        #expect(try fixture.list().contains("2 "), "and the collection is as it was")
    }
}
