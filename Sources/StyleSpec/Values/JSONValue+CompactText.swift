import SimpleFeatures

extension JSONValue {
    /// As `JSON.stringify` of ECMAScript has it: no blanks, numbers as `NumberText` writes them.
    var compactText: String {
        var text = ""
        appendCompact(to: &text)
        return text
    }

    private func appendCompact(to text: inout String) {
        switch self {
        case .null, .boolean, .integer, .string: text += String(decoding: serialized, as: UTF8.self)
        case .real(let number): text += number.isFinite ? NumberText.of(number) : "null"
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.appendCompact(to: &text)
            }
            text += "]"
        case .object(let object):
            text += "{"
            for (index, member) in object.members.enumerated() {
                if index > 0 { text += "," }
                text += JSONValue.string(member.key).compactText + ":"
                member.value.appendCompact(to: &text)
            }
            text += "}"
        }
    }
}
