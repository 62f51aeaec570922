import Foundation
import TestSupport
import Testing

@testable import Backups

@Suite struct DamageTests {
    private static let chunk = ChunkStore.chunkBytes

    /// Two backups that share three of four chunks.
    private func twoBackups() throws -> (fixture: RepositoryFixture, first: BackupID, second: BackupID, [UInt8]) {
        let fixture = try RepositoryFixture()
        var content = RepositoryFixture.bytes(4 * Self.chunk)
        let first = try fixture.backUp(content).id
        content[0] ^= 1
        let second = try fixture.backUp(content, at: Date(timeIntervalSince1970: 1_795_100_000)).id
        return (fixture, first, second, content)
    }

    @Test("a damaged chunk is found, with the backups that it spoils, and no other file is restored from it")
    func damagedChunk() throws {
        let (fixture, first, second, content) = try twoBackups()
        let id = ChunkID(of: Array(content[..<Self.chunk]))
        let path = try fixture.repository.chunks.path(id)
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 0x10
        try bytes.write(to: URL(filePath: path))
        let check = try fixture.repository.check()
        #expect(check.findings.map(\.fault) == [.damaged(id)])
        #expect(check.findings.first?.backups == [second])
        #expect(try fixture.repository.check(reading: false).isSound)
        #expect(throws: BackupError.chunkDamaged(id)) { try fixture.restored(second, as: "second") }
        #expect(try fixture.restored(first, as: "first").count == content.count)
    }

    @Test("a damaged chunk that is discarded is stored again by the next backup, and the old one is whole again")
    func healed() throws {
        let (fixture, _, second, content) = try twoBackups()
        let id = ChunkID(of: Array(content[Self.chunk..<(2 * Self.chunk)]))
        let path = try fixture.repository.chunks.path(id)
        try Data("no chunk".utf8).write(to: URL(filePath: path))
        #expect(try fixture.repository.check(discarding: true).discarded == 1)
        #expect(try fixture.repository.check().findings.map(\.fault) == [.missing(id)])
        #expect(throws: BackupError.chunkMissing(id)) { try fixture.restored(second, as: "second") }
        try fixture.backUp(content, at: Date(timeIntervalSince1970: 1_795_200_000))
        #expect(try fixture.repository.check().isSound)
        #expect(try fixture.restored(second, as: "healed") == content)
    }

    @Test("a manifest that was cut off or changed is known by its name; nothing is pruned for its sake")
    func damagedManifest() throws {
        for change in [
            { (data: Data) in data.prefix(data.count / 2) }, { data in Data(data.map { $0 == 0x34 ? 0x35 : $0 }) },
        ] {
            let (fixture, first, second, _) = try twoBackups()
            let path = "\(fixture.path)/backups/\(first.text).json"
            try change(Data(contentsOf: URL(filePath: path))).write(to: URL(filePath: path))
            let fault = BackupError.manifestDamaged(backup: first.text, reason: "it is not what was written")
            #expect(throws: fault) { try fixture.repository.manifest(of: first) }
            let check = try fixture.repository.check()
            #expect(check.findings.map(\.fault) == [.manifest(first, reason: "it is not what was written")])
            let before = try fixture.chunkFiles
            #expect(throws: fault) { try fixture.repository.prune(RetentionPolicy([.last: 2])) }
            #expect(try fixture.chunkFiles == before)
            // What is to go need not be readable.
            #expect(try fixture.repository.prune(RetentionPolicy([.last: 1])).removed == [first])
            #expect(try fixture.repository.check().isSound)
            #expect(try fixture.repository.backups() == [second])
        }
    }

    @Test("a list of chunks that is damaged is found")
    func damagedList() throws {
        let (fixture, first, _, _) = try twoBackups()
        let file = try #require(try fixture.repository.manifest(of: first).file(.store))
        try Data(repeating: 3, count: 40).write(to: URL(filePath: fixture.repository.chunks.path(file.list)))
        #expect(try fixture.repository.check().findings.map(\.fault) == [.damaged(file.list)])
        #expect(throws: BackupError.chunkDamaged(file.list)) { try fixture.restored(first, as: "first") }
    }
}
