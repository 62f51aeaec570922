import CQL2
import SimpleFeatures

/// The functions that filters may call (OGC 19-079r2, 8.3; 21-065r2, requirements class "functions").
enum FunctionsDocument {
    static func document(in language: Language) -> JSONValue {
        let functions = FilterFunction.all.map { function -> JSONValue in
            [
                "name": .string(function.name.rawValue), "description": .string(description(function, language)),
                "args": .array(
                    function.arguments.map { argument in
                        ["title": .string(argument.name), "type": .array(types(argument.kinds))]
                    }),
                "returns": .array(types([function.returns])),
            ]
        }
        return ["functions": .array(functions)]
    }

    static func description(_ function: FilterFunction, _ language: Language) -> String {
        switch language {
        case .vi: function.vietnamese
        case .en: function.english
        }
    }

    /// Each once, in the order given.
    private static func types(_ kinds: [ValueKind]) -> [JSONValue] {
        var names: [String] = []
        for kind in kinds where !names.contains(kind.documentType) { names.append(kind.documentType) }
        return names.map(JSONValue.string)
    }
}
