import Foundation

extension UnreadableFormat {
    /// What a file that no driver takes seems to be; nil when nothing is known.
    init?(at path: String) {
        let suffix = URL(filePath: path).pathExtension.lowercased()
        // The caller has an error to report already; a file that cannot even be read adds nothing to it.
        guard let file = try? BinaryFile(path: path), let head = try? file.read(512, at: 0) else { return nil }
        let isCompoundFile = head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])  // [MS-CFB] 2.2
        let text = String(decoding: head, as: UTF8.self).lowercased()
        if head.isEmpty {
            self = .empty
        } else if suffix == "dgn" && isCompoundFile {
            self = .microStationV8
        } else if suffix == "dwg" || text.hasPrefix("ac10") {
            self = .autoCADDrawing
        } else if suffix == "mdb" || suffix == "accdb" {
            self = .accessDatabase
        } else if suffix == "zip" && !head.starts(with: [0x50, 0x4B]) {
            self = .notAnArchive
        } else if text.contains("<!doctype html") || text.contains("<html") {
            self = .htmlPage
        } else if ["shx", "prj", "cpg", "sbn", "sbx"].contains(suffix) {
            self = .shapefilePart(missing: "shp")
        } else {
            return nil
        }
    }
}
