import Accounts
import Foundation
import Logging
import SimpleFeatures
import TestSupport
import Testing

/// `backup`, `restore` and `drill` as an officer or a timer runs them.
@Suite(.enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"), .serialized)
struct BackupCommandTests {
    /// A store with 500 features, accounts beside it, and a settings file.
    private func fixture(features: Int = 500) async throws -> ProgramFixture {
        let fixture = try ProgramFixture()
        try fixture.points("diem.csv", features)
        try #require(try fixture.load("diem.csv").status == 0)
        let accounts = try AccountStore(
            path: AccountStore.path(besideStore: fixture.store), creating: true, logger: Logger(label: "test"))
        try await accounts.audit.record([
            AuditEvent(.edit, by: AuditActor(kind: .program, name: "root"), target: "x")
        ])
        try await accounts.close()
        try Data("port: 80\n".utf8).write(to: fixture.folder.url.appending(path: "geosector.yaml"))
        return fixture
    }

    private func json(_ outcome: BuiltProgram.Outcome) throws -> JSONValue {
        try JSONReader.read(Array(outcome.output.utf8))
    }

    private func backUp(_ fixture: ProgramFixture, _ more: String...) throws -> JSONValue {
        let arguments = ["backup", "--to", "sao-luu", "--store", "store.sqlite", "--json", "--quiet"] + more
        let outcome = try BuiltProgram(arguments, in: fixture.folder).outcome()
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try json(outcome)
    }

    private func hashes(_ store: String, _ fixture: ProgramFixture) throws -> [String] {
        // What is in a store, as a backup of it says.
        let folder = "hashes-\(UUID().uuidString)"
        let outcome = try fixture.run("backup", "--to", folder, "--store", store, "--json", "--quiet")
        let collections = try json(outcome)["contents"]?["store"]?["collections"]?.array ?? []
        return collections.compactMap { $0["sha256"]?.string }
    }

    private func corrupt(_ path: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 0x40
        try bytes.write(to: URL(filePath: path))
    }

    /// The largest chunk there is.
    private func someChunk(_ fixture: ProgramFixture) throws -> String {
        let folder = fixture.folder.path("sao-luu/chunks")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.count > 60 }
            .map { "\(folder)/\($0)" }
        func size(_ path: String) -> Int { (try? Data(contentsOf: URL(filePath: path)).count) ?? 0 }
        return try #require(paths.max { size($0) < size($1) })
    }

    @Test func aSecondBackupOfTheSameStoreAddsNothingAndItIsRestoredElsewhere() async throws {
        let fixture = try await fixture()
        try await offPool {
            let first = try backUp(fixture, "--also", "geosector.yaml")
            #expect(first["files"]?.integer == 4)
            #expect(first["newBytes"]?.integer ?? 0 > 100_000)
            #expect(first["contents"]?["accounts"]?["rows"]?["audit_entry"]?.integer == 1)
            #expect(first["contents"]?["notIncluded"]?.array?.isEmpty == false)
            let second = try backUp(fixture, "--also", "geosector.yaml")
            #expect(second["newBytes"]?.integer == 0)
            let restored = try fixture.run(
                "restore", "latest", "--from", "sao-luu", "--store", "moi.sqlite", "--also-to", "khac")
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(try hashes("moi.sqlite", fixture) == hashes("store.sqlite", fixture))
            let text = try String(contentsOfFile: fixture.folder.path("khac/geosector.yaml"), encoding: .utf8)
            #expect(text == "port: 80\n")
            #expect(try fixture.run("verify", "--store", "moi.sqlite").status == 0)
            #expect(!(try fixture.contents.contains { $0.contains("restoring") || $0.contains("replacing") }))
        }
        let accounts = try AccountStore(path: fixture.folder.path("moi-accounts.sqlite"), logger: Logger(label: "test"))
        #expect(try await accounts.audit.verify().isWhole)
        try await accounts.close()
    }

    @Test func aRestoreReplacesNothingUnaskedAndPutsTheOldAside() async throws {
        let fixture = try await fixture()
        try await offPool {
            _ = try backUp(fixture)
            let before = try hashes("store.sqlite", fixture)
            try #require(try fixture.load("diem.csv", "--append").status == 0)
            let changed = try hashes("store.sqlite", fixture)
            #expect(changed != before)
            let refused = try fixture.run("restore", "--from", "sao-luu", "--store", "store.sqlite")
            #expect(refused.status == 1)
            #expect(refused.errors.contains("exists already; --replace"))
            #expect(try hashes("store.sqlite", fixture) == changed)
            let drill = try json(
                try fixture.run("drill", "--from", "sao-luu", "--store", "store.sqlite", "--json"))
            #expect(drill["passed"] == true)
            #expect(drill["changedSince"]?[0]?["now"]?["features"]?.integer == 1000)
            let restored = try json(
                try fixture.run("restore", "--from", "sao-luu", "--store", "store.sqlite", "--replace", "--json"))
            #expect(try hashes("store.sqlite", fixture) == before)
            let aside = try #require(restored["aside"]?.string)
            #expect(try hashes("\(aside)/store.sqlite", fixture) == changed)
            #expect(FileManager.default.fileExists(atPath: "\(aside)/store-accounts.anchor"))
            let again = try json(
                try fixture.run(
                    "restore", "--from", "sao-luu", "--store", "store.sqlite", "--replace", "--store-only", "--json"))
            #expect(again["accounts"] == .null)
            let second = try #require(again["aside"]?.string)
            #expect(!FileManager.default.fileExists(atPath: "\(second)/store-accounts.sqlite"))
        }
    }

    @Test func aDamagedChunkOrManifestIsFoundAndRestoresNothing() async throws {
        let fixture = try await fixture()
        try await offPool {
            _ = try backUp(fixture)
            #expect(try fixture.run("backup", "check", "--from", "sao-luu").status == 0)
            let chunk = try someChunk(fixture)
            try corrupt(chunk)
            let check = try fixture.run("backup", "check", "--from", "sao-luu", "--json")
            #expect(check.status == 1)
            #expect(try json(check)["faults"]?[0]?["kind"] == "damaged")
            for command in [["drill"], ["restore", "--store", "moi.sqlite"]] {
                let outcome = try BuiltProgram(command + ["--from", "sao-luu"], in: fixture.folder).outcome()
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("is damaged; 'geoimport backup check'"))
            }
            #expect(!(try fixture.contents.contains { $0.hasPrefix("moi") }))
            #expect(try fixture.run("backup", "check", "--from", "sao-luu", "--discard-damaged").status == 1)
            _ = try backUp(fixture)
            #expect(try fixture.run("backup", "check", "--from", "sao-luu").status == 0)
            let manifests = fixture.folder.path("sao-luu/backups")
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: manifests).max())
            let whole = try Data(contentsOf: URL(filePath: "\(manifests)/\(name)"))
            try whole.prefix(300).write(to: URL(filePath: "\(manifests)/\(name)"))
            let drill = try fixture.run("drill", "--from", "sao-luu")
            #expect(drill.status == 1 && drill.errors.contains("manifest of backup"))
            #expect(try fixture.run("backup", "list", "--from", "sao-luu").output.contains("damaged manifest"))
        }
    }

    @Test func aDrillTakesItsScratchAwayAndTellsWhatIsNotAsItWas() async throws {
        let fixture = try await fixture()
        try await offPool {
            _ = try backUp(fixture)
            let scratch = fixture.folder.path("scratch")
            try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: false)
            let drill = try fixture.run("drill", "--from", "sao-luu", "--scratch", scratch, "--lang", "vi")
            #expect(drill.status == 0)
            #expect(drill.output.contains("tốt: 1 bộ dữ liệu, 500 đối tượng, từng mã băm đúng như bản kê"))
            #expect(drill.output.contains("nhật ký liền mạch"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
        }
    }

    @Test func aBackupWhileAnImportWritesIsTheStoreBeforeItOrAfter() async throws {
        let fixture = try await fixture()
        try await offPool {
            let before = try hashes("store.sqlite", fixture)
            try fixture.points("nhieu.csv", 60_000)
            let load = try fixture.startLoad("nhieu.csv", "--collection", "diem", "--replace")
            let made = try backUp(fixture)
            let collections = made["contents"]?["store"]?["collections"]?.array ?? []
            #expect(collections.compactMap { $0["sha256"]?.string } == before)
            #expect(try load.outcome().status == 0)
            #expect(try fixture.run("drill", "--from", "sao-luu").status == 0)
        }
    }

    @Test func aKillAtAnyMomentLeavesWholeBackupsAndTheNextOneWorks() async throws {
        let fixture = try await fixture(features: 8_000)
        try await offPool {
            _ = try backUp(fixture)
            for round in 0..<4 {
                try #require(try fixture.load("diem.csv", "--append").status == 0)
                let backup = try BuiltProgram(
                    ["backup", "--to", "sao-luu", "--store", "store.sqlite", "--quiet"], in: fixture.folder)
                usleep(UInt32(90 * (round + 1)) * 1000)
                backup.send(SIGKILL)
                _ = try backup.outcome()
                let check = try fixture.run("backup", "check", "--from", "sao-luu")
                #expect(check.status == 0, "round \(round): \(check.output)")
            }
            _ = try backUp(fixture)
            #expect(try fixture.run("drill", "--from", "sao-luu").status == 0)
            let unneeded = try json(fixture.run("backup", "check", "--from", "sao-luu", "--json"))["unneeded"]?.integer
            #expect(unneeded == 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("sao-luu/work")) == [])
        }
    }

    @Test func aRestoreThatIsKilledLeavesTheOldOrTheNew() async throws {
        let fixture = try await fixture(features: 8_000)
        try await offPool {
            _ = try backUp(fixture)
            let old = try hashes("store.sqlite", fixture)
            try #require(try fixture.load("diem.csv", "--append").status == 0)
            let new = try hashes("store.sqlite", fixture)
            for round in 0..<4 {
                let restore = try BuiltProgram(
                    ["restore", "--from", "sao-luu", "--store", "store.sqlite", "--replace"], in: fixture.folder)
                usleep(UInt32(100 * (round + 1)) * 1000)
                restore.send(SIGKILL)
                _ = try restore.outcome()
                #expect([old, new].contains(try hashes("store.sqlite", fixture)), "round \(round)")
                #expect(try fixture.run("verify", "--store", "store.sqlite").status == 0)
            }
            #expect(try fixture.run("restore", "--from", "sao-luu", "--store", "store.sqlite", "--replace").status == 0)
            #expect(try hashes("store.sqlite", fixture) == old)
        }
    }

    @Test func backupsAreListedAndPrunedInTheWordsOfTheRules() async throws {
        let fixture = try await fixture()
        try await offPool {
            for _ in 0..<3 {
                _ = try backUp(fixture)
                // Equal backups of one second are one.
                usleep(1_100_000)
            }
            let list = try json(fixture.run("backup", "list", "--from", "sao-luu", "--json"))
            #expect(list.array?.count == 3)
            let rehearsal = try fixture.run("backup", "prune", "--from", "sao-luu", "--keep-last", "2", "--dry-run")
            #expect(rehearsal.output.contains("1 backup would go"))
            let outcome = try backUp(fixture, "--keep-last", "2")
            #expect(outcome["pruned"]?["removed"]?.array?.count == 2)
            #expect(try fixture.run("backup", "prune", "--from", "sao-luu").status == 64)
            #expect(try fixture.run("backup", "prune", "--from", "sao-luu", "--keep-daily", "0").status == 64)
            #expect(try fixture.run("backup", "--to", "sao-luu", "x.sqlite", "--store", "store.sqlite").status == 64)
            #expect(try fixture.run("backup", "--store", "store.sqlite").status == 64)
        }
    }
}
