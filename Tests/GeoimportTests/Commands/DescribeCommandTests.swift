import Foundation
import TestSupport
import Testing

/// What is said of collections, asked for and changed with the built program.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct DescribeCommandTests {
    private func fixture() throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"TEN":"Đường 1"},\
            "geometry":{"type":"Point","coordinates":[108,13.9]}}]}
            """
        try Data(text.utf8).write(to: fixture.folder.url.appending(path: "duong.geojson"))
        try #require(try fixture.load("duong.geojson").status == 0)
        return fixture
    }

    private func describe(_ fixture: ProgramFixture, _ arguments: [String]) throws -> BuiltProgram.Outcome {
        try BuiltProgram(["describe"] + arguments + ["--store", "store.sqlite"], in: fixture.folder).outcome()
    }

    private func object(_ outcome: BuiltProgram.Outcome) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.errors)")
    }

    @Test func fieldsAreSetRehearsedAndTakenBack() throws {
        let fixture = try fixture()
        let shown = try describe(fixture, ["duong", "--lang", "vi"])
        #expect(shown.status == 0 && shown.output.contains("còn thiếu: abstract.vi"), "\(shown.output)")
        #expect(shown.output.contains("Nhập lần cuối") && shown.output.contains("duong.geojson"))
        let wish = ["duong", "--set", "sharing=open", "legal.date=01/07/2025", "keywords.vi=đường; cầu", "--json"]
        #expect(try object(describe(fixture, wish + ["--dry-run"]))["changed"] as? Bool == false)
        #expect(try describe(fixture, ["duong", "--lang", "vi"]).output == shown.output, "a rehearsal changes nothing")
        let changed = try object(describe(fixture, wish))
        let metadata = try #require(changed["metadata"] as? [String: Any])
        #expect(changed["changed"] as? Bool == true && metadata["legal.date"] as? String == "2025-07-01")
        #expect(metadata["keywords.vi"] as? [String] == ["đường", "cầu"])
        #expect(try object(describe(fixture, wish))["changed"] as? Bool == false)
        let again = try object(describe(fixture, ["duong", "--set", "sharing=", "--json"]))
        #expect((again["metadata"] as? [String: Any])?["sharing"] == nil)
    }

    @Test func whatIsWrongIsSaidWithWhatWouldBeRight() throws {
        let fixture = try fixture()
        for (arguments, status, sentence) in [
            (["duong", "--set", "sharng=open"], Int32(64), "did you mean sharing"),
            (["duong", "--set", "contact.mail=a@b.vn"], 64, "contact.email"),
            (["duong", "--set", "sharing"], 64, "sharing=open"), (["--all", "duong"], 64, "--all"), ([], 64, "--all"),
            (["duong", "--set", "sharing=free"], 1, "open | shared | restricted"),
            (["duong", "--set", "date=31/02/2025"], 1, "2026-07-01"),
            (["duong", "--set", "contact.email=phong"], 1, "contact.email"),
            (["duong", "--set", "valid.from=2025-07-02", "valid.to=2025-07-01"], 1, "before valid.from"),
            (["duong", "--set", "title.vi="], 1, "cannot be empty"), (["dng"], 1, "duong"),
            (["duong", "--edit-file", "nowhere.yaml"], 1, "nowhere.yaml"),
        ] {
            let outcome = try describe(fixture, arguments + ["--lang", "en"])
            #expect(outcome.status == status && outcome.errors.contains(sentence), "\(arguments): \(outcome.errors)")
        }
    }

    @Test func aFormIsFilledInAndTaken() throws {
        let fixture = try fixture()
        let file = fixture.folder.url.appending(path: "duong.yaml")
        let form = try describe(fixture, ["duong", "--template", "--lang", "vi"])
        #expect(form.status == 0 && form.output.contains("# Mức chia sẻ *") && form.output.contains("title.vi: \""))
        try Data(form.output.utf8).write(to: file)
        #expect(
            try object(describe(fixture, ["duong", "--edit-file", file.path, "--json"]))["changed"] as? Bool == false)
        let filled = """
            abstract.vi: |
              Đường: tỉnh lộ
              và quốc lộ
            keywords: {vi: [đường, cầu], en: road}
            contact:
              email: a@b.vn
            date: 2025-06-30
            scale: 10000
            """
        try Data(filled.utf8).write(to: file)
        let changed = try object(describe(fixture, ["duong", "--edit-file", file.path, "--json"]))
        let metadata = try #require(changed["metadata"] as? [String: Any])
        #expect(metadata["abstract.vi"] as? String == "Đường: tỉnh lộ\nvà quốc lộ")
        #expect(metadata["keywords.vi"] as? [String] == ["đường", "cầu"] && metadata["scale"] as? [Int] == [10000])
        #expect(metadata["date"] as? String == "2025-06-30" && metadata["contact.email"] as? String == "a@b.vn")
        for (text, sentence) in [
            ("contact:\n  emial: a@b.vn", "line 2: there is no field 'contact.emial'"), ("- a", "line 1"),
            ("a: [", "cannot be read"), ("date: 2025-06-30\ndate: 2025-06-30", "duong.yaml"),
        ] {
            try Data(text.utf8).write(to: file)
            let outcome = try describe(fixture, ["duong", "--edit-file", file.path, "--lang", "en"])
            #expect(outcome.status == 1 && outcome.errors.contains(sentence), "\(text): \(outcome.errors)")
        }
        #expect(try object(describe(fixture, ["duong", "--json"]))["changed"] as? Bool == false)
    }

    @Test func whatIsMissingIsListedForAll() throws {
        let fixture = try fixture()
        let table = try describe(fixture, ["--all", "--missing", "--lang", "vi"])
        #expect(table.status == 0 && table.output.contains("CÒN THIẾU") && table.output.contains("legal.number"))
        let missing = try object(describe(fixture, ["--all", "--missing", "--json"]))
        let lacks = try #require((missing["duong"] as? [String: Any])?["required"] as? [String])
        #expect(lacks.contains("sharing") && !lacks.contains("title.vi"))
        #expect(try describe(fixture, ["--all", "--lang", "en"]).output.contains("FIELDS"))
    }
}
