import MapSheet
import SimpleFeatures

/// The members of what is sent to `/print`, each read and checked by its name.
struct PrintBody {
    private let members: JSONObject

    /// - Throws: `ParameterError` for what is no object, or has a member that is none of `names`.
    init(_ bytes: [UInt8], names: [String]) throws(ParameterError) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
            throw ParameterError(
                parameter: "body", value: "…", expected: "a JSON object (\(error.reason), byte \(error.byteOffset))")
        }
        try self.init(value, name: "body", names: names)
    }

    /// - Parameter name: of the member that holds the object.
    init(_ value: JSONValue, name: String, names: [String]) throws(ParameterError) {
        guard let object = value.object else {
            throw ParameterError(parameter: name, value: Self.text(value), expected: "an object")
        }
        if let unknown = object.members.first(where: { !names.contains($0.key) }) {
            throw ParameterError(
                parameter: unknown.key, value: Self.text(unknown.value),
                expected: "nothing: members are \(names.joined(separator: ", "))",
                suggestions: NearMatches.of(unknown.key, among: names))
        }
        members = object
    }

    /// As a problem quotes it.
    private static func text(_ value: JSONValue) -> String {
        let text = value.string ?? String(decoding: value.serialized, as: UTF8.self)
        return text.count > 60 ? text.prefix(60) + "…" : text
    }

    func error(_ name: String, expected: String) -> ParameterError {
        ParameterError(parameter: name, value: members[name].map(Self.text) ?? "", expected: expected)
    }

    subscript(name: String) -> JSONValue? {
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    /// - Parameter most: characters.
    func text(_ name: String, most: Int) throws(ParameterError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string, text.count <= most, text.utf8.count <= 4 * most else {
            throw error(name, expected: "a text of at most \(most) characters")
        }
        let trimmed = text[...].trimmingBlanks
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    func flag(_ name: String, default standard: Bool) throws(ParameterError) -> Bool {
        switch self[name] {
        case nil: return standard
        case .boolean(let flag)?: return flag
        default: throw error(name, expected: "true or false")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default standard: Choice
    ) throws(ParameterError) -> Choice where Choice.RawValue == String {
        guard let value = self[name] else { return standard }
        guard let choice = value.string.flatMap(Choice.init(rawValue:)) else {
            throw error(name, expected: "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }

    func number(_ name: String, in range: ClosedRange<Double>, expected: String) throws(ParameterError) -> Double? {
        guard let value = self[name] else { return nil }
        guard let number = value.number, range.contains(number) else { throw error(name, expected: expected) }
        return number
    }

    func numbers(_ name: String, count: Int, expected: String) throws(ParameterError) -> [Double]? {
        guard let value = self[name] else { return nil }
        let numbers = (value.array ?? []).compactMap(\.number)
        guard numbers.count == count, value.array?.count == count, numbers.allSatisfy(\.isFinite) else {
            throw error(name, expected: expected)
        }
        return numbers
    }
}
