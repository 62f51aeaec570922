/// A number with its noun, as a person would say it.
enum Amount {
    /// `1 feature`, `33130 features`.
    static func of(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
