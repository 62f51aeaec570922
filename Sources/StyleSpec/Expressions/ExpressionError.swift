/// Why text is no expression, or not one that may stand where it stands.
public struct ExpressionError: Error, Hashable, Sendable {
    /// Which argument of which argument is wrong: `[2][1]`; empty is the whole expression.
    public let key: String
    public let message: String
}
