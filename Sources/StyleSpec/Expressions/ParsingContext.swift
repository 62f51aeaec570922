import SimpleFeatures

/// Where in an expression the compiler is, and what is expected there.
struct ParsingContext {
    /// How a value is made to fit what was expected of it.
    enum Annotation { case assertion, coercion, omitted }

    /// Stack safety: real styles stay under 25.
    static let maximumDepth = 120

    let compilation: Compilation
    let errors: ErrorList
    let path: [Int]
    let expected: ExpressionType?
    let scope: Scope
    private let depth: Int

    init(_ compilation: Compilation, expected: ExpressionType?) {
        self.init(compilation, ErrorList(), path: [], expected: expected, scope: Scope(), depth: 0)
    }

    private init(
        _ compilation: Compilation, _ errors: ErrorList, path: [Int], expected: ExpressionType?, scope: Scope,
        depth: Int
    ) {
        self.compilation = compilation
        self.errors = errors
        self.path = path
        self.expected = expected
        self.scope = scope
        self.depth = depth
    }

    /// The context of an argument.
    func entering(
        _ index: Int, expecting expected: ExpressionType? = nil, binding bindings: [Scope.Binding] = []
    ) -> ParsingContext {
        ParsingContext(
            compilation, errors, path: path + [index], expected: expected, scope: scope.adding(bindings), depth: depth)
    }

    /// The same place with a list of errors of its own, to try something out.
    func trying() -> ParsingContext {
        ParsingContext(compilation, ErrorList(), path: path, expected: nil, scope: scope, depth: depth)
    }

    /// Notes an error at this place, or at an argument of it.
    func fail(_ message: String, at index: Int...) {
        errors.add(message, at: path + index)
    }

    /// Whether a type fits; notes an error when it does not.
    func check(_ type: ExpressionType, is expected: ExpressionType) -> Bool {
        if type.isSubtype(of: expected) { return true }
        fail("Expected \(expected.name) but found \(type.name) instead.")
        return false
    }

    /// Compiles the argument at `index`.
    func parse(
        _ json: JSONValue, at index: Int, expecting expected: ExpressionType? = nil,
        binding bindings: [Scope.Binding] = [], annotation: Annotation? = nil
    ) -> (any ExpressionNode)? {
        entering(index, expecting: expected, binding: bindings).parse(json, annotation: annotation)
    }

    /// Compiles what stands here. Nil when it is wrong; `errors` then says why.
    func parse(_ json: JSONValue, annotation: Annotation? = nil) -> (any ExpressionNode)? {
        guard depth < Self.maximumDepth else {
            fail("Expressions may be nested \(Self.maximumDepth) deep; this one is deeper.")
            return nil
        }
        guard compilation.takeSteps(1) else {
            fail("The expression is too large: it may have \(Compilation.maximumSteps) parts.")
            return nil
        }
        let deeper = ParsingContext(
            compilation, errors, path: path, expected: expected, scope: scope, depth: depth + 1)
        switch json {
        case .null, .boolean, .integer, .real, .string:
            return deeper.finish(Literal.parse(["literal", json], deeper), annotation)
        case .array(let parts): return deeper.parse(parts, annotation)
        case .object:
            fail("Bare objects invalid. Use [\"literal\", {...}] instead.")
            return nil
        }
    }

    private func parse(_ parts: [JSONValue], _ annotation: Annotation?) -> (any ExpressionNode)? {
        guard let first = parts.first else {
            fail(
                "Expected an array with at least one element. If you wanted a literal array, use [\"literal\", []].")
            return nil
        }
        guard let name = first.string else {
            fail(
                "Expression name must be a string, but found \(first.scriptType) instead. If you wanted a literal array, "
                    + "use [\"literal\", [...]].", at: 0)
            return nil
        }
        guard let operation = Operators.all[name] else {
            fail("Unknown expression \"\(name)\". If you wanted a literal array, use [\"literal\", [...]].", at: 0)
            return nil
        }
        return finish(operation(parts, self), annotation)
    }

    /// Makes what was compiled fit what is expected, and replaces what is constant by its value.
    private func finish(_ parsed: (any ExpressionNode)?, _ annotation: Annotation?) -> (any ExpressionNode)? {
        guard var node = parsed else { return nil }
        if let expected {
            if Assertion.canFit(node.type, to: expected) {
                node = annotate(node, expected, annotation ?? .assertion)
            } else if Coercion.canFit(node.type, to: expected) {
                node = annotate(node, expected, annotation ?? .coercion)
            } else if !check(node.type, is: expected) {
                return nil
            }
        }
        // Whether an image is there is known when the map is drawn.
        guard !(node is Literal), node.type != .resolvedImage, node.isConstant else { return node }
        do {
            return Literal(type: node.type, value: try node.evaluate(.nothing))
        } catch {
            fail(error.message)
            return nil
        }
    }

    private func annotate(
        _ node: any ExpressionNode, _ type: ExpressionType, _ annotation: Annotation
    ) -> any ExpressionNode {
        switch annotation {
        case .assertion: Assertion(type: type, arguments: [node], path: path)
        case .coercion: Coercion(type: type, arguments: [node], path: path)
        case .omitted: node
        }
    }
}
