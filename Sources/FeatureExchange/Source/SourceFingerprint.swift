public import Foundation
internal import SimpleFeatures

/// What the files of a source hold, as one number: equal fingerprints need not be read again.
public struct SourceFingerprint: Hashable, Sendable {
    /// 32 hexadecimal digits.
    public let text: String

    /// Bytes read at a time.
    private static let chunk = 1 << 20

    /// Reads every file of the source once.
    /// - Returns: nil for what is no file, a connection to a database for example.
    /// - Throws: `FeatureExchangeError`.
    public init?(path: String) throws(FeatureExchangeError) {
        guard FileManager.default.fileExists(atPath: path) else {
            guard Connection(path) == nil else { return nil }
            throw .fileNotFound(path: path)
        }
        var digester = Digester(Self.kind)
        for file in SourceFileGroup(path: path).files {
            Self.add(Array(file.name.utf8), to: &digester)
            let content = try BinaryFile(path: file.path)
            var offset: Int64 = 0
            while offset < content.size {
                let bytes = try content.read(Int(min(Int64(Self.chunk), content.size - offset)), at: offset)
                guard !bytes.isEmpty else { break }
                Self.add(bytes, to: &digester)
                offset += Int64(bytes.count)
            }
        }
        let digest = digester.digest
        text = Self.hexadecimal(digest.high) + Self.hexadecimal(digest.low)
    }

    private static func add(_ bytes: [UInt8], to digester: inout Digester) {
        bytes.withUnsafeBytes { digester.add($0) }
    }

    /// Tells these digests from those of features.
    private static let kind: UInt64 = 0x6669_6c65

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Names, sizes and times of the files of a source: differs while a file is still being copied.
public struct SourceSignature: Hashable, Sendable {
    private let state: FileState

    public var modified: Date {
        Date(timeIntervalSince1970: Double(state.modifiedSeconds) + Double(state.modifiedNanoseconds) / 1e9)
    }

    /// Empty when there is nothing at `path`.
    public static func ofFiles(of path: String) -> Set<SourceSignature> {
        Set(SourceFileGroup(path: path).files.compactMap { FileState($0.path).map(SourceSignature.init) })
    }
}

/// The files that belong to a source: a shapefile is five of them, a file geodatabase a folder.
struct SourceFileGroup {
    struct Member {
        /// Below the folder of the source.
        let name: String
        let path: String
    }

    /// Sorted by name.
    let files: [Member]

    /// Formats of which one layer is several files of one name.
    private static let grouped: Set<String> = ["shp", "dbf", "shx", "tab", "mif", "mid", "gml", "gpkg", "dgn", "csv"]

    init(path: String) {
        let url = URL(filePath: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            files = []
            return
        }
        if isFolder.boolValue {
            // subpaths follows no links: a loop ends.
            let names = (FileManager.default.subpaths(atPath: path) ?? []).sorted()
            files = names.map { Member(name: $0, path: "\(path)/\($0)") }.filter { !Self.isFolder($0.path) }
        } else if Self.grouped.contains(url.pathExtension.lowercased()) {
            let folder = url.deletingLastPathComponent().path
            let stem = url.deletingPathExtension().lastPathComponent + "."
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            files = names.filter { $0.hasPrefix(stem) }.sorted()
                .map { Member(name: $0, path: "\(folder)/\($0)") }.filter { !Self.isFolder($0.path) }
        } else {
            files = [Member(name: url.lastPathComponent, path: path)]
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
