internal import Foundation
internal import Glibc
internal import Synchronization

/// Where a program puts overviews that have no place beside the store: a folder of its own among the temporary files,
/// which goes with it. It is locked while its program lives; one that is not was left by a program that was killed.
final class TemporaryOverviewFolder: Sendable {
    private struct State {
        /// Descriptor of the folder.
        var lock: Int32?
        var isClosed = false
    }

    private static let prefix = "geosector-overviews-"

    let path: String
    private let state = Mutex(State())

    /// Makes nothing yet; takes away what killed programs left.
    /// - Parameter parent: where temporary files lie.
    init(in parent: String) {
        path = "\(parent)/\(Self.prefix)\(UUID().uuidString)"
        Self.sweep(parent)
    }

    deinit { close() }

    /// Makes the folder, where it is not there.
    /// - Throws: why it cannot be made; `CancellationError` after `close`.
    func make() throws {
        try state.withLock { state in
            guard !state.isClosed else { throw CancellationError() }
            guard state.lock == nil || access(path, F_OK) != 0 else { return }
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            if let former = state.lock { Glibc.close(former) }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            state.lock = descriptor >= 0 ? descriptor : nil
            // A file system without locks does without: whoever sweeps there takes what can be made again.
            if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
        }
    }

    /// - Throws: `CancellationError` after `close`.
    func checkOpen() throws {
        if state.withLock({ $0.isClosed }) { throw CancellationError() }
    }

    /// Removes the folder with all that is in it; nothing is put there any more.
    func close() {
        state.withLock { state in
            state.isClosed = true
            // Derived files of this program alone; a folder that was never made is no fault.
            try? FileManager.default.removeItem(atPath: path)
            if let descriptor = state.lock { Glibc.close(descriptor) }
            state.lock = nil
        }
    }

    private static func sweep(_ parent: String) {
        // A folder that cannot be read has nothing for us.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = "\(parent)/\(name)"
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { Glibc.close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
                flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            // What cannot be removed is found again by the next program.
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
