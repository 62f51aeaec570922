public import SimpleFeatures

/// Which features are shown from a zoom on, written `cap<=1@9` or, for all, `*@13`.
public struct ZoomRule: Hashable, Sendable {
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case notLess = ">="
        case notGreater = "<="
        case different = "!="
        case less = "<"
        case greater = ">"
        case equal = "="
    }

    public struct Condition: Hashable, Sendable {
        public var property: String
        public var comparison: Comparison
        /// A text that reads as a number is compared as one.
        public var value: String

        public init(property: String, comparison: Comparison, value: String) {
            self.property = property
            self.comparison = comparison
            self.value = value
        }
    }

    /// Nil: every feature.
    public var condition: Condition?
    public var minZoom: Int

    public init(condition: Condition?, minZoom: Int) {
        self.condition = condition
        self.minZoom = minZoom
    }

    /// - Parameter text: `property op value@zoom`, the value in single quotes when it has blanks around it; `*@zoom`.
    /// - Throws: `TileSettings.Fault.malformedRule`.
    public init(_ text: String) throws(TileSettings.Fault) {
        guard let mark = text.lastIndex(of: "@"), let zoom = Int(text[text.index(after: mark)...]) else {
            throw .malformedRule(text)
        }
        let left = Self.trimmed(text[..<mark])
        guard left != "*" else {
            self.init(condition: nil, minZoom: zoom)
            return
        }
        guard let start = left.firstIndex(where: { "<>=!".contains($0) }),
            let comparison = Comparison.allCases.first(where: { left[start...].hasPrefix($0.rawValue) })
        else { throw .malformedRule(text) }
        let property = Self.trimmed(left[..<start])
        var value = Self.trimmed(left[left.index(start, offsetBy: comparison.rawValue.count)...])
        let isQuoted = value.count > 1 && value.hasPrefix("'") && value.hasSuffix("'")
        guard !property.isEmpty, !value.isEmpty, isQuoted || !"<>=!".contains(value[value.startIndex]) else {
            throw .malformedRule(text)
        }
        if isQuoted { value = String(value.dropFirst().dropLast()) }
        self.init(condition: Condition(property: property, comparison: comparison, value: value), minZoom: zoom)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

extension ZoomRule: CustomStringConvertible {
    /// As `init(_:)` reads it.
    public var description: String {
        guard let condition else { return "*@\(minZoom)" }
        let isPlain = Double(condition.value) != nil
        let value = isPlain ? condition.value : "'\(condition.value)'"
        return "\(condition.property)\(condition.comparison.rawValue)\(value)@\(minZoom)"
    }
}

/// The rules of a collection, ready to be asked for many features.
public struct ZoomRules: Sendable {
    fileprivate struct Test {
        let position: Int
        let comparison: ZoomRule.Comparison
        let text: String
        let number: Double?
        let minZoom: UInt8
    }

    private let tests: [Test]
    /// Of features that meet no test.
    private let otherwise: UInt8

    /// - Parameter schema: values are given in its order; a rule about a property it lacks is met by no feature.
    public init(_ settings: TileSettings, schema: FeatureSchema) {
        let everything = settings.zoomRules.filter { $0.condition == nil }.map(\.minZoom).min()
        let fallback = everything ?? (settings.zoomRules.isEmpty ? 0 : settings.maxZoom)
        otherwise = UInt8(clamping: fallback)
        tests = settings.zoomRules.compactMap { rule in
            guard let condition = rule.condition,
                let position = schema.properties.firstIndex(where: { $0.name == condition.property })
            else { return nil }
            return Test(
                position: position, comparison: condition.comparison, text: condition.value,
                number: Double(condition.value), minZoom: UInt8(clamping: rule.minZoom))
        }
    }

    /// Whether every feature is shown from the same zoom.
    public var areTrivial: Bool { tests.isEmpty && otherwise == 0 }

    /// The smallest zoom at which a feature is shown.
    public func minZoom(of values: [PropertyValue]) -> UInt8 {
        var zoom = otherwise
        for test in tests where test.minZoom < zoom && Self.meets(values[test.position], test) { zoom = test.minZoom }
        return zoom
    }

    /// A null meets nothing, not even `!=`: as in SQL.
    private static func meets(_ value: PropertyValue, _ test: Test) -> Bool {
        switch value {
        case .null, .binary: false
        case .boolean(let value): test.holds(value ? "true" : "false", number: value ? 1 : 0)
        case .integer(let value): test.number.map { test.holds(Double(value), $0) } ?? false
        case .real(let value): test.number.map { test.holds(value, $0) } ?? false
        case .text(let value): test.holds(value, number: test.number == nil ? nil : Double(value))
        }
    }
}

extension ZoomRules.Test {
    fileprivate func holds(_ value: String, number found: Double?) -> Bool {
        if let number { return found.map { holds($0, number) } ?? (comparison == .different) }
        return holds(value, text)
    }

    fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch comparison {
        case .equal: left == right
        case .different: left != right
        case .less: left < right
        case .notGreater: left <= right
        case .greater: left > right
        case .notLess: left >= right
        }
    }
}
