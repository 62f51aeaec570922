import SimpleFeatures

/// Walks through a style and collects what is wrong.
struct StyleValidator {
    let style: LocatedValue
    private(set) var issues: [StyleIssue] = []
    /// The layers and sources, found by their ids.
    let layersByID: [String: LocatedValue]
    let sourcesByID: [String: LocatedValue]
    /// Ids of layers that were checked, with the place of the first one.
    var checkedIDs: [String: LocatedValue] = [:]

    init(_ style: LocatedValue) {
        self.style = style
        let layers = style["layers"]?.array ?? []
        // Of layers with one id the last one counts, for others that refer to it.
        layersByID = Dictionary(
            layers.compactMap { layer in layer["id"]?.value.string.map { ($0, layer) } }, uniquingKeysWith: { $1 })
        sourcesByID = Dictionary(
            style["sources"]?.members.map { ($0.key, $0.value) } ?? [], uniquingKeysWith: { $1 })
    }

    mutating func add(
        _ key: String, _ value: LocatedValue?, _ message: String, severity: StyleIssue.Severity = .error,
        identifier: String? = nil
    ) {
        issues.append(
            StyleIssue(key: key, message: message, line: value?.line, severity: severity, identifier: identifier))
    }

    /// Whether a value has a type; an issue when not.
    mutating func expect(_ type: String, _ value: LocatedValue, _ key: String) -> Bool {
        if value.typeName == type { return true }
        add(key, value, "\(type) expected, \(value.typeName) found")
        return false
    }

    mutating func check(_ value: LocatedValue, _ schema: StyleSchema, key: String) {
        switch schema {
        case .anything: break
        case .number(let minimum, let maximum): checkNumber(value, minimum, maximum, key)
        case .string: _ = expect("string", value, key)
        case .boolean: _ = expect("boolean", value, key)
        case .oneOf(let values): checkEnumeration(value, values, key)
        case .array(let item, let count): checkArray(value, of: item, count: count, key)
        case .object(let schema): checkObject(value, schema, key)
        case .property(let property): checkProperty(value, property, ExpressionPlace(), key)
        case .filter: checkFilter(value, key)
        case .layer: checkLayer(value, key)
        case .source: checkSource(value, key)
        case .light: checkLoose(value, .light, name: "light")
        case .sky: checkLoose(value, .sky, name: "sky")
        case .terrain: checkLoose(value, .terrain, name: "terrain")
        case .projection: checkLoose(value, .projection, name: "projection")
        case .sprite: checkSprite(value, key)
        case .state: _ = expect("object", value, key)
        case .fontFaces: checkFontFaces(value, key)
        case .glyphs: checkGlyphs(value, key)
        case .promoteID: checkPromoteID(value, key)
        }
    }

    func path(_ key: String, _ member: String) -> String { key.isEmpty ? member : "\(key).\(member)" }

    mutating func checkObject(_ value: LocatedValue, _ schema: ObjectSchema, _ key: String) {
        guard expect("object", value, key) else { return }
        for (name, member) in value.members {
            if let memberSchema = schema[Self.base(name)] ?? schema.others {
                check(member, memberSchema, key: path(key, name))
            } else {
                add(key, member, "unknown property \"\(name)\"")
            }
        }
        checkRequired(value, schema, key)
    }

    /// "paint.night" was once a paint for the night, and is still looked at as "paint".
    static func base(_ name: String) -> String { String(name.prefix { $0 != "." }) }

    mutating func checkRequired(_ value: LocatedValue, _ schema: ObjectSchema, _ key: String) {
        for (name, _) in schema.members where schema.required.contains(name) && value[name] == nil {
            add(key, value, "missing required property \"\(name)\"")
        }
    }

    /// Light, sky, terrain and projection: issues name the property without its place.
    private mutating func checkLoose(_ value: LocatedValue, _ schema: ObjectSchema, name: String) {
        guard expect("object", value, name) else { return }
        for (key, member) in value.members {
            if let memberSchema = schema[key] {
                check(member, memberSchema, key: key)
            } else {
                add(key, member, "unknown property \"\(key)\"")
            }
        }
    }

    mutating func checkNumber(_ value: LocatedValue, _ minimum: Double?, _ maximum: Double?, _ key: String) {
        guard let number = value.value.number else {
            _ = expect("number", value, key)
            return
        }
        if let minimum, number < minimum {
            add(key, value, "\(NumberText.of(number)) is less than the minimum value \(NumberText.of(minimum))")
        } else if let maximum, number > maximum {
            add(key, value, "\(NumberText.of(number)) is greater than the maximum value \(NumberText.of(maximum))")
        }
    }

    mutating func checkEnumeration(_ value: LocatedValue, _ values: [JSONValue], _ key: String) {
        guard !values.contains(value.value) else { return }
        let names = values.map { StyleValue($0).text }.joined(separator: ", ")
        add(key, value, "expected one of [\(names)], \(value.value.compactText) found")
    }

    mutating func checkArray(_ value: LocatedValue, of item: StyleSchema, count: Int?, _ key: String) {
        guard expect("array", value, key), let items = value.array else { return }
        if let count, items.count != count {
            add(key, value, "array length \(count) expected, length \(items.count) found")
            return
        }
        for (index, element) in items.enumerated() { check(element, item, key: "\(key)[\(index)]") }
    }

    private mutating func checkGlyphs(_ value: LocatedValue, _ key: String) {
        guard expect("string", value, key), let url = value.value.string else { return }
        for token in ["{fontstack}", "{range}"] where !url.contains(token) {
            add(key, value, "\"glyphs\" url must include a \"\(token)\" token")
        }
    }

    private mutating func checkFontFaces(_ value: LocatedValue, _ key: String) {
        guard expect("object", value, key) else { return }
        for (name, face) in value.members {
            switch face.value {
            case .string: break
            case .array: checkArray(face, of: .object(.fontFace), count: nil, path(key, name))
            case .null, .boolean, .integer, .real, .object:
                add(path(key, name), face, "string or array expected, \(face.typeName) found")
            }
        }
    }

    private mutating func checkSprite(_ value: LocatedValue, _ key: String) {
        guard let sprites = value.array else {
            _ = expect("string", value, key)
            return
        }
        var seen: [String: Set<String>] = [:]
        for (index, sprite) in sprites.enumerated() {
            for (member, name) in [("id", "ids"), ("url", "URLs")] {
                guard let text = sprite[member]?.value.string, !text.isEmpty else { continue }
                if !seen[member, default: []].insert(text).inserted {
                    add(key, value, "all the sprites' \(name) must be unique, but \(text) is duplicated")
                }
            }
            checkObject(sprite, .sprite, "\(key)[\(index)]")
        }
    }

    private mutating func checkPromoteID(_ value: LocatedValue, _ key: String) {
        if value.object == nil {
            _ = expect("string", value, key)
        } else {
            for (name, member) in value.members { _ = expect("string", member, path(key, name)) }
        }
    }
}
