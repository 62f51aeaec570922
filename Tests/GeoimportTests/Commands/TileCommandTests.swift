import Foundation
import TestSupport
import Testing

/// How collections are shown in tiles, asked for and changed with the built program.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct TileCommandTests {
    private func fixture() throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        let rows = (1...30).map { number in
            """
            {"type":"Feature","properties":{"MA":\(number),"TEN":"Đường \(number)","CAP":\(number % 4)},\
            "geometry":{"type":"Point","coordinates":[\(108 + Double(number) / 100),13.9]}}
            """
        }
        let text = #"{"type":"FeatureCollection","features":["# + rows.joined(separator: ",") + "]}"
        try Data(text.utf8).write(to: fixture.folder.url.appending(path: "duong.geojson"))
        try #require(try fixture.load("duong.geojson", "--key", "MA").status == 0)
        return fixture
    }

    private func object(_ outcome: BuiltProgram.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func settingsAreShownChangedRehearsedAndReset() throws {
        let fixture = try fixture()
        func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(["configure", "duong", "--store", "store.sqlite"] + arguments, in: fixture.folder)
                .outcome()
        }
        let shown = try run("--lang", "en")
        #expect(shown.status == 0 && shown.output.contains("every feature from zoom 0"), "\(shown.output)")
        #expect(try run("--lang", "vi").output.contains("mọi đối tượng từ mức 0"))
        let wishes = [
            "--min-zoom", "4", "--max-zoom", "15", "--show", "CAP<=0@4", "--show", "*@13", "--property", "TEN@12",
            "--hide-property", "MA", "--importance", "CAP", "--class", "TEN", "--buffer", "80", "--tile-limit",
            "200000",
        ]
        func ask(_ more: [String]) throws -> BuiltProgram.Outcome {
            try BuiltProgram(["configure", "duong", "--store", "store.sqlite"] + more, in: fixture.folder).outcome()
        }
        let rehearsed = try ask(wishes + ["--dry-run", "--json"])
        #expect(rehearsed.status == 0, "\(rehearsed.errors)")
        #expect(try object(rehearsed)["changed"] as? Bool == false)
        #expect(try run("--lang", "en").output == shown.output, "a rehearsal changes nothing")
        let changed = try object(ask(wishes + ["--json"]))
        #expect(changed["changed"] as? Bool == true)
        let settings = try #require(changed["settings"] as? [String: Any])
        #expect(settings["show"] as? [String] == ["CAP<=0@4", "*@13"])
        #expect(settings["properties"] as? [String: Int] == ["TEN": 12])
        #expect(settings["hidden"] as? [String] == ["MA"])
        #expect(
            try object(run("--buffer", "64", "--property", "MA@0", "--show", "", "--json"))["changed"] as? Bool == true)
        let kept = try #require(try object(run("--json"))["settings"] as? [String: Any])
        #expect(kept["minZoom"] as? Int == 4 && kept["buffer"] as? Int == 64 && kept["tileLimit"] as? Int == 200_000)
        #expect(kept["hidden"] as? [String] == [] && kept["show"] as? [String] == [])
        #expect(try run("--reset").status == 0)
        #expect(try run("--lang", "en").output == shown.output)
        #expect(try fixture.run("verify", "--store", "store.sqlite").output.contains("ok    duong: overview"))
    }

    @Test func wrongSettingsAreRefusedWithWhatWouldDo() throws {
        let fixture = try fixture()
        func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(
                ["configure", "duong", "--store", "store.sqlite", "--lang", "en"] + arguments, in: fixture.folder
            ).outcome()
        }
        let column = try run("--importance", "LOAI")
        #expect(column.status == 1)
        #expect(column.errors.contains("LOAI") && column.errors.contains("MA, TEN, CAP"), "\(column.errors)")
        let text = try run("--importance", "TEN")
        #expect(text.status == 1 && text.errors.contains("columns of numbers: MA, CAP"), "\(text.errors)")
        #expect(try run("--max-zoom", "30").errors.contains("0 to 24"))
        #expect(try run("--show", "CAP<=1").status == 64)
        #expect(try run("--property", "TEN").status == 64)
        #expect(try run("--property", "TEN@3", "--hide-property", "TEN").status == 64)
        #expect(try fixture.run("configure", "khong_co", "--store", "store.sqlite").errors.contains("duong"))
    }

    @Test func editsCanBeMadeToWaitForApproval() throws {
        let fixture = try fixture()
        func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(["configure", "duong", "--store", "store.sqlite"] + arguments, in: fixture.folder)
                .outcome()
        }
        #expect(try object(run("--moderated", "true", "--json"))["moderated"] as? Bool == true)
        #expect(try object(run("--json"))["moderated"] as? Bool == true)
        #expect(try run("--lang", "vi").output.contains("chờ duyệt"))
        #expect(try object(run("--moderated", "false", "--json"))["changed"] as? Bool == true)
        #expect(try run("--moderated", "mot-phan").status == 64)
    }

    @Test func overviewsAreMadeAgainWhereTheyAreMissing() throws {
        let fixture = try fixture()
        func rebuild(_ arguments: String...) throws -> [[String: Any]] {
            let outcome = try BuiltProgram(
                ["rebuild-overviews", "--store", "store.sqlite", "--json"] + arguments, in: fixture.folder
            ).outcome()
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        }
        #expect(try rebuild().map { $0["rebuilt"] as? Bool } == [false])
        #expect(try rebuild("duong", "--force").map { $0["features"] as? Int } == [30])
        try FileManager.default.removeItem(atPath: fixture.store + "-overviews")
        let verification = try fixture.run("verify", "--store", "store.sqlite")
        #expect(verification.status == 0, "what is derived is no fault")
        #expect(verification.output.contains("note  duong: overview"), "\(verification.output)")
        #expect(verification.errors.contains("rebuild-overviews"))
        #expect(try rebuild().map { $0["rebuilt"] as? Bool } == [true])
        #expect(try fixture.run("verify", "--store", "store.sqlite").errors == "")
        #expect(try fixture.run("rebuild-overviews", "khong_co", "--store", "store.sqlite").status == 1)
    }

    @Test func theReportSaysHowManyTilesAVersionTouched() throws {
        let fixture = try fixture()
        let rows = try String(contentsOf: fixture.folder.url.appending(path: "duong.geojson"), encoding: .utf8)
        try Data(rows.replacing("Đường 7\"", with: "Đường bảy\"").utf8)
            .write(to: fixture.folder.url.appending(path: "duong.geojson"))
        let rehearsed = try object(fixture.load("duong.geojson", "--replace", "--dry-run", "--json"))
        #expect(rehearsed["tiles"] is NSNull)
        let replaced = try object(fixture.load("duong.geojson", "--replace", "--json"))
        let touched = try #require((replaced["tiles"] as? [String: Any])?["touched"] as? Int)
        // One point: a tile of each zoom, four where it lies near a corner.
        #expect((1...68).contains(touched), "\(touched)")
        try Data(rows.utf8).write(to: fixture.folder.url.appending(path: "duong.geojson"))
        let text = try fixture.load("duong.geojson", "--replace", "--lang", "vi").output
        #expect(text.contains("ô bản đồ") && text.contains("\(touched) ô của mức 0–16 thay đổi"), "\(text)")
        #expect(
            try object(fixture.load("duong.geojson", "--collection", "khac", "--json"))["tiles"] as? [String: Any]
                != nil)
    }
}
