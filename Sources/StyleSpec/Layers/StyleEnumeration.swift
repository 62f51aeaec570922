/// An enumeration of the specification: the cases' names are what styles write.
public protocol StyleEnumeration: StylePropertyValue, Hashable, CaseIterable, RawRepresentable
where RawValue == String {
}

extension StyleEnumeration {
    public init?(style value: StyleValue) {
        guard let text = value.string else { return nil }
        self.init(rawValue: text)
    }
}

extension Anchor: StyleEnumeration {}
