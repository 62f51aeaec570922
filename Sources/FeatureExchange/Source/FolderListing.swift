import Foundation

/// The files below a folder, by their paths relative to it.
enum FolderListing {
    /// A delivery has some hundreds of files; a whole disk given by mistake has no end.
    static let maximumEntries = 50_000
    private static let maximumDepth = 16

    /// Links to folders are followed once: a loop ends where it began.
    static func files(in folder: String) throws(FeatureExchangeError) -> [String] {
        var files: [String] = []
        var seen: Set<UInt64> = []
        try collect(folder, prefix: "", depth: 0, &files, &seen)
        return files.sorted()
    }

    private static func collect(
        _ folder: String, prefix: String, depth: Int, _ files: inout [String], _ seen: inout Set<UInt64>
    ) throws(FeatureExchangeError) {
        var status = stat()
        guard stat(folder, &status) == 0, seen.insert(UInt64(status.st_ino)).inserted, depth <= maximumDepth else {
            return
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            // A folder inside that may not be read is no reason to refuse the rest.
            guard depth == 0 else { return }
            throw .notReadable(path: folder, errno: ScratchFolder.number(of: error))
        }
        for name in names where !name.hasPrefix("._") && name != "__MACOSX" {
            guard files.count < maximumEntries else { return }
            guard let node = try? SourceNode(at: "\(folder)/\(name)") else { continue }
            switch node {
            case .file: files.append(prefix + name)
            case .folder:
                try collect("\(folder)/\(name)", prefix: "\(prefix)\(name)/", depth: depth + 1, &files, &seen)
            }
        }
    }
}
