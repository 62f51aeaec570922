import Foundation
import TestSupport
import Testing

/// A source that is lost or changed while it is read: the former version stays.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct LostSourceTests {
    enum Loss: String, CaseIterable, Sendable {
        case deleted, truncated, replaced, grown
    }

    @Test("the former version stays, and the reason names the file", arguments: Loss.allCases)
    func lost(loss: Loss) throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 5)
        try #require(try fixture.load("diem.csv").status == 0)
        try fixture.points("nhieu.csv", 200_000)
        let before = try fixture.list()
        let path = fixture.folder.path("nhieu.csv")
        let load = try fixture.start(
            ProgramFixture.loading("nhieu.csv", ["--collection", "diem", "--replace"]), untilReading: "nhieu.csv")
        switch loss {
        case .deleted: try FileManager.default.removeItem(atPath: path)
        case .truncated: try #require(truncate(path, 1_000_000) == 0)
        case .replaced:
            try FileManager.default.removeItem(atPath: path)
            try fixture.points("nhieu.csv", 200_000)
        case .grown:
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data("POINT (108 14),thêm\n".utf8))
            try file.close()
        }
        let outcome = try load.outcome()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("nhieu.csv"), "\(outcome.errors)")
        #expect(outcome.output == "")
        #expect(try fixture.list() == before)
        let verification = try fixture.run("verify", "--store", "store.sqlite")
        #expect(verification.status == 0, "\(verification.output)")
    }
}
