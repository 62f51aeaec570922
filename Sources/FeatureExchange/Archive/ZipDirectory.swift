import Foundation

/// The list of members at the end of a zip archive (PKWARE APPNOTE 6.3.10, sections 4.3.12–4.3.16).
///
/// Our own, not GDAL's: that recodes names from code page 437, follows whatever sizes are declared, and cannot say
/// whether a failed copy was a damaged archive or a full disk.
struct ZipDirectory {
    struct Member {
        /// As stored; the encoding is UTF-8 when `nameIsUTF8`, else whatever the packer's Windows had.
        let rawName: [UInt8]
        let nameIsUTF8: Bool
        /// Folders separated by `/`.
        let name: String
        let method: Int
        let isEncrypted: Bool
        /// A symbolic link, whose bytes are the path it leads to.
        let isLink: Bool
        let checksum: UInt32
        let packedSize: Int64
        let size: Int64
        /// Where its local header begins.
        let offset: Int64

        var isFolder: Bool { name.hasSuffix("/") }
        var suffix: String {
            guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return "" }
            return name[name.index(after: dot)...].lowercased()
        }
    }

    let members: [Member]

    // A department's delivery has hundreds of files; a file geodatabase some thousands.
    static let maximumMembers = 100_000
    private static let maximumDirectoryBytes: Int64 = 64 << 20
    /// End record and the longest comment.
    private static let searchedTail = 22 + 65_535

    /// - Throws: `.archiveUnusable`, `.notReadable`. Nil when there is no directory: no zip archive.
    init?(_ file: BinaryFile) throws(FeatureExchangeError) {
        let tailStart = max(0, file.size - Int64(Self.searchedTail))
        let tail = try file.read(Int(file.size - tailStart), at: tailStart)
        guard let end = Self.endRecord(in: tail) else { return nil }
        var count = Int64(tail.littleEndianUInt16(at: end + 10))
        var length = Int64(tail.littleEndianUInt32(at: end + 12))
        var start = Int64(tail.littleEndianUInt32(at: end + 16))
        if start == 0xFFFF_FFFF || count == 0xFFFF || length == 0xFFFF_FFFF,
            let wide = try Self.zip64Record(file, tail: tail, end: end)
        {
            (count, length, start) = wide
        }
        guard count <= Self.maximumMembers else {
            throw .archiveUnusable(
                path: file.path, member: nil, .tooManyMembers(count: Int(clamping: count), limit: Self.maximumMembers))
        }
        guard length <= Self.maximumDirectoryBytes, start >= 0, length >= 0, start <= file.size - length else {
            throw .archiveUnusable(path: file.path, member: nil, .directoryDamaged)
        }
        let directory = try file.read(Int(length), at: start)
        guard let members = Self.members(in: directory, count: Int(count)) else {
            throw .archiveUnusable(path: file.path, member: nil, .directoryDamaged)
        }
        self.members = members
        try refuseOverlaps(file)
    }

    private static func endRecord(in tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        return stride(from: tail.count - 22, through: 0, by: -1).first { index in
            tail[index] == 0x50 && tail[index + 1] == 0x4B && tail[index + 2] == 5 && tail[index + 3] == 6
        }
    }

    private static func zip64Record(
        _ file: BinaryFile, tail: [UInt8], end: Int
    ) throws(FeatureExchangeError) -> (Int64, Int64, Int64)? {
        // The locator stands right before the end record: signature 0x07064B50, and at 8 the record's offset.
        guard end >= 20, tail.littleEndianUInt32(at: end - 20) == 0x0706_4B50 else { return nil }
        let offset = tail.littleEndianInt64(at: end - 12)
        guard offset >= 0, offset <= file.size - 56 else { return nil }
        let record = try file.read(56, at: offset)
        guard record.count == 56, record.littleEndianUInt32(at: 0) == 0x0606_4B50 else { return nil }
        return (record.littleEndianInt64(at: 32), record.littleEndianInt64(at: 40), record.littleEndianInt64(at: 48))
    }

    /// Nil when an entry does not fit.
    private static func members(in directory: [UInt8], count: Int) -> [Member]? {
        var members: [Member] = []
        var offset = 0
        for _ in 0..<count {
            guard offset + 46 <= directory.count, directory.littleEndianUInt32(at: offset) == 0x0201_4B50 else {
                return nil
            }
            let nameLength = directory.littleEndianUInt16(at: offset + 28)
            let extraLength = directory.littleEndianUInt16(at: offset + 30)
            let commentLength = directory.littleEndianUInt16(at: offset + 32)
            let nameStart = offset + 46
            let next = nameStart + nameLength + extraLength + commentLength
            guard next <= directory.count else { return nil }
            let flags = directory.littleEndianUInt16(at: offset + 8)
            let rawName = [UInt8](directory[nameStart..<nameStart + nameLength])
            let extra = ZipExtra(
                [UInt8](directory[nameStart + nameLength..<nameStart + nameLength + extraLength]),
                size: directory.littleEndianUInt32(at: offset + 24),
                packedSize: directory.littleEndianUInt32(at: offset + 20),
                offset: directory.littleEndianUInt32(at: offset + 42))
            guard extra.size >= 0, extra.packedSize >= 0, extra.offset >= 0 else { return nil }
            let isUTF8 = flags & 0x0800 != 0
            members.append(
                Member(
                    rawName: rawName, nameIsUTF8: isUTF8,
                    name: extra.unicodeName ?? ArchiveName.text(of: rawName, isUTF8: isUTF8),
                    method: directory.littleEndianUInt16(at: offset + 10), isEncrypted: flags & 1 != 0,
                    isLink: Self.isLink(madeBy: directory[offset + 5], directory.littleEndianUInt32(at: offset + 38)),
                    checksum: directory.littleEndianUInt32(at: offset + 16), packedSize: extra.packedSize,
                    size: extra.size, offset: extra.offset))
            offset = next
        }
        return members
    }

    /// Packed on Unix, the mode of a file stands in the upper half of its attributes; S_IFLNK is 0xA000.
    private static func isLink(madeBy system: UInt8, _ attributes: UInt32) -> Bool {
        [3, 19].contains(system) && attributes >> 16 & 0xF000 == 0xA000
    }

    /// A bomb lists the same bytes under many names (Fifield, "A better zip bomb", 2019).
    private func refuseOverlaps(_ file: BinaryFile) throws(FeatureExchangeError) {
        var end: Int64 = 0
        for member in members.sorted(by: { $0.offset < $1.offset }) {
            let (dataEnd, overflow) = (member.offset + 30).addingReportingOverflow(member.packedSize)
            guard !overflow, dataEnd <= file.size else {
                throw .archiveUnusable(path: file.path, member: member.name, .directoryDamaged)
            }
            guard member.offset >= end else {
                throw .archiveUnusable(path: file.path, member: member.name, .membersOverlap)
            }
            end = dataEnd
        }
    }
}

