/// Everything that is wrong with a style.
public struct StyleErrors: Error, Hashable, Sendable {
    public let all: [StyleIssue]

    public init(all: [StyleIssue]) { self.all = all }
}
