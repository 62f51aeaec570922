import Foundation

/// A zip file whose layers are unpacked before they are read: shapes need an index, databases need random access.
struct Archive {
    private let file: BinaryFile
    private let directory: ZipDirectory

    struct Layer {
        /// As it stands in the archive, folders included.
        let name: String
        /// Unpacked; a folder for a file geodatabase.
        let file: String
    }

    /// Real data stay under 50; a table of blanks can reach some hundreds, which is why small archives are let through.
    private static let maximumRatio: Int64 = 200
    private static let ratioFreeBytes: Int64 = 200_000_000

    /// - Throws: `.notRecognised` when the file is no zip archive.
    init(path: String) throws(FeatureExchangeError) {
        file = try BinaryFile(path: path)
        guard let directory = try ZipDirectory(file) else {
            throw .notRecognised(path: path, looksLike: UnreadableFormat(at: path) ?? .notAnArchive)
        }
        self.directory = directory
    }

    /// Archives inside, which are not opened.
    var nestedArchives: [String] {
        directory.members.filter { ["zip", "rar", "7z", "shz"].contains($0.suffix) && !isHidden($0) }.map(\.name)
    }

    /// The one member whose name ends so, with its bytes; nil when there are none or several.
    /// - Throws: `FeatureExchangeError`, `.archiveTooLarge` among them.
    func onlyMember(
        endingIn suffix: String, _ limit: Int64
    ) throws(FeatureExchangeError) -> (name: String, bytes: [UInt8])? {
        let names = directory.members.map(\.name).filter { $0.lowercased().hasSuffix(suffix) }
        guard names.count == 1, let bytes = try contents(of: names[0], limit: limit) else { return nil }
        return (names[0], bytes)
    }

    func count(endingIn suffix: String) -> Int {
        directory.members.count { $0.name.lowercased().hasSuffix(suffix) && !isHidden($0) }
    }

    func has(_ name: String) -> Bool { directory.members.contains { $0.name == name } }

    /// Unpacks every layer with its companions.
    func unpackedLayers(into scratch: ScratchFolder, limitInBytes limit: Int64) throws(FeatureExchangeError) -> [Layer]
    {
        let members = directory.members.filter { !$0.isFolder && !isHidden($0) }.sorted { $0.name < $1.name }
        let names = members.map(\.name)
        let layers = LayerFiles(among: names)
        guard !layers.paths.isEmpty else {
            // Names that climb out of the archive are never unpacked, but shown.
            let shown = names.isEmpty ? directory.members.map(\.name) : names
            throw .notRecognised(path: file.path, looksLike: .archiveWithoutLayers(members: Array(shown.prefix(10))))
        }
        let wanted = members.filter { layers.needs($0.name) }
        try refuseBombs(wanted, limit)
        var folders: [String: String] = [:]
        var unpacked: [String: String] = [:]
        for member in wanted {
            let parts = member.name.split(separator: "/")
            guard let last = parts.last else { continue }
            let parent = parts.dropLast().joined(separator: "/")
            if folders[parent] == nil {
                // A geodatabase is known by its folder's name.
                let part = try scratch.makePart()
                let isDatabase = parent.lowercased().hasSuffix(".gdb")
                folders[parent] =
                    isDatabase ? try scratch.makeFolder("\(part)/\(ArchiveName.safe(parts[parts.count - 2]))") : part
            }
            guard let folder = folders[parent] else { continue }
            let target = "\(folder)/\(ArchiveName.safe(last))"
            try unpack(member, to: target)
            unpacked[member.name] = target
        }
        return layers.paths.compactMap { path in (unpacked[path] ?? folders[path]).map { Layer(name: path, file: $0) } }
    }

    /// For formats that are archives themselves (KMZ, XLSX, ODS): unpacks to nowhere, to see what it really holds.
    func refuseIfLarger(than limit: Int64) throws(FeatureExchangeError) {
        try refuseBombs(directory.members, limit)
        for member in directory.members where !member.isFolder {
            try Inflater(file: file, member: member).run { _ throws(FeatureExchangeError) in }
        }
    }

    /// The bytes of a small member, nil when there is none of that name.
    func contents(of name: String, limit: Int64) throws(FeatureExchangeError) -> [UInt8]? {
        guard let member = directory.members.first(where: { $0.name == name }) else { return nil }
        guard member.size <= limit else { throw .archiveTooLarge(path: file.path, bytes: member.size, limit: limit) }
        var bytes: [UInt8] = []
        try Inflater(file: file, member: member).run { piece throws(FeatureExchangeError) in bytes += piece }
        return bytes
    }

    /// The bytes of a member, piece by piece; nothing when there is none of that name.
    func read(_ name: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(FeatureExchangeError) {
        guard let member = directory.members.first(where: { $0.name == name }) else { return }
        try Inflater(file: file, member: member).run { piece throws(FeatureExchangeError) in body(piece) }
    }

    /// What macOS adds, and names that climb out of the archive.
    private func isHidden(_ member: ZipDirectory.Member) -> Bool {
        let parts = member.name.split(separator: "/")
        return member.name.hasPrefix("/") || parts.contains("..") || parts.contains("__MACOSX")
            || parts.last?.hasPrefix("._") ?? true
    }

    private func refuseBombs(_ members: [ZipDirectory.Member], _ limit: Int64) throws(FeatureExchangeError) {
        var total: Int64 = 0
        for member in members {
            let (sum, overflow) = total.addingReportingOverflow(member.size)
            total = overflow ? .max : sum
        }
        guard total <= limit else { throw .archiveTooLarge(path: file.path, bytes: total, limit: limit) }
        let ratio = total / max(1, file.size)
        guard total <= Self.ratioFreeBytes || ratio <= Self.maximumRatio else {
            throw .archiveUnusable(path: file.path, member: nil, .ratioTooHigh(ratio: ratio))
        }
    }

    private func unpack(_ member: ZipDirectory.Member, to target: String) throws(FeatureExchangeError) {
        guard !member.isLink else { throw .archiveUnusable(path: file.path, member: member.name, .symbolicLink) }
        // open: −1 with errno. O_EXCL: two names that became one are not written over each other.
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .scratchFailed(path: target, errno: errno) }
        defer { close(descriptor) }
        try Inflater(file: file, member: member).run { piece throws(FeatureExchangeError) in
            var done = 0
            while done < piece.count {
                // write: bytes written, −1 with errno (ENOSPC when the disk is full).
                let count = write(descriptor, piece.baseAddress.map { $0 + done }, piece.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw .scratchFailed(path: target, errno: count < 0 ? errno : EIO) }
                done += count
            }
        }
    }
}
