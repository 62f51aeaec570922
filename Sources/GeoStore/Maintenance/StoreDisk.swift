internal import Foundation

/// The store's files and the disk they lie on. Sizes are asked for by name: nothing is opened.
public struct StoreDisk: Sendable {
    /// The store's.
    public let path: String

    public init(path: String) { self.path = path }

    /// The file and its write-ahead log.
    public var usedBytes: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// What this user may still write; nil when the file system does not say.
    public var freeBytes: Int? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    }
}
