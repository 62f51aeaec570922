import Foundation

/// What the files of a source looked like when it was opened, so that a change during a long import is noticed.
struct SourceWatch: Sendable {
    private var states: [FileState] = []

    /// Files that do not exist are not watched.
    init(_ paths: [String]) { add(paths) }

    /// Files that are watched already stay as they were when they were added.
    mutating func add(_ paths: [String]) {
        var known = Set(states.map(\.path))
        for path in paths where known.insert(path).inserted {
            if let state = FileState(path) { states.append(state) }
        }
    }

    /// - Throws: `.sourceChanged` naming the first file that is not as it was.
    func check() throws(FeatureExchangeError) {
        for state in states {
            guard let now = FileState(state.path) else {
                throw .sourceChanged(path: state.path, .gone(errno: errno))
            }
            guard now.device == state.device, now.inode == state.inode else {
                throw .sourceChanged(path: state.path, .replaced)
            }
            guard now.size == state.size else {
                throw .sourceChanged(path: state.path, .resized(from: state.size, to: now.size))
            }
            guard now == state else { throw .sourceChanged(path: state.path, .modified) }
        }
    }
}
