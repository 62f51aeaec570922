/// What `--encoding` was told: one encoding for all text columns, and others for single columns.
struct EncodingOptions: Hashable, Sendable {
    struct Override: Hashable, Sendable {
        let column: String
        /// Nil for `auto`.
        let encoding: String?
    }

    /// For every text column; nil for `auto`: found column by column.
    var all: String?
    /// The last word on a column counts.
    var overrides: [Override] = []

    init(all: String? = nil) { self.all = Self.named(all) }

    /// From the arguments as typed: `tcvn3`, `TEN_XA=tcvn3-capital`, `GHI_CHU=auto`. No encoding has `=` in its name,
    /// columns may.
    init(_ arguments: [String]) {
        for argument in arguments {
            if let sign = argument.lastIndex(of: "="), sign != argument.startIndex {
                overrides.append(
                    Override(
                        column: String(argument[..<sign]),
                        encoding: Self.named(String(argument[argument.index(after: sign)...]))))
            } else {
                all = Self.named(argument)
            }
        }
    }

    private static func named(_ name: String?) -> String? { name?.lowercased() == "auto" ? nil : name }
}
