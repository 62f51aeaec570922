/// The members of an object in their order.
public struct StyleObject: Hashable, Sendable {
    public let members: [(key: String, value: StyleValue)]

    public init(_ members: [(key: String, value: StyleValue)]) { self.members = members }

    public subscript(key: String) -> StyleValue? { members.first { $0.key.hasSameBytes(as: key) }?.value }

    public static func == (left: StyleObject, right: StyleObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.key == $1.key && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        for member in members {
            hasher.combine(member.key)
            hasher.combine(member.value)
        }
    }
}
