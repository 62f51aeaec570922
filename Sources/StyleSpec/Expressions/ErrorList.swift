/// The errors of a compilation, in the order in which they were found.
final class ErrorList {
    private(set) var all: [ExpressionError] = []

    func add(_ message: String, at path: [Int]) {
        all.append(ExpressionError(key: path.map { "[\($0)]" }.joined(), message: message))
    }

    func add(contentsOf other: ErrorList) { all += other.all }
}
