import Foundation
import TestSupport
import Testing

/// Interruptions, locks and full disks while the built program works: the store is as it was.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct DisturbanceTests {
    /// Features of a load that takes seconds.
    private static let many = 300_000

    /// A store with one small collection, and a file that takes long to load.
    private func fixture() throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 5)
        try #require(try fixture.load("diem.csv").status == 0)
        try fixture.points("nhieu.csv", Self.many)
        return fixture
    }

    private func expectOldState(_ fixture: ProgramFixture, _ before: String) throws {
        #expect(try fixture.list() == before)
        let verification = try fixture.run("verify", "--store", "store.sqlite")
        #expect(verification.status == 0, "\(verification.output)")
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aRequestToStopLeavesTheStoreAsItWas(signal: Int32) throws {
        let fixture = try fixture()
        let before = try fixture.list()
        let load = try fixture.startLoad("nhieu.csv")
        load.send(signal)
        let outcome = try load.outcome()
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("geoimport: interrupted; the store is as it was\n"))
        #expect(outcome.output == "")
        #expect(try fixture.contents == ["diem.csv", "nhieu.csv", "store.sqlite", "store.sqlite-overviews"])
        try expectOldState(fixture, before)
    }

    @Test func aNewStoreGoesWithTheLoadThatWasToFillIt() throws {
        let fixture = try ProgramFixture()
        try fixture.points("nhieu.csv", Self.many)
        let load = try fixture.startLoad("nhieu.csv")
        load.send(SIGINT)
        #expect(try load.outcome().status == 130)
        #expect(try fixture.contents == ["nhieu.csv"])
    }

    @Test func aKillLeavesTheStoreAsItWas() throws {
        let fixture = try fixture()
        let before = try fixture.list()
        let load = try fixture.startLoad("nhieu.csv", "--collection", "diem", "--replace")
        load.send(SIGKILL)
        #expect(try load.outcome().status == 128 + SIGKILL)
        try expectOldState(fixture, before)
        #expect(try fixture.load("diem.csv", "--append").status == 0, "and the next load works")
    }

    @Test(arguments: [SIGKILL, SIGINT])
    func aStopWhileTheOverviewIsMadeLeavesTheStoreAsItWas(signal: Int32) throws {
        let fixture = try fixture()
        let before = try fixture.list()
        let load = try fixture.startLoad("nhieu.csv", "--collection", "diem", "--replace")
        let folder = fixture.store + "-overviews"
        func entries() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
        let overview = try #require(try entries().first { $0.hasSuffix(".overview") })
        while load.isRunning, try entries().count < 2 { usleep(1_000) }
        load.send(signal)
        try #require(try load.outcome().status == (signal == SIGKILL ? 128 + SIGKILL : 130))
        try expectOldState(fixture, before)
        #expect(try entries().contains(overview), "the former overview is still there")
        #expect(try fixture.load("diem.csv", "--append").status == 0)
        #expect(try entries().count == 1, "what was left is swept")
    }

    @Test func readersAndABackupWorkWhileALoadRuns() throws {
        let fixture = try fixture()
        let before = try fixture.list()
        let load = try fixture.startLoad("nhieu.csv")
        #expect(try fixture.list() == before)
        let backup = try fixture.run("backup", "bản sao.sqlite", "--store", "store.sqlite")
        #expect(backup.status == 0, "\(backup.errors)")
        #expect(load.isRunning, "the load was to outlast the backup")
        #expect(try load.outcome().status == 0)
        #expect(try fixture.run("list", "--store", "bản sao.sqlite").output == before)
        #expect(try fixture.run("verify", "--store", "bản sao.sqlite").status == 0)
        #expect(try fixture.list().contains("nhieu"))
        let again = try fixture.run("backup", "bản sao.sqlite", "--store", "store.sqlite")
        #expect(again.status == 1)
        #expect(again.errors.contains("exists already"))
    }

    @Test func aStoreLockedByAnotherProgramIsSaidToBe() throws {
        let sqlite = try #require(Program("sqlite3"), "install sqlite3")
        let fixture = try fixture()
        let holder = Process()
        let input = Pipe()
        let output = Pipe()
        holder.executableURL = URL(filePath: sqlite.path)
        holder.arguments = [fixture.store]
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        input.fileHandleForWriting.write(Data("BEGIN IMMEDIATE; SELECT 'held';\n".utf8))
        _ = output.fileHandleForReading.availableData
        let outcome = try fixture.load("diem.csv", "--append")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("is locked by another program; try again when it is done"))
        #expect(try fixture.run("list", "--store", "store.sqlite").status == 0, "reading is free")
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        #expect(try fixture.load("diem.csv", "--append").status == 0)
    }

    @Test func aFileThatIsNoStoreIsLeftAlone() throws {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", 1)
        for (content, words) in [("", "the file is empty"), ("không phải SQLite", "it is not an SQLite file")] {
            try Data(content.utf8).write(to: URL(filePath: fixture.store))
            for outcome in [try fixture.load("diem.csv"), try fixture.run("list", "--store", "store.sqlite")] {
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains(words))
            }
            #expect(try Data(contentsOf: URL(filePath: fixture.store)) == Data(content.utf8))
        }
    }

    @Test func aStoreOfANewerProgramIsNotTouched() throws {
        let sqlite = try #require(Program("sqlite3"), "install sqlite3")
        let fixture = try fixture()
        let tables = try sqlite.run([fixture.store, "SELECT sql FROM sqlite_master WHERE name = 'gs_migration'"])
        try #require(tables.contains("gs_migration"))
        try sqlite.run([
            fixture.store, "UPDATE gs_migration SET number = 99 WHERE number = (SELECT max(number) FROM gs_migration)",
        ])
        for outcome in [try fixture.load("diem.csv", "--append"), try fixture.run("list", "--store", "store.sqlite")] {
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("has schema 99"))
        }
    }

    @Test(.enabled(if: geteuid() != 0 || Program("setpriv") != nil, "needs a user other than root"))
    func aStoreThatCannotBeWrittenIsSaidToBe() throws {
        let fixture = try fixture()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: fixture.store)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fixture.folder.url.path)
        let shell = try #require(Program("sh"))
        let binary = try #require(BuiltProgram.folder).appending(path: "geoimport").path
        let user = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
        let command = ProgramFixture.loading("diem.csv", ["--append"]).joined(separator: " ")
        let said = try shell.run([
            "-c",
            """
            cd '\(fixture.folder.url.path)' && export GEOSECTOR_HOME='\(TestData.packageRoot.path)'
            \(user)'\(binary)' \(command) 2>&1; echo "status $?"
            \(user)'\(binary)' list --store store.sqlite 2>&1; echo "status $?"
            """,
        ])
        #expect(said.contains("store store.sqlite cannot be written: check the permissions"))
        #expect(said.contains("status 1"))
        #expect(said.contains("diem") && said.hasSuffix("status 0\n"), "reading works")
    }
}
