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
        } else if isCompoundFile {
            self = suffix == "dgn" ? .microStationV8 : .officeDocument
        } else if suffix == "dwg" || text.hasPrefix("ac10") {
            self = .autoCADDrawing
        } else if suffix == "mdb" || suffix == "accdb" {
            self = .accessDatabase
        } else if suffix == "zip" && !head.starts(with: [0x50, 0x4B]) {
            self = .notAnArchive
        } else if text.contains("<!doctype html") || text.contains("<html") {
            self = .htmlPage
        } else if let kind = Self.archiveKind(head) {
            self = .foreignArchive(kind: kind)
        } else if ["shx", "prj", "cpg", "sbn", "sbx"].contains(suffix) {
            self = .shapefilePart(missing: "shp")
        } else {
            return nil
        }
    }

    private static func archiveKind(_ head: [UInt8]) -> String? {
        let marks: [(kind: String, bytes: [UInt8])] = [
            ("rar", Array("Rar!".utf8)), ("7z", [0x37, 0x7A, 0xBC, 0xAF]), ("gzip", [0x1F, 0x8B]),
            ("bzip2", Array("BZh".utf8)), ("xz", [0xFD, 0x37, 0x7A, 0x58]),
        ]
        return marks.first { head.starts(with: $0.bytes) }?.kind
    }
}
