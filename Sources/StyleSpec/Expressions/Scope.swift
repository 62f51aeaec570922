/// The variables that `let` has bound around a place.
struct Scope {
    struct Binding {
        let name: String
        let node: any ExpressionNode
        /// How many parts are evaluated for it.
        let cost: Int
    }

    private var bindings: [String: Binding] = [:]

    func adding(_ new: [Binding]) -> Scope {
        var scope = self
        for binding in new { scope.bindings[binding.name] = binding }
        return scope
    }

    subscript(name: String) -> Binding? { bindings[name] }
}
