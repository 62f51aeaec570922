/// What one compilation shares between all its contexts.
final class Compilation {
    /// A hostile expression can ask for more work than it has characters: variables in variables, arguments that are
    /// compiled again for a message. Real expressions have some thousand parts.
    static let maximumSteps = 100_000

    private(set) var steps = 0
    var names: PropertyNames

    init(names: PropertyNames) { self.names = names }

    /// False when there was too much work.
    func takeSteps(_ count: Int) -> Bool {
        let (sum, isOverflown) = steps.addingReportingOverflow(count)
        steps = isOverflown ? .max : sum
        return steps <= Self.maximumSteps
    }
}
