import FeatureExchange
import Foundation

/// A folder into which departments put files.
struct DropFolder {
    let path: String
    /// `*` and `?` stand for any letters and for one.
    let pattern: String

    /// Parts of another file of the same name, and what programs leave beside the files they write.
    private static let companions: Set<String> = [
        "dbf", "shx", "prj", "cpg", "sbn", "sbx", "qix", "qmd", "qml", "qpj", "xml", "map", "dat", "id", "ind", "mid",
        "gfs", "txt", "pdf", "doc", "docx", "jpg", "png", "tmp", "part", "crdownload", "lock", "log",
    ]

    /// Names of the files that are sources of their own, sorted.
    /// - Throws: `FeatureExchangeError`.
    var files: [String] {
        get throws {
            let names: [String]
            do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
                guard FileManager.default.fileExists(atPath: path) else {
                    throw FeatureExchangeError.fileNotFound(path: path)
                }
                throw FeatureExchangeError.notReadable(path: path, errno: errno)
            }
            return names.filter { name in
                !name.hasPrefix(".") && !name.hasPrefix("~") && fnmatch(pattern, name, 0) == 0
                    && !Self.companions.contains(URL(filePath: name).pathExtension.lowercased())
            }.sorted()
        }
    }
}
