import Foundation

/// The text at the head of a MapInfo .tab or .mif, where the charset stands.
///
/// GDAL recodes by that charset, and MapInfo has none for Vietnamese: TCVN3 and VNI tables say `WindowsLatin1`. Opened
/// under the charset `Neutral`, the bytes come through as they are.
struct MapInfoHeader {
    let path: String
    /// Nil when the header names none.
    let charset: String?

    /// Enough for the longest header; the columns follow the charset.
    private static let headerBytes = 4096
    private static let companions: Set<String> = ["dat", "map", "id", "ind", "mid", "dbf"]

    init(path: String) throws(FeatureExchangeError) {
        self.path = path
        let head = try BinaryFile.beginning(of: path, bytes: Self.headerBytes)
        charset = head.firstMatch(of: Self.quoted).map { String($0.1) }
    }

    private static var quoted: Regex<(Substring, Substring)> { /(?i)charset\s+"?([A-Za-z0-9_-]+)"?/ }

    /// From a companion (.mid, .dat…) to its table.
    static func plan(
        ofPart path: String, scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        let suffix = URL(filePath: path).pathExtension.lowercased()
        let main = suffix == "mid" ? "mif" : "tab"
        let companions = try SourceNode.companions(of: path)
        guard let table = companions.first(where: { URL(filePath: $0).pathExtension.lowercased() == main }) else {
            throw .notRecognised(path: path, looksLike: .shapefilePart(missing: main))
        }
        return try MapInfoHeader(path: table).plan(scratch: scratch)
    }

    func plan(scratch: () throws(FeatureExchangeError) -> ScratchFolder) throws(FeatureExchangeError) -> OpenPlan {
        try checkData()
        var plan = OpenPlan(path: path, drivers: ["MapInfo File"])
        plan.textIsRaw = true
        guard let charset, charset.lowercased() != "neutral" else { return plan }
        plan.declaredEncoding = DeclaredEncoding(name: charset)
        plan.notes.append(.charsetNamed(charset))
        plan.path = try neutralCopy(in: scratch())
        return plan
    }

    /// A table copied without its data opens nowhere, and GDAL does not say why.
    private func checkData() throws(FeatureExchangeError) {
        guard URL(filePath: path).pathExtension.lowercased() == "tab",
            try BinaryFile.beginning(of: path, bytes: Self.headerBytes).lowercased().contains("type native")
        else { return }
        // GDAL finds companions whatever the case of their names.
        let wanted = URL(filePath: path).deletingPathExtension().lastPathComponent.lowercased() + ".dat"
        let folder = URL(filePath: path).deletingLastPathComponent()
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
            !names.contains(where: { $0.lowercased() == wanted })
        else { return }
        throw .notRecognised(path: path, looksLike: .shapefilePart(missing: "dat"))
    }

    /// Links to the companions and a copy of this file that names no charset.
    private func neutralCopy(in scratch: ScratchFolder) throws(FeatureExchangeError) -> String {
        let url = URL(filePath: path)
        let stem = url.deletingPathExtension().lastPathComponent
        let part = try scratch.makePart()
        let folder = url.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names {
            let candidate = folder.appending(path: name)
            guard candidate.deletingPathExtension().lastPathComponent == stem,
                Self.companions.contains(candidate.pathExtension.lowercased())
            else { continue }
            try scratch.link(candidate.path, as: "\(part)/\(name)")
        }
        let copy = "\(part)/\(url.lastPathComponent)"
        let file = try BinaryFile(path: path)
        let head = try file.read(min(Self.headerBytes, Int(file.size)), at: 0)
        let rest = try file.read(Int(file.size) - head.count, at: Int64(head.count))
        try scratch.write(Self.withoutCharset(head, charset: charset ?? "") + rest, to: copy)
        return copy
    }

    /// Bytes, not text: column names may be in any encoding.
    private static func withoutCharset(_ head: [UInt8], charset: String) -> [UInt8] {
        var result: [UInt8] = []
        let name = Array(charset.utf8)
        var index = 0
        while index < head.count {
            if head[index...].starts(with: name) {
                result += Array("Neutral".utf8)
                index += name.count
            } else {
                result.append(head[index])
                index += 1
            }
        }
        return result
    }
}
