/// Metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/, 0.0.4).
struct MetricsText {
    private(set) var text = ""

    /// A metric of one value.
    mutating func add(_ name: String, _ type: String, _ help: String, _ value: Int) {
        add(name, type, help, [([], Double(value))])
    }

    mutating func add(_ name: String, _ type: String, _ help: String, _ value: Double) {
        add(name, type, help, [([], value)])
    }

    /// A metric of several values, told apart by labels.
    mutating func add(
        _ name: String, _ type: String, _ help: String, _ values: [(labels: [(String, String)], value: Double)]
    ) {
        begin(name, type, help)
        for value in values { line(name, value.labels, value.value) }
    }

    mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// One histogram of those that `begin` announced.
    /// - Parameter counts: by bound, and one for all above.
    mutating func addHistogram(
        _ name: String, _ labels: [(String, String)], bounds: [Double], counts: [Int], seconds: Double
    ) {
        var sum = 0
        for (place, bound) in bounds.enumerated() {
            sum += counts[place]
            line("\(name)_bucket", labels + [("le", "\(bound)")], Double(sum))
        }
        sum += counts[bounds.count]
        line("\(name)_bucket", labels + [("le", "+Inf")], Double(sum))
        line("\(name)_sum", labels, seconds)
        line("\(name)_count", labels, Double(sum))
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(number)\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
