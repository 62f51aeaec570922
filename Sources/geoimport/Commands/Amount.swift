/// A number with its noun, as a person would say it.
enum Amount {
    /// `1 feature`, `33130 features`.
    static func of(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `812 B`, `7.4 kB`, `1.2 GB`: powers of ten, as disks are sold and `df -H` counts.
    static func bytes(_ count: Int64) -> String {
        var value = Double(count)
        var unit = "B"
        for larger in ["kB", "MB", "GB", "TB"] where value >= 999.5 {
            value /= 1000
            unit = larger
        }
        guard unit != "B" else { return "\(count) B" }
        let tenths = Int((value * 10).rounded())
        return tenths >= 1000 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
