internal import CQL2
internal import Foundation
internal import SimpleFeatures

/// A JSON value on its way into a column.
struct EditedValue {
    let type: FeatureSchema.PropertyType
    let limits: EditLimits

    /// Characters of a value in a message.
    private static let shownLength = 40

    /// - Throws: what keeps the value from being one of the column's.
    func read(_ json: JSONValue) throws(EditFault.Reason) -> PropertyValue {
        if json == .null { return .null }
        switch type {
        case .boolean:
            guard case .boolean(let flag) = json else { throw wrong(json) }
            return .boolean(flag)
        case .integer:
            switch json {
            case .integer(let number): return .integer(number)
            case .real(let number):
                guard let whole = Int64(exactly: number) else { throw wrong(json) }
                return .integer(whole)
            case .null, .boolean, .string, .array, .object: throw wrong(json)
            }
        case .real:
            guard let number = json.number else { throw wrong(json) }
            return .real(number)
        case .text: return .text(try text(json).precomposedStringWithCanonicalMapping)
        case .date:
            let text = try text(json)
            guard CalendarDate(text) != nil else { throw wrong(json) }
            return .text(text)
        case .time:
            let text = try text(json)
            // A time of day is what makes a moment of any day.
            guard case .timestamp? = Moment("2000-01-01T\(text)") else { throw wrong(json) }
            return .text(text)
        case .dateTime:
            let text = try text(json)
            guard case .timestamp? = Moment(text) else { throw wrong(json) }
            return .text(text)
        case .binary:
            guard let bytes = Data(base64Encoded: try text(json)) else { throw wrong(json) }
            return .binary(Array(bytes))
        }
    }

    /// Whether a value is the stored one as clients read it. What nobody touched is not judged: another program may have
    /// put text into a number's column.
    func isUnchanged(_ json: JSONValue, from stored: PropertyValue) -> Bool {
        switch (json, stored) {
        case (.null, .null): true
        case (.boolean(let flag), .boolean(let other)): flag == other
        case (.boolean(let flag), .integer(let number)): type == .boolean && flag == (number != 0)
        case (.integer(let number), .integer(let other)): type != .boolean && number == other
        case (.integer, .real(let other)), (.real, .real(let other)): json.number == other
        case (.real(let number), .integer(let other)): Int64(exactly: number) == other
        case (.string(let text), .text(let other)): text.unicodeScalars.elementsEqual(other.unicodeScalars)
        case (.string(let text), .binary(let bytes)): Data(base64Encoded: text).map(Array.init) == bytes
        default: false
        }
    }

    private func text(_ json: JSONValue) throws(EditFault.Reason) -> String {
        guard case .string(let text) = json else { throw wrong(json) }
        guard text.utf8.count <= limits.bytes else {
            throw .valueTooLong(bytes: text.utf8.count, most: limits.bytes)
        }
        guard !text.utf8.contains(0) else { throw .textWithNull }
        return text
    }

    private func wrong(_ json: JSONValue) -> EditFault.Reason {
        let text = String(decoding: json.serialized.prefix(4 * Self.shownLength), as: UTF8.self)
        let shown = text.prefix(Self.shownLength)
        return .wrongType(expected: type, found: shown.endIndex < text.endIndex ? "\(shown)…" : text)
    }
}
