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
