internal import Foundation
internal import Glibc

/// Where the overviews of a store lie, each file under its `OverviewName`. Everything in it is derived: it may be
/// deleted at any time, and is never backed up.
struct OverviewFolder {
    private static let suffix = "-overviews"
    fileprivate static let draftPrefix = "draft-"
    /// The last one may be damaged.
    private static let keptFormerCount = 2

    let path: String

    init(path: String) { self.path = path }

    /// Beside the store, under its whole name: as SQLite's own files, whichever link leads to it.
    init(ofStore path: String) {
        self.init(path: URL(filePath: path).resolvingSymlinksInPath().path + Self.suffix)
    }

    /// Where the overviews of a collection lie: those of each view are kept apart, so that none is compared with another.
    func folder(of collection: PublishedCollection) -> OverviewFolder {
        collection.view.map { OverviewFolder(path: "\(path)/\($0.fingerprint)") } ?? self
    }

    func path(of name: OverviewName) -> String { "\(path)/\(name.fileName)" }

    func has(_ name: OverviewName) -> Bool { access(path(of: name), F_OK) == 0 }

    /// The overviews that are there, in no order; none when there is no folder.
    var names: [OverviewName] { entries.compactMap(OverviewName.init(fileName:)) }

    // Without a folder there is nothing in it.
    private var entries: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    /// Removes files that nobody will look for. Only under the store's writer lock: nothing is being published then.
    /// Whoever has a file mapped goes on reading it.
    /// - Parameter current: what each collection's file is called now. While that one is missing, the newest former files
    ///   of the collection stay: they are still shown, and the new one is compared with them.
    /// - Parameter views: fingerprints of the views that policies give now.
    func sweep(current: [String: OverviewName], views: Set<String> = []) {
        for (collection, files) in Dictionary(grouping: names, by: \.collection) {
            let wanted = current[collection]
            // Edits may come faster than files are made, and each of those is a former one soon.
            let kept =
                wanted.map { has($0) ? [$0] : files.sorted { $0.stamp > $1.stamp }.prefix(Self.keptFormerCount) } ?? []
            for name in files where !kept.contains(name) { remove(name) }
        }
        for entry in entries where entry.hasPrefix(Self.draftPrefix) {
            OverviewDraft.removeIfAbandoned("\(path)/\(entry)")
        }
        for entry in entries where CollectionView.isFingerprint(entry) {
            let ofView = OverviewFolder(path: "\(path)/\(entry)")
            for draft in ofView.entries where draft.hasPrefix(Self.draftPrefix) {
                OverviewDraft.removeIfAbandoned("\(ofView.path)/\(draft)")
            }
            if !views.contains(entry) { ofView.names.forEach(ofView.remove) }
            ofView.removeIfEmpty()
        }
        removeIfEmpty()
    }

    func remove(_ name: OverviewName) { unlink(path(of: name)) }

    /// Makes the folder, and the one that it is in: nothing above, which is where the store is. `errno` says why not.
    fileprivate func make() -> Bool {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return true }
        guard errno == ENOENT, let end = path.lastIndex(of: "/") else { return false }
        let parent = String(path[..<end])
        return (mkdir(parent, 0o777) == 0 || errno == EEXIST) && (mkdir(path, 0o777) == 0 || errno == EEXIST)
    }

    // rmdir: fails, as it should, when something is in it.
    func removeIfEmpty() { rmdir(path) }
}

/// A folder of one's own in which an overview is put together. It is locked while its maker lives: one that is not was
/// left by a program that was killed.
final class OverviewDraft {
    let path: String
    private let lock: Int32

    /// Where the file is written.
    var filePath: String { path + "/overview" }

    /// - Throws: `FileFailure` when the folder cannot be made or written.
    init(in folder: OverviewFolder) throws(FileFailure) {
        let name = "\(OverviewFolder.draftPrefix)\(getpid())-\(UInt32.random(in: .min ... .max))"
        let path = "\(folder.path)/\(name)"
        if mkdir(path, 0o777) != 0 {
            guard errno == ENOENT, folder.make(), mkdir(path, 0o777) == 0 else {
                throw FileFailure("making", folder.path)
            }
        }
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw FileFailure("opening", path) }
        self.path = path
        // A file system without locks does without: nothing but an abandoned draft of its own is at stake.
        flock(lock, LOCK_EX | LOCK_NB)
    }

    deinit {
        Self.remove(path)
        close(lock)
    }

    static func removeIfAbandoned(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        remove(path)
    }

    private static func remove(_ path: String) {
        // What cannot be removed is found again by the next sweep.
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] { unlink("\(path)/\(entry)") }
        rmdir(path)
    }
}

/// What the operating system refused.
struct FileFailure: Error {
    let attempted: String
    let code: Int32

    init(_ verb: String, _ path: String) {
        attempted = "\(verb) \(path)"
        code = errno
    }

    init(attempted: String, code: Int32) {
        self.attempted = attempted
        self.code = code
    }

    var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }
    var reason: String { "\(attempted): \(String(cString: strerror(code)))" }
}
