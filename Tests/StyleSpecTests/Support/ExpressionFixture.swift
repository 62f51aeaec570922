import Foundation
import SimpleFeatures

@testable import StyleSpec

/// A test of the specification: an expression, what compiling it must say, and what it must make of inputs.
struct ExpressionFixture {
    let json: JSONValue

    /// Every `test.json` below a folder, by its path.
    static func paths(in folder: URL) -> [String] {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix("test.json") }.sorted()
    }

    init(_ url: URL) throws {
        json = try JSONReader.read([UInt8](Data(contentsOf: url)))
    }

    private var specification: PropertySpecification {
        let given = json["propertySpec"]
        var specification = PropertySpecification(
            "some-property", given?["type"]?.string.flatMap(PropertySpecification.ValueType.init(rawValue:)))
        specification.itemType = given?["value"]?.string.flatMap(PropertySpecification.ValueType.init(rawValue:))
        specification.count = given?["length"]?.integer.map(Int.init)
        specification.values = given?["values"]?.object?.members.map(\.key) ?? []
        specification.defaultValue = given?["default"]
        specification.hasTokens = given?["tokens"] == true
        if let variation = given?["property-type"]?.string {
            specification.variation = .init(rawValue: variation) ?? .dataDriven
        }
        let expression = given?["expression"]
        specification.expression = .init(
            isInterpolated: expression.map { $0["interpolated"] == true } ?? true,
            isOfZoom: expression.map { $0["parameters"]?.array?.contains("zoom") ?? false } ?? true)
        return specification
    }

    /// What our code says, in the form of `expected`.
    func result() -> JSONValue {
        var names = PropertyNames()
        do {
            let expression = try PropertyExpression(json["expression"] ?? .null, for: specification, names: &names)
            let inputs = json["inputs"]?.array ?? []
            return [
                "compiled": [
                    "result": "success",
                    "isFeatureConstant": .boolean(expression.kind == .constant || expression.kind == .camera),
                    "isZoomConstant": .boolean(expression.kind == .constant || expression.kind == .source),
                    "type": .string(expression.root.type.name),
                ],
                "outputs": .array(inputs.map { output(of: expression, for: $0) }),
            ]
        } catch {
            let errors = error.all.map { ["key": .string($0.key), "error": .string($0.message)] as JSONValue }
            return ["compiled": ["result": "error", "errors": .array(errors)]]
        }
    }

    private func output(of expression: PropertyExpression, for input: JSONValue) -> JSONValue {
        let globals = input[0]
        let given = input[1]
        let tile = globals?["canonicalID"].flatMap { id -> TileAddress? in
            guard let z = id["z"]?.integer, let x = id["x"]?.integer, let y = id["y"]?.integer else { return nil }
            return TileAddress(zoom: Int(z), column: Int(x), row: Int(y))
        }
        let geometry = given?["geometry"].map { FixtureGeometry($0, in: tile) }
        let feature = FixtureFeature(
            given?["properties"]?.object ?? JSONObject(), id: given?["id"] ?? .null,
            type: geometry?.type ?? .unknown, geometry: geometry?.parts,
            states: given?["featureState"]?.object ?? JSONObject())
        let state = json["globalState"]?.object ?? JSONObject()
        var context = EvaluationContext(
            zoom: globals?["zoom"]?.number ?? .nan, feature: feature,
            surroundings: EvaluationSurroundings(
                tile: tile, images: Set(globals?["availableImages"]?.array?.compactMap(\.string) ?? []),
                globalState: StyleObject(state.members.map { (key: $0.key, value: StyleValue($0.value)) }),
                accumulated: globals?["accumulated"].map(StyleValue.init) ?? .null))
        context.heatmapDensity = globals?["heatmapDensity"]?.number ?? 0
        context.elevation = globals?["elevation"]?.number ?? 0
        context.lineProgress = globals?["lineProgress"]?.number ?? 0
        do {
            return try expression.evaluate(context).fixtureJSON
        } catch {
            let path = error.path.map { "[\($0)]" }.joined()
            return ["error": .string("layers[0].paint.some-property\(path): \(error.message)")]
        }
    }
}

extension StyleValue {
    /// As the tests of the specification write it: objects as MapLibre has them in memory.
    var fixtureJSON: JSONValue {
        switch self {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .number(let value): return .real(value)
        case .string(let value): return .string(value)
        case .color(let color):
            let parts = color.premultiplied
            return [.real(parts.red), .real(parts.green), .real(parts.blue), .real(parts.alpha)]
        case .array(let values): return .array(values.map(\.fixtureJSON))
        case .object(let object):
            return .object(JSONObject(object.members.map { (key: $0.key, value: $0.value.fixtureJSON) }))
        case .formatted(let formatted): return ["sections": .array(formatted.sections.map(\.fixtureJSON))]
        case .image(let image): return image.fixtureJSON
        case .padding(let padding): return ["values": .array(padding.sides.map(JSONValue.real))]
        case .numberArray(let numbers): return ["values": .array(numbers.map(JSONValue.real))]
        case .colorArray(let colors): return ["values": .array(colors.map(\.fixtureJSON))]
        case .anchorOffsets(let offsets): return ["values": offsets.json]
        case .projection(let projection):
            return [
                "from": .string(projection.from), "to": .string(projection.to),
                "transition": .real(projection.transition),
            ]
        case .collator: return JSONValue.object(JSONObject())
        }
    }
}

extension Color {
    fileprivate var fixtureJSON: JSONValue {
        let parts = premultiplied
        return ["r": .real(parts.red), "g": .real(parts.green), "b": .real(parts.blue), "a": .real(parts.alpha)]
    }
}

extension ResolvedImage {
    fileprivate var fixtureJSON: JSONValue { ["name": .string(name), "available": .boolean(isAvailable)] }
}

extension Formatted.Section {
    fileprivate var fixtureJSON: JSONValue {
        [
            "text": .string(text), "image": image?.fixtureJSON ?? .null, "scale": scale.map(JSONValue.real) ?? .null,
            "fontStack": JSONValue(fontStack), "textColor": color?.fixtureJSON ?? .null,
            "verticalAlign": JSONValue(verticalAlign?.rawValue),
        ]
    }
}
