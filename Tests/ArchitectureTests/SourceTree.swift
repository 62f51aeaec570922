import Foundation
import TestSupport

/// The files under `Sources`, read as text.
struct SourceTree {
    struct File {
        let module: String
        /// From the package's root.
        let path: String
        let lines: [Substring]

        /// Modules this file imports, `import struct Module.Type` and attributes included.
        var imports: [String] {
            lines.compactMap { line in
                // Trailing comments and access levels are not part of the name.
                guard let match = line.prefixMatch(of: Self.importLine) else { return nil }
                return String(match.1)
            }
        }

        nonisolated(unsafe) private static let importLine =
            /\s*(?:@[A-Za-z_()]+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([A-Za-z_][A-Za-z0-9_]*)/
    }

    let files: [File]

    init() throws {
        let root = TestData.packageRoot.appending(path: "Sources")
        var files: [File] = []
        for module in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
            let folder = root.appending(path: module)
            let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            for path in paths.sorted() where path.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                files.append(File(module: module, path: "Sources/\(module)/\(path)", lines: lines))
            }
        }
        self.files = files
    }

    /// Folders with a module map instead of Swift.
    static func cModules() throws -> [String] {
        let root = TestData.packageRoot.appending(path: "Sources")
        return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().filter {
            FileManager.default.fileExists(atPath: root.appending(path: "\($0)/module.modulemap").path)
        }
    }
}
