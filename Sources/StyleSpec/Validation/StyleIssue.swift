/// Something that is wrong with a style.
public struct StyleIssue: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable {
        /// The style cannot be drawn as it is written.
        case error
        /// It can, but hardly as it was meant.
        case warning
    }

    /// Where in the document: `layers[0].paint.fill-color[2]`; empty is the whole of it. Of light, sky, terrain and sources
    /// of relief only the property, as MapLibre has it.
    public let key: String
    public let message: String
    /// Where the value begins; nil when the style was not given as text, and for null.
    public let line: Int?
    public let severity: Severity
    /// By which programs know an issue that is none for them: `source.canvas`.
    public let identifier: String?

    public init(
        key: String, message: String, line: Int? = nil, severity: Severity = .error, identifier: String? = nil
    ) {
        self.key = key
        self.message = message
        self.line = line
        self.severity = severity
        self.identifier = identifier
    }

    /// The message with its place before it.
    public var text: String { key.isEmpty ? message : "\(key): \(message)" }
}
