public import Foundation

/// Finds the files the product ships beside its binaries: `data/`, `styles/`, `web/`.
///
/// A flag wins, then the folder named by `GEOSECTOR_HOME`, then the working directory, then `../share/geosector`
/// beside the binary.
public struct HomeFolder: Hashable, Sendable {
    /// Something that was looked for and found nowhere.
    public struct Missing: Error, Hashable, Sendable {
        /// Path below the home folder, for example `data/sectors.yaml`.
        public let item: String
        public let searched: [String]
    }

    let candidates: [String]

    /// - Parameter environment: of the process; a parameter so that tests need not change their own.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        var candidates: [String] = []
        if let home = environment["GEOSECTOR_HOME"], !home.isEmpty { candidates.append(home) }
        candidates.append(FileManager.default.currentDirectoryPath)
        if let binary = Bundle.main.executableURL {
            let share = binary.resolvingSymlinksInPath().deletingLastPathComponent()
                .appendingPathComponent("../share/geosector").standardizedFileURL
            candidates.append(share.path)
        }
        self.candidates = candidates
    }

    /// The path of an item.
    /// - Parameters:
    ///   - item: below the home folder.
    ///   - flag: a path given by the user, which is then the only one looked at.
    /// - Throws: `Missing` with every path that was tried.
    public func path(of item: String, flag: String? = nil) throws(Missing) -> String {
        let paths = flag.map { [$0] } ?? candidates.map { "\($0)/\(item)" }
        guard let found = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Missing(item: item, searched: paths)
        }
        return found
    }
}
