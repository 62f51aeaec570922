import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import Backups

/// A repository and a file to back up, in one temporary folder.
struct RepositoryFixture {
    let folder: TemporaryFolder
    var path: String { folder.path("backups") }
    var file: String { folder.path("data.bin") }

    init() throws {
        folder = try TemporaryFolder()
    }

    var repository: BackupRepository { get throws { try BackupRepository.openOrCreate(path: path) } }

    /// Bytes that do not compress, the same for a seed.
    static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    @discardableResult
    func backUp(
        _ content: [UInt8], at moment: Date = Date(timeIntervalSince1970: 1_795_000_000)
    ) throws -> BackupSession.Outcome {
        try Data(content).write(to: URL(filePath: file))
        let session = try BackupSession(in: repository)
        try session.add(file, as: "data.bin", role: .store, origin: file, mode: 0o640)
        return try session.commit(program: "test", contents: ["made": "by a test"], at: moment)
    }

    func restored(_ id: BackupID, as name: String) throws -> [UInt8] {
        let target = folder.path(name)
        let files = try repository.manifest(of: id).files.map { ($0, target) }
        try repository.extract(files)
        return Array(try Data(contentsOf: URL(filePath: target)))
    }

    /// Every chunk's file.
    var chunkFiles: [String] {
        get throws {
            try repository.chunks.all().sorted().map { try repository.chunks.path($0) }
        }
    }
}
