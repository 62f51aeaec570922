import Foundation
import TestSupport
import Testing

@testable import Backups

@Suite struct RepositoryTests {
    private static let chunk = ChunkStore.chunkBytes

    @Test(
        "what went in comes out, whatever its length",
        arguments: [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 17])
    func roundTrip(length: Int) throws {
        let fixture = try RepositoryFixture()
        let content = RepositoryFixture.bytes(length)
        let outcome = try fixture.backUp(content)
        #expect(try fixture.restored(outcome.id, as: "back.bin") == content)
        let mode = try FileManager.default.attributesOfItem(atPath: fixture.folder.path("back.bin"))[.posixPermissions]
        #expect(mode as? Int == 0o640)
        #expect(outcome.manifest.size == Int64(length))
        #expect(try fixture.repository.check().isSound)
    }

    @Test("a second backup of the same file stores no chunk, and one of a changed page stores that and the list")
    func sharedChunks() throws {
        let fixture = try RepositoryFixture()
        var content = RepositoryFixture.bytes(20 * Self.chunk)
        let first = try fixture.backUp(content)
        #expect(first.newChunks == 21)
        let second = try fixture.backUp(content, at: Date(timeIntervalSince1970: 1_795_100_000))
        #expect(second.newChunks == 0 && second.newBytes == 0)
        content[7 * Self.chunk + 5] ^= 1
        let third = try fixture.backUp(content, at: Date(timeIntervalSince1970: 1_795_200_000))
        #expect(third.newChunks == 2)
        #expect(try fixture.repository.backups() == [first.id, second.id, third.id])
        #expect(try fixture.restored(third.id, as: "third") == content)
        content[7 * Self.chunk + 5] ^= 1
        #expect(try fixture.restored(first.id, as: "first") == content)
    }

    @Test("nobody but the owner can read a repository")
    func rights() throws {
        let fixture = try RepositoryFixture()
        try fixture.backUp([1, 2, 3])
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(fixture.path) == 0o700)
        for file in try fixture.chunkFiles { #expect(try mode(file) == 0o600) }
    }

    @Test("a session that is given up leaves neither backup nor chunk, and the next one works")
    func abandoned() throws {
        let fixture = try RepositoryFixture()
        try Data(RepositoryFixture.bytes(3 * Self.chunk)).write(to: URL(filePath: fixture.file))
        let session = try BackupSession(in: fixture.repository)
        try session.add(fixture.file, as: "data.bin", role: .store, origin: fixture.file, mode: 0o600)
        #expect(throws: BackupError.busy(path: fixture.path)) { try BackupSession(in: fixture.repository) }
        session.abandon()
        #expect(try fixture.chunkFiles == [])
        #expect(try fixture.repository.backups() == [])
        try fixture.backUp([7])
    }

    @Test("chunks that a killed session left are swept by the next one, for they may not be what they are called")
    func sweptAfterAKill() throws {
        let fixture = try RepositoryFixture()
        let kept = try fixture.backUp(RepositoryFixture.bytes(2 * Self.chunk))
        // What a power cut leaves: a marker, a copy, and a chunk with a good name and nothing in it.
        let repository = try fixture.repository
        let content = RepositoryFixture.bytes(500, seed: 9)
        let id = ChunkID(of: content)
        try FileManager.default.createDirectory(
            atPath: "\(repository.chunks.folder)/\(id.folder)", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: repository.chunks.path(id)))
        try Data().write(to: URL(filePath: repository.unfinished))
        try FileManager.default.createDirectory(
            atPath: repository.work + "/copies", withIntermediateDirectories: false)
        try Data("half".utf8).write(to: URL(filePath: repository.work + "/copies/gialai.sqlite"))
        let outcome = try fixture.backUp(content, at: Date(timeIntervalSince1970: 1_795_300_000))
        #expect(try fixture.restored(outcome.id, as: "back") == content)
        #expect(try fixture.repository.check().isSound)
        #expect(try fixture.repository.backups() == [kept.id, outcome.id])
        #expect(try FileManager.default.contentsOfDirectory(atPath: repository.work) == [])
    }

    @Test("a folder with other files in it is left alone")
    func strangersFolder() throws {
        let folder = try TemporaryFolder()
        try Data("mine".utf8).write(to: folder.url.appending(path: "notes.txt"))
        #expect { try BackupRepository.openOrCreate(path: folder.url.path) } throws: { error in
            guard case BackupError.notARepository = error else { return false }
            return true
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["notes.txt"])
        #expect(throws: BackupError.notARepository(path: folder.path("no"), reason: "it does not exist")) {
            try BackupRepository(path: folder.path("no"))
        }
    }

    @Test("a backup is found by a beginning of its name, and by 'latest'")
    func naming() throws {
        let fixture = try RepositoryFixture()
        let first = try fixture.backUp([1], at: Date(timeIntervalSince1970: 1_795_000_000)).id
        let second = try fixture.backUp([2], at: Date(timeIntervalSince1970: 1_795_000_060)).id
        let repository = try fixture.repository
        #expect(try repository.backup(named: "latest") == second)
        #expect(try repository.backup(named: first.text) == first)
        #expect(try repository.backup(named: String(first.text.prefix(17))) == first)
        #expect(throws: BackupError.ambiguousBackup("2026", matches: [first.text, second.text])) {
            try repository.backup(named: "2026")
        }
        #expect(throws: BackupError.backupNotFound("", known: [first.text, second.text])) {
            try repository.backup(named: "")
        }
    }

    @Test(
        "a manifest names files below the folder they are put into, and no others",
        arguments: [
            ("gialai.sqlite", true), ("audit/audit-1-9.jsonl", true), ("", false), ("../x", false), ("/etc/x", false),
            ("a/../../x", false), ("a//b", false), ("./a", false), ("a\0b", false),
        ])
    func names(name: String, isSafe: Bool) { #expect(BackupManifest.isSafe(name) == isSafe) }

    @Test("a repository of a later format is refused with both numbers")
    func laterFormat() throws {
        let fixture = try RepositoryFixture()
        try fixture.backUp([1])
        try Data(#"{"format":7}"#.utf8).write(to: URL(filePath: fixture.path + "/geosector-backups"))
        #expect(throws: BackupError.newerFormat(path: fixture.path, found: 7, supported: 1)) {
            try BackupRepository(path: fixture.path)
        }
    }
}
