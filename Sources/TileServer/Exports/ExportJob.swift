import Foundation
import GeoStore

/// Features of a collection as a file.
struct ExportedFeatures: Hashable, Sendable {
    let collection: String
    /// The fingerprint of the view that the owner had of the collection; nil when they saw all of it.
    let view: String?
    /// What narrows the collection down, as the request had it.
    let narrowing: String
    let format: ExportFormat
}

/// Maps on paper as a file.
struct PrintedSheets: Hashable, Sendable {
    let format: PrintFormat
    /// How much the owner saw of what is drawn: fingerprints by collection, empty for all of it.
    let views: [String: String]
}

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

    /// What its file holds.
    enum Subject: Hashable, Sendable {
        case features(ExportedFeatures)
        case sheets(PrintedSheets)

        var isPrint: Bool {
            switch self {
            case .features: false
            case .sheets: true
            }
        }

        var title: String {
            switch self {
            case .features(let features): features.format.title
            case .sheets(let sheets): sheets.format.title
            }
        }

        var mediaType: MediaType {
            switch self {
            case .features(let features): features.format.mediaType
            case .sheets(let sheets): sheets.format.mediaType
            }
        }

        var fileExtension: String {
            switch self {
            case .features(let features): features.format.fileExtension
            case .sheets(let sheets): sheets.format.rawValue
            }
        }

        /// As requests name the format.
        var format: String {
            switch self {
            case .features(let features): features.format.rawValue
            case .sheets(let sheets): sheets.format.rawValue
            }
        }

        /// Whether whoever sees a catalogue sees of everything in the file what they saw when they ordered it.
        func isSeen(in catalog: Catalog) -> Bool {
            switch self {
            case .features(let features):
                guard let present = catalog.existing(features.collection) else { return false }
                return present.view == nil || present.view?.fingerprint == features.view
            case .sheets(let sheets):
                return sheets.views.allSatisfy { id, view in
                    guard let present = catalog.existing(id) else { return false }
                    return present.view == nil || present.view?.fingerprint == view
                }
            }
        }
    }

    let id: String
    /// Who asked for it, and nobody else may see it or take the file.
    let owner: Principal
    let subject: Subject
    /// Of the file when it is sent.
    let fileName: FileName
    let created: Date
    var status = Status.accepted
    var started: Date?
    var finished: Date?
    /// Features or pages.
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
