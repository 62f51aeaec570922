import Foundation
import GeoStore

/// One export as a job: where it stands, and where its file is.
struct ExportJob: Hashable, Sendable {
    /// Words of OGC API Processes 1 (18-062r2, 7.11).
    enum Status: String, Hashable, Sendable {
        case accepted, running, successful, failed, dismissed

        var isOver: Bool {
            switch self {
            case .accepted, .running: false
            case .successful, .failed, .dismissed: true
            }
        }
    }

    let id: String
    /// Who asked for it, and nobody else may see it or take the file.
    let owner: Principal
    let collection: String
    /// The fingerprint of the view that the owner had of the collection; nil when they saw all of it.
    let view: String?
    /// What narrows the collection down, as the request had it.
    let narrowing: String
    let format: ExportFormat
    /// Of the file when it is sent.
    let fileName: FileName
    let created: Date
    var status = Status.accepted
    var started: Date?
    var finished: Date?
    var rows = 0
    var total: Int?
    /// Once the file is whole.
    var result: ExportResult?
    var failure: ExportError?
    /// When the file is gone.
    var expires: Date?

    /// Whole percent; 99 until the file is closed.
    var progress: Int {
        if status == .successful { return 100 }
        guard let total, total > 0 else { return 0 }
        return min(rows * 100 / total, 99)
    }
}

/// The name a file is saved under: the collection's title where the client reads UTF-8, its id elsewhere.
struct FileName: Hashable, Sendable {
    let plain: String
    let full: String

    init(id: String, title: String, fileExtension: String) {
        plain = "\(id).\(fileExtension)"
        // What Windows and Unix refuse in a name.
        let safe = String(
            title.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
                let isRefused =
                    scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
                return isRefused ? " " : Character(scalar)
            }
        ).split(separator: " ").joined(separator: " ")
        let trimmed = safe.drop { $0 == "." }.prefix(Self.longest)
        full = trimmed.isEmpty ? plain : "\(trimmed).\(fileExtension)"
    }

    /// Characters of a title in a file name: file systems take 255 bytes.
    private static let longest = 60

    /// RFC 6266, with the UTF-8 form of RFC 8187 behind the plain one.
    var disposition: String {
        let encoded = full.utf8.map { byte -> String in
            let isPlain = Self.unreserved.contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    /// attr-char of RFC 8187, 3.2.1.
    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8)
}
