import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct ReplacementTests {
    private static let names = ["store.sqlite", "store-accounts.sqlite", "store-accounts-audit"]

    /// Old files with their logs, new ones staged.
    private func prepared() throws -> (folder: TemporaryFolder, FileReplacement) {
        let folder = try TemporaryFolder()
        let replacement = FileReplacement(of: folder.path("store.sqlite"), names: Self.names)
        try FileManager.default.createDirectory(atPath: replacement.staging, withIntermediateDirectories: false)
        for (place, text) in [(folder.url.path, "old"), (replacement.staging, "new")] {
            try FileManager.default.createDirectory(
                atPath: place + "/store-accounts-audit", withIntermediateDirectories: false)
            for name in ["store.sqlite", "store-accounts.sqlite", "store-accounts-audit/a.jsonl"] {
                try Data(text.utf8).write(to: URL(filePath: "\(place)/\(name)"))
            }
        }
        for name in ["store.sqlite-wal", "store.sqlite-shm", "store-accounts.sqlite-wal"] {
            try Data("old".utf8).write(to: folder.url.appending(path: name))
        }
        return (folder, replacement)
    }

    private func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
        try String(contentsOfFile: folder.path(name), encoding: .utf8)
    }

    private func expectNew(_ folder: TemporaryFolder, aside: String) throws {
        for name in ["store.sqlite", "store-accounts.sqlite", "store-accounts-audit/a.jsonl"] {
            #expect(try text(folder, name) == "new")
            #expect(try text(folder, "\(aside)/\(name)") == "old")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(Set(names) == Set(Self.names + [aside]))
        #expect(try text(folder, "\(aside)/store.sqlite-wal") == "old")
    }

    @Test("new files get their places, old ones go aside with their logs")
    func whole() throws {
        let (folder, replacement) = try prepared()
        let aside = try #require(try replacement.perform(at: Date(timeIntervalSince1970: 1_795_000_000)))
        #expect(aside == folder.path("store.replaced-20261118T110640Z"))
        try expectNew(folder, aside: "store.replaced-20261118T110640Z")
    }

    @Test("after a kill at any step the next program does the rest", arguments: 0...9)
    func interrupted(steps: Int) throws {
        let (folder, _) = try prepared()
        let plan: JSONValue = [
            "staging": "store.sqlite.restoring", "aside": "aside",
            "take": [
                "store.sqlite-wal", "store.sqlite-shm", "store-accounts.sqlite-wal", "store.sqlite",
                "store-accounts.sqlite", "store-accounts-audit",
            ],
            "put": .array(Self.names.map { .string($0) }),
        ]
        let take = plan["take"]?.array?.compactMap(\.string) ?? []
        let moves =
            take.map { ($0, "aside/\($0)") } + Self.names.map { ("store.sqlite.restoring/\($0)", $0) }
        try FileManager.default.createDirectory(atPath: folder.path("aside"), withIntermediateDirectories: false)
        for (from, to) in moves.prefix(steps) { rename(folder.path(from), folder.path(to)) }
        try Data(plan.serialized).write(to: folder.url.appending(path: "store.sqlite.replacing"))
        // A store that is no store: what is asked here is which files are found.
        _ = try? Store(path: folder.path("store.sqlite"), access: .readOnly)
        try expectNew(folder, aside: "aside")
    }

    @Test("several programs at once finish one replacement")
    func together() async throws {
        for _ in 0..<20 {
            let folder = try prepared().folder
            let path = folder.path("store.sqlite")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await offPool {
                        let replacement = FileReplacement(of: path, names: Self.names)
                        _ = try replacement.perform(at: Date(timeIntervalSince1970: 0))
                    }
                }
                for _ in 0..<3 { group.addTask { try await offPool { try FileReplacement.finish(at: path) } } }
                try await group.waitForAll()
            }
            try expectNew(folder, aside: "store.replaced-19700101T000000Z")
        }
    }

    @Test(
        "a plan that is none is said, and reaches no other folder",
        arguments: ["", "{}", #"{"staging":"../x","aside":"a","take":[],"put":[]}"#])
    func strangePlan(text: String) throws {
        let fixture = try StoreFixture()
        try Data(text.utf8).write(to: URL(filePath: fixture.path + ".replacing"))
        #expect { try Store(path: fixture.path, access: .readOnly) } throws: { error in
            guard case GeoStoreError.replacementUnfinished = error else { return false }
            return true
        }
    }

    @Test(
        "a file that another program has open is known to be, also when it only reads",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence))
    func inUse() throws {
        let fixture = try StoreFixture()
        try fixture.store.close()
        try FileUse.requireFree(fixture.path)
        let lock = try ForeignLock(on: fixture.path)
        #expect { try FileUse.requireFree(fixture.path) } throws: { error in
            guard case GeoStoreError.inUse(fixture.path, let process?) = error else { return false }
            return process > 0
        }
        lock.release()
        try FileUse.requireFree(fixture.path)
        try FileUse.requireFree(fixture.folder.path("none.sqlite"))
    }
}
