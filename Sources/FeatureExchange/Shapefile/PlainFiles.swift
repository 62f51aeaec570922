import Foundation

/// The files that GDAL takes for the parts of one shapefile: `.shp`, or else `.SHP`, and so on.
struct PlainFiles {
    let index: String
    let table: String

    /// Nil when `path` is not the .shp that GDAL would take, or a part is missing.
    init?(shapes path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let stem = path[..<dot]
        func file(_ suffix: String) -> String? {
            ["\(stem).\(suffix)", "\(stem).\(suffix.uppercased())"].first { FileManager.default.fileExists(atPath: $0) }
        }
        guard file("shp") == path, let index = file("shx"), let table = file("dbf") else { return nil }
        self.index = index
        self.table = table
    }
}
