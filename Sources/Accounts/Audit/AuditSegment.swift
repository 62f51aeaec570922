internal import Foundation

/// Older entries that were put into a file of lines of JSON, and taken out of the log.
public struct AuditSegment: Hashable, Sendable {
    public let first: Int64
    public let last: Int64
    /// Its name within the folder `<accounts>-audit`.
    public let file: String
    /// The hash before the first entry, that of the last, and that of the file.
    let previous: [UInt8]
    let lastHash: [UInt8]
    let sha256: [UInt8]

    /// Where sealed files lie, unless they were taken elsewhere.
    static func folder(ofAccounts path: String) -> String {
        URL(filePath: path).deletingPathExtension().path + "-audit"
    }

    /// The faults of a sealed file; nil when it is not there.
    func faults(in folder: String) -> [AuditFault]? {
        guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { return nil }
        guard Secrets.sha256(Array(data)) == sha256 else { return [.segmentChanged(file: file)] }
        var chain = AuditChain(previous: previous, next: first)
        for line in data.split(separator: UInt8(ascii: "\n")) {
            guard let entry = AuditEntry(line: Array(line)) else { return [.segmentChanged(file: file)] }
            chain.add(entry)
        }
        guard chain.faults.isEmpty, chain.head == AuditHead(seq: last, hash: lastHash) else {
            return chain.faults + [.segmentChanged(file: file)]
        }
        return []
    }

    /// The seals among its entries, which prove segments before it.
    func seals(in folder: String) -> [AuditSeal] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap {
            AuditEntry(line: Array($0)).flatMap { AuditSeal($0) }
        }
    }
}
