import MapRender

extension IconFault {
    /// What is wrong with an icon, and what would have been right.
    var sentence: String {
        switch self {
        case .tooManyBytes(let count, let limit): "it has \(count) bytes; an icon has up to \(limit)"
        case .notUTF8: "it is no text in UTF-8"
        case .documentType: "it declares a document type or entities; an icon has none"
        case .element(let name): "it has an element <\(name)>, which runs, loads or embeds something"
        case .externalLink(let target): "it refers to '\(target.prefix(80))', outside itself"
        case .size(let width, let height, let limit):
            "it measures \(width) × \(height) pixels; up to \(limit) × \(limit) are drawn"
        case .noSize: "it has neither a width and height nor a viewBox"
        case .notDrawable(let reason): "it cannot be drawn: \(reason)"
        case .attribute(let name, let value): "its attribute \(name) is '\(value.prefix(80))', which is not understood"
        }
    }
}