/// The extra field of an entry: 64-bit sizes (0x0001) and the name in UTF-8 (0x7075, Info-ZIP).
private struct ZipExtra {
    private(set) var size: Int64
    private(set) var packedSize: Int64
    private(set) var offset: Int64
    private(set) var unicodeName: String?

    init(_ bytes: [UInt8], size: UInt32, packedSize: UInt32, offset: UInt32) {
        self.size = Int64(size)
        self.packedSize = Int64(packedSize)
        self.offset = Int64(offset)
        var position = 0
        while position + 4 <= bytes.count {
            let kind = bytes.littleEndianUInt16(at: position)
            let end = position + 4 + bytes.littleEndianUInt16(at: position + 2)
            guard end <= bytes.count else { return }
            var next = position + 4
            // Only what is all ones in the entry stands here, in this order.
            func wide(_ narrow: UInt32) -> Int64 {
                guard kind == 1, narrow == .max, next + 8 <= end else { return Int64(narrow) }
                defer { next += 8 }
                return bytes.littleEndianInt64(at: next)
            }
            if kind == 1 {
                self.size = wide(size)
                self.packedSize = wide(packedSize)
                self.offset = wide(offset)
            } else if kind == 0x7075, end - position > 9 {
                unicodeName = String(validating: bytes[position + 9..<end], as: UTF8.self)
            }
            position = end
        }
    }
}
