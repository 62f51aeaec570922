import Foundation
import TestSupport
import Testing

@testable import GeoStore

@Suite struct OverviewNameTests {
    @Test("a name says what it is made of, and is read back, hyphens in the collection's id or not")
    func names() throws {
        for collection in ["parcels", "thua-dat-2024", "a"] {
            let name = OverviewName(
                collection: collection, version: 12, token: "00ff.7", buildFingerprint: "0123456789abcdef")
            #expect(OverviewName(fileName: name.fileName) == name)
            #expect(name.versionToken == "00ff")
        }
        for other in ["parcels.overview", "draft-1-2", "parcels-x-1-2.overview", "parcels-1-2-3", ""] {
            #expect(OverviewName(fileName: other) == nil, "\(other)")
        }
    }

    @Test("stamps grow with versions, with edits, and with columns that others change")
    func stamps() {
        let states = [
            CollectionState(version: 1, pendingEdit: 0), CollectionState(version: 1, pendingEdit: 1),
            CollectionState(version: 1, pendingEdit: 7), CollectionState(version: 1, pendingEdit: 7 | 40 << 32),
            CollectionState(version: 1, pendingEdit: 8 | 40 << 32),
            CollectionState(version: 1, pendingEdit: 8 | 41 << 32),
            CollectionState(version: 2, pendingEdit: 0), CollectionState(version: 3, pendingEdit: 0),
        ]
        let stamps = states.map(\.stamp)
        #expect(stamps == stamps.sorted() && Set(stamps).count == stamps.count)
    }

    @Test("drafts that nobody works on are swept, others are left alone")
    func drafts() throws {
        let parent = try TemporaryFolder()
        let folder = OverviewFolder(path: parent.path("x.sqlite-overviews"))
        folder.sweep(current: [:])
        #expect(!FileManager.default.fileExists(atPath: folder.path), "nothing is made by looking")
        let alive = try OverviewDraft(in: folder)
        let abandoned = folder.path + "/draft-1-2"
        try FileManager.default.createDirectory(atPath: abandoned, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(filePath: abandoned + "/overview"))
        folder.sweep(current: [:])
        #expect(FileManager.default.fileExists(atPath: alive.path))
        #expect(!FileManager.default.fileExists(atPath: abandoned))
        withExtendedLifetime(alive) {}
    }

    @Test("former files stay until the present one is there, those of dropped collections go")
    func sweeping() throws {
        let parent = try TemporaryFolder()
        let folder = OverviewFolder(path: parent.path("x.sqlite-overviews"))
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        func name(_ collection: String, _ version: Int) -> OverviewName {
            OverviewName(collection: collection, version: version, token: "t\(version)", buildFingerprint: "f")
        }
        func put(_ name: OverviewName) throws { try Data("x".utf8).write(to: URL(filePath: folder.path(of: name))) }
        try [name("a", 1), name("a", 2), name("b", 1), name("gone", 4)].forEach(put)
        try Data().write(to: URL(filePath: folder.path + "/readme.txt"))
        folder.sweep(current: ["a": name("a", 2), "b": name("b", 2)])
        #expect(Set(folder.names) == [name("a", 2), name("b", 1)])
        try put(name("b", 2))
        folder.sweep(current: ["a": name("a", 2), "b": name("b", 2)])
        #expect(Set(folder.names) == [name("a", 2), name("b", 2)])
        #expect(FileManager.default.fileExists(atPath: folder.path + "/readme.txt"), "what is not ours stays")
    }
}
