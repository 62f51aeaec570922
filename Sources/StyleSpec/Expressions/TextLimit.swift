/// How long texts may get that expressions put together. A variable that is twice the variable before it, 60 times over,
/// asks for more memory than there is.
enum TextLimit {
    static let bytes = 1 << 16

    static func checked(_ text: String, _ path: [Int]) throws(EvaluationError) -> String {
        guard text.utf8.count <= bytes else { throw EvaluationError(.tooLong(limit: bytes), path: path) }
        return text
    }

    /// The text of a value; a list of lists may be short to keep and long to write.
    static func checked(_ value: StyleValue, _ path: [Int]) throws(EvaluationError) -> String {
        var budget = bytes
        guard value.fits(&budget) else { throw EvaluationError(.tooLong(limit: bytes), path: path) }
        return try checked(value.text, path)
    }
}

extension StyleValue {
    /// Whether the value has no more parts and bytes than `budget`, which is taken from.
    fileprivate func fits(_ budget: inout Int) -> Bool {
        budget -= 1
        guard budget > 0 else { return false }
        switch self {
        case .array(let values):
            for value in values {
                guard value.fits(&budget) else { return false }
            }
        case .object(let object):
            for member in object.members {
                guard member.value.fits(&budget) else { return false }
            }
        case .string(let text): budget -= text.utf8.count
        case .null, .boolean, .number, .color, .formatted, .image, .padding, .numberArray, .colorArray, .anchorOffsets,
            .projection, .collator:
            break
        }
        return budget > 0
    }
}
