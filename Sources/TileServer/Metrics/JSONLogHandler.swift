import Foundation
import Logging
import SimpleFeatures

/// How the log is written to standard error.
enum LogFormat: String, Hashable, Sendable {
    /// `time level label: key=value … message`.
    case text
    /// An object a line, for programs that collect logs.
    case json

    func handler(label: String) -> any LogHandler {
        switch self {
        case .text: StreamLogHandler.standardError(label: label)
        case .json: JSONLogHandler(label: label)
        }
    }
}

/// An event as one line of JSON: `time` (UTC, ISO 8601), `level`, `label`, `message`, and what was told with it under
/// `fields`, as text.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        var fields = JSONObject()
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { fields[key] = .string("\(value)") }
        let line: JSONValue = [
            "time": .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
            "level": .string(event.level.rawValue), "label": .string(label),
            "message": .string("\(event.message)"), "fields": .object(fields),
        ]
        // One write a line: lines of several threads do not mix.
        FileHandle.standardError.write(Data(line.serialized + [UInt8(ascii: "\n")]))
    }
}
