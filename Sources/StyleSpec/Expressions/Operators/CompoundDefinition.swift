import SimpleFeatures

/// The ways in which an operator can be written, and what it makes.
struct CompoundDefinition: Sendable {
    enum Signature: Sendable {
        case exactly([ExpressionType])
        /// Any number of arguments of a type.
        case anyNumber(of: ExpressionType)

        func accepts(_ count: Int) -> Bool {
            switch self {
            case .exactly(let types): types.count == count
            case .anyNumber: true
            }
        }

        func type(at index: Int) -> ExpressionType {
            switch self {
            case .exactly(let types): types[index]
            case .anyNumber(let type): type
            }
        }

        var text: String {
            switch self {
            case .exactly(let types): "(\(types.map(\.name).joined(separator: ", ")))"
            case .anyNumber(let type): "(\(type.name)...)"
            }
        }
    }

    let type: ExpressionType
    /// In messages, `all` and `any` have two of them; they differ in nothing else.
    let signatures: [Signature]
    let bodies: [Compound.Body]
    let sources: Dependencies.Sources
    /// Whether the first argument is the name of a property of the feature.
    var readsFirstArgument = false

    init(
        _ type: ExpressionType, _ signature: Signature, _ body: Compound.Body, reads sources: Dependencies.Sources = []
    ) {
        self.init(type, [(signature, body)], reads: sources)
    }

    init(_ type: ExpressionType, _ overloads: [(Signature, Compound.Body)], reads sources: Dependencies.Sources = []) {
        self.type = type
        signatures = overloads.map(\.0)
        bodies = overloads.map(\.1)
        self.sources = sources
    }

    func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        let name = parts[0].string ?? ""
        let candidates = signatures.indices.filter { signatures[$0].accepts(parts.count - 1) }
        // Candidates differ in the number of arguments, or not at all: the first one that fits is tried.
        if let index = candidates.first {
            let attempt = context.trying()
            if let arguments = arguments(parts, signatures[index], attempt) {
                return node(name, index, arguments, context)
            }
            if candidates.count == 1 {
                context.errors.add(contentsOf: attempt.errors)
                return nil
            }
        }
        failWithTypes(parts, candidates.isEmpty ? Array(signatures.indices) : candidates, context)
        return nil
    }

    private func arguments(
        _ parts: [JSONValue], _ signature: Signature, _ context: ParsingContext
    ) -> [any ExpressionNode]? {
        var arguments: [any ExpressionNode] = []
        for index in 1..<parts.count {
            let type = signature.type(at: index - 1)
            guard let argument = context.parse(parts[index], at: index, expecting: type) else { return nil }
            arguments.append(argument)
        }
        return arguments
    }

    /// Says what the arguments are; for that they are compiled once more, as what they are by themselves.
    private func failWithTypes(_ parts: [JSONValue], _ candidates: [Int], _ context: ParsingContext) {
        var types: [String] = []
        for index in 1..<parts.count {
            guard let argument = context.parse(parts[index], at: index) else { return }
            types.append(argument.type.name)
        }
        let expected = candidates.map { signatures[$0].text }.joined(separator: " | ")
        context.fail(
            "Expected arguments of type \(expected), but found (\(types.joined(separator: ", "))) instead.")
    }

    private func node(
        _ name: String, _ index: Int, _ arguments: [any ExpressionNode], _ context: ParsingContext
    ) -> any ExpressionNode {
        let key = (arguments.first as? Literal)?.value.string
        let isOfFeature = arguments.count == 1
        switch (name, key) {
        case ("get", let key?) where isOfFeature: return PropertyValue(name: context.compilation.names.name(key))
        case ("has", let key?) where isOfFeature: return PropertyPresence(name: context.compilation.names.name(key))
        default: break
        }
        var compound = Compound(
            name: name, type: type, body: bodies[index], arguments: arguments, path: context.path,
            ownDependencies: Dependencies(sources))
        if name == "get" || name == "has" {
            // With an object to look into, the feature is not read.
            compound.ownDependencies = isOfFeature ? Dependencies(sources, properties: .all) : .none
        } else if name == "properties" {
            compound.ownDependencies.properties = .all
        } else if readsFirstArgument, let key {
            compound.property = context.compilation.names.name(key)
            compound.ownDependencies.properties = .some([key])
        }
        return compound
    }
}
