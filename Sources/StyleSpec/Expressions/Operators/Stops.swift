/// The stops of `step` and `interpolate`: numbers in ascending order, with an output each.
struct Stops: Sendable {
    let labels: [Double]
    let outputs: [any ExpressionNode]

    /// The last stop that is not above the input, 0 when there is none.
    /// - Throws: when the input is NaN.
    func index(below input: Double, path: [Int]) throws(EvaluationError) -> Int {
        guard !input.isNaN else { throw EvaluationError(.inputNotANumber, path: path) }
        var (low, high) = (0, labels.count)
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] <= input { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }
}
