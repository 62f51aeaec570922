import SimpleFeatures

extension StyleValue {
    /// What `to-string` and `concat` make of it.
    var text: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): NumberText.of(value)
        case .string(let value): value
        case .color(let color): color.text
        case .formatted(let formatted): formatted.text
        case .image(let image): image.name
        case .projection(let projection): projection.text
        case .array, .object, .padding, .numberArray, .colorArray, .anchorOffsets, .collator: json.compactText
        }
    }

    /// As `JSON.stringify` has it.
    var jsonText: String { json.compactText }

    /// Beside a text itself: how messages show what could not be read.
    var shownInMessages: String { string ?? jsonText }

    private var json: JSONValue {
        switch self {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .number(let value): .real(value)
        case .string(let value): .string(value)
        case .array(let values): .array(values.map(\.json))
        case .object(let object): .object(JSONObject(object.members.map { (key: $0.key, value: $0.value.json) }))
        case .color(let color): color.json
        case .padding(let padding): .array(padding.sides.map(JSONValue.real))
        case .numberArray(let numbers): .array(numbers.map(JSONValue.real))
        case .colorArray(let colors): .array(colors.map(\.json))
        case .anchorOffsets(let offsets): offsets.json
        case .projection(let projection): projection.json
        case .formatted(let formatted): .string(formatted.text)
        case .image(let image): .string(image.name)
        case .collator: .object(JSONObject())
        }
    }
}

extension Color {
    /// With components multiplied by alpha, as MapLibre keeps them.
    fileprivate var json: JSONValue {
        let parts = premultiplied
        return ["r": .real(parts.red), "g": .real(parts.green), "b": .real(parts.blue), "a": .real(parts.alpha)]
    }
}
