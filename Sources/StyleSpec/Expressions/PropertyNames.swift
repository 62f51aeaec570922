/// The names of properties that a style reads, each once, in the order in which they were met.
public struct PropertyNames: Sendable {
    public private(set) var all: [String] = []
    private var indices: [String: Int] = [:]

    public init() {}

    mutating func name(_ text: String) -> PropertyName {
        if let index = indices[text] { return PropertyName(text: text, index: index) }
        indices[text] = all.count
        all.append(text)
        return PropertyName(text: text, index: all.count - 1)
    }
}
