import Foundation

/// What a file is by its first bytes, where its suffix may lie.
enum FileContent: Hashable {
    case zip
    /// OLE compound files ([MS-CFB]), told apart by the streams they hold.
    case microStationV8, excelBinary, officeDocument
    /// `mark`: bytes of the byte order mark.
    case text16(encoding: String.Encoding, name: String, mark: Int64)
    /// No NUL byte in the beginning.
    case text
    case other

    init(of path: String) throws(FeatureExchangeError) {
        let file = try BinaryFile(path: path)
        let head = try file.read(4096, at: 0)
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) || head.starts(with: Self.oleMark) {
            self = try Self.compound(file, head)
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if head.starts(with: [0xFF, 0xFE]) {
            self = .text16(encoding: .utf16LittleEndian, name: "UTF-16LE", mark: 2)
        } else if head.starts(with: [0xFE, 0xFF]) {
            self = .text16(encoding: .utf16BigEndian, name: "UTF-16BE", mark: 2)
        } else if Self.isText16(head, lowByte: 0) {
            self = .text16(encoding: .utf16LittleEndian, name: "UTF-16LE", mark: 0)
        } else if Self.isText16(head, lowByte: 1) {
            self = .text16(encoding: .utf16BigEndian, name: "UTF-16BE", mark: 0)
        } else {
            self = head.contains(0) || head.isEmpty ? .other : .text
        }
    }

    /// Whether pairs of bytes are letters without a mark to say so: mostly ASCII, whose other byte is 0, and no control
    /// character but those of lines and tabs.
    private static func isText16(_ head: [UInt8], lowByte: Int) -> Bool {
        guard head.count >= 8, head.count.isMultiple(of: 2) else { return false }
        var plain = 0
        for start in stride(from: 0, to: head.count, by: 2) {
            let unit = UInt16(head[start + 1 - lowByte]) << 8 | UInt16(head[start + lowByte])
            guard unit >= 0x20 || [0x09, 0x0A, 0x0D].contains(unit), unit < 0xFFFE else { return false }
            if unit < 0x80 { plain += 1 }
        }
        return plain * 4 > head.count
    }

    private static let oleMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// The directory's first sectors name the streams, in UTF-16, 128 bytes each ([MS-CFB] 2.6).
    private static func compound(_ file: BinaryFile, _ head: [UInt8]) throws(FeatureExchangeError) -> FileContent {
        var names = ""
        if head.count >= 76 {
            let shift = min(max(head.littleEndianUInt16(at: 30), 7), 16)
            let sector = Int64(head.littleEndianUInt32(at: 48))
            let directory = try file.read(16 << 10, at: (sector + 1) << Int64(shift))
            names = String(decoding: directory.filter { $0 != 0 }, as: UTF8.self)
        }
        if names.contains("Dgn") { return .microStationV8 }
        if names.contains("Workbook") || names.contains("Book") { return .excelBinary }
        if ["WordDocument", "PowerPoint", "__properties"].contains(where: { names.contains($0) }) {
            return .officeDocument
        }
        let suffix = URL(filePath: file.path).pathExtension.lowercased()
        return suffix == "dgn" ? .microStationV8 : suffix == "xls" ? .excelBinary : .officeDocument
    }
}
