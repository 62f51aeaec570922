/// Everything that is wrong with an expression; one error at least.
public struct ExpressionErrors: Error, Hashable, Sendable {
    public let all: [ExpressionError]

    init(all: [ExpressionError]) { self.all = all }

    /// One of the whole expression.
    init(_ message: String) { all = [ExpressionError(key: "", message: message)] }
}
