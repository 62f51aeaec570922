import Foundation

/// What the process that builds a file is told, as one line of JSON on its standard input. The query travels as the
/// client wrote it and is read again there, so that every filter of items is one of exports.
struct ExportOrder: Hashable, Sendable, Codable {
    var store: String
    var collection: String
    /// The rule that says how much of it is exported, as `AccessPolicy` writes it; nil for all.
    var rule: String?
    /// The query of the URL, without the question mark.
    var query: String
    /// Of the title in the file: `vi` or `en`.
    var language: String
    /// Of a GML file's schema.
    var schemaURL: String
    /// Where the file shall be.
    var file: String
    /// For what a format needs meanwhile.
    var workFolder: String
    var limits: Limits

    struct Limits: Hashable, Sendable, Codable {
        /// Bytes of address space.
        var memory: Int
        /// Bytes of one file.
        var file: Int
        /// Seconds of processor time.
        var seconds: Int
    }
}

/// A file that was built.
struct ExportResult: Hashable, Sendable, Codable {
    /// What features were read.
    struct Origin: Hashable, Sendable, Codable {
        /// Of the collection that was read.
        var state: String
        var version: Int
        /// URI of the CRS of its coordinates.
        var crs: String
    }

    /// Features or pages.
    var rows: Int
    /// What a person should know of it: texts that were cut, features left out.
    var notes: [String]
    /// Nil for what is not of one collection.
    var origin: Origin?
    var bytes: Int
    /// SHA-256 of the file, in hexadecimal digits.
    var digest: String
}

/// What that process tells, one line of JSON each on its standard output. The last is `done` or `failed`.
enum ExportReport: Hashable, Sendable, Codable {
    /// How many features there will be.
    case begun(total: Int)
    case progress(rows: Int)
    case done(ExportResult)
    case failed(ExportError)

    var line: Data {
        get throws { try JSONEncoder().encode(self) + Data("\n".utf8) }
    }
}
