import Foundation

/// What the files of a source looked like when it was opened, so that a change during a long import is noticed.
struct SourceWatch: Sendable {
    fileprivate struct State: Sendable {
        let path: String
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let modifiedSeconds: Int
        let modifiedNanoseconds: Int
    }

    private var states: [State] = []

    /// Files that do not exist are not watched.
    init(_ paths: [String]) { add(paths) }

    /// Files that are watched already stay as they were when they were added.
    mutating func add(_ paths: [String]) {
        var known = Set(states.map(\.path))
        for path in paths where known.insert(path).inserted {
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            states.append(State(path: path, status))
        }
    }

    /// - Throws: `.sourceChanged` naming the first file that is not as it was.
    func check() throws(FeatureExchangeError) {
        for state in states {
            var status = stat()
            guard stat(state.path, &status) == 0 else {
                throw .sourceChanged(path: state.path, .gone(errno: errno))
            }
            let now = State(path: state.path, status)
            guard now.device == state.device, now.inode == state.inode else {
                throw .sourceChanged(path: state.path, .replaced)
            }
            guard now.size == state.size else {
                throw .sourceChanged(path: state.path, .resized(from: state.size, to: now.size))
            }
            guard now.modifiedSeconds == state.modifiedSeconds, now.modifiedNanoseconds == state.modifiedNanoseconds
            else { throw .sourceChanged(path: state.path, .modified) }
        }
    }
}

extension SourceWatch.State {
    fileprivate init(path: String, _ status: stat) {
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
    }
}
