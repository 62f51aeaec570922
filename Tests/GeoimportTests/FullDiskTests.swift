import Foundation
import TestSupport
import Testing

/// A disk that fills while the built program writes. Needs root, for a small disk of its own.
@Suite(
    .enabled(if: BuiltProgram.isBuilt, "\(BuiltProgram.absence)"),
    .enabled(if: SmallDisk.isAllowed, "a small disk cannot be mounted here; run as root"), .serialized)
struct FullDiskTests {
    @Test func aLoadIsRefusedAndTheStoreIsAsItWas() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 9)
        let store = disk.path("store.sqlite")
        try fixture.points("diem.csv", 5)
        try fixture.points("nhieu.csv", 100_000)
        func load(_ name: String) throws -> BuiltProgram.Outcome {
            try fixture.run("load", name, "--store", store, "--sector", "land", "--source-crs", "EPSG:4326")
        }
        #expect(try load("diem.csv").status == 0)
        let outcome = try load("nhieu.csv")
        #expect(outcome.status == 1)
        // A slow machine writes lines of progress before.
        #expect(outcome.errors.hasSuffix("geoimport: the disk of \(store) is full; nothing was changed\n"))
        #expect(try fixture.run("verify", "--store", store).status == 0)
        #expect(try fixture.run("list", "--store", store).output.contains("5 "))
    }

    @Test func aNewStoreThatDoesNotFitIsNotLeftBehind() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 1)
        try fixture.points("diem.csv", 5)
        let store = disk.path("store.sqlite")
        let outcome = try fixture.run(
            "load", "diem.csv", "--store", store, "--sector", "land", "--source-crs", "EPSG:4326")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasSuffix("geoimport: the disk of \(store) is full; nothing was changed\n"))
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test func aBackupThatDoesNotFitIsNotLeftBehind() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 1)
        try fixture.points("diem.csv", 5)
        try #require(try fixture.load("diem.csv").status == 0)
        let copy = disk.path("copy.sqlite")
        let outcome = try fixture.run("backup", copy, "--store", "store.sqlite")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("is full"))
        #expect(!FileManager.default.fileExists(atPath: copy))
    }

    @Test func aFolderOfBackupsThatFillsKeepsTheBackupsThatItHas() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 20)
        let folder = disk.path("sao-luu")
        try fixture.points("diem.csv", 5)
        try fixture.points("nhieu.csv", 40_000)
        try #require(try fixture.load("diem.csv").status == 0)
        try #require(try fixture.run("backup", "--to", folder, "--store", "store.sqlite").status == 0)
        // Room for the copy, and not for what is new of it.
        try #require(try fixture.load("nhieu.csv").status == 0)
        let size = try FileManager.default.attributesOfItem(atPath: fixture.store)[.size] as? Int ?? 0
        let filler = URL(filePath: disk.path("filler"))
        let free = try FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int ?? 0
        try Data(count: max(0, free - size - 300_000)).write(to: filler)
        let full = try fixture.run("backup", "--to", folder, "--store", "store.sqlite")
        #expect(full.status == 1)
        #expect(full.errors.contains("is full; what had been begun was removed"), "\(full.errors)")
        #expect(try fixture.run("backup", "check", "--from", folder).output.hasSuffix("; 0 of no backup\n"))
        // Not even for the copy: said before anything is written.
        try Data(count: 4_000_000).write(to: URL(filePath: disk.path("more")))
        let refused = try fixture.run("backup", "--to", folder, "--store", "store.sqlite")
        #expect(refused.status == 1 && refused.errors.contains("has too little room"), "\(refused.errors)")
        for name in ["filler", "more"] { try FileManager.default.removeItem(atPath: disk.path(name)) }
        #expect(try fixture.run("backup", "--to", folder, "--store", "store.sqlite").status == 0)
        #expect(try fixture.run("backup", "list", "--from", folder, "--json").output.contains("\"features\":40000"))
    }

    @Test func anOlderStoreWithoutRoomForItsCopyStaysAsItIs() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 20)
        let store = disk.path("store.sqlite")
        try fixture.points("diem.csv", 5)
        func load(_ more: String...) throws -> BuiltProgram.Outcome {
            try BuiltProgram(
                ["load", "diem.csv", "--store", store, "--sector", "land", "--source-crs", "EPSG:4326"] + more,
                in: fixture.folder
            ).outcome()
        }
        try #require(try load().status == 0)
        let program = try #require(Program("spatialite"))
        try program.run([
            "-silent", "-batch", "-bail", store,
            "DROP TABLE gs_access_policy; DELETE FROM gs_migration WHERE number = 8;",
        ])
        let refused = try load("--append")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("before it is brought up to date a copy is put beside it"), "\(refused.errors)")
        #expect(try fixture.run("list", "--store", store).output.contains("5 "))
        #expect(!FileManager.default.fileExists(atPath: store + ".before-schema-8"))
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"))
    func anArchiveThatDoesNotFitTheTemporaryFolderIsSaidToBe() throws {
        let fixture = try ProgramFixture()
        let disk = try SmallDisk(megabytes: 1)
        let python = try #require(Program("python3"))
        try python.run([
            "-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w').write(sys.argv[2], 'xa.shp')",
            fixture.folder.path("xa.zip"), TestData.path("vn/gialai_xa_2025.shp"),
        ])
        let outcome = try fixture.run(
            "load", "xa.zip", "--store", "store.sqlite", "--sector", "land", environment: ["TMPDIR": disk.path("")])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("is full; set TMPDIR to another"))
        #expect(try fixture.contents == ["xa.zip"])
    }
}
