/// What is wrong with a value of a collection's metadata.
public enum MetadataFault: Error, Hashable, Sendable {
    case unknownField(String)
    /// Not of the field's kind.
    case malformed(MetadataField, String)
    case tooLong(MetadataField, length: Int, maximum: Int)
    /// A control character, or one that no document can hold.
    case unreadableCharacter(MetadataField, scalar: UInt32)
    /// A collection always has a title.
    case cannotBeEmpty(MetadataField)
    /// Valid until a day before the first.
    case endBeforeStart(from: String, to: String)
}

extension MetadataField {
    /// - Throws: `MetadataFault.unknownField`.
    public init(named name: String) throws(MetadataFault) {
        guard let field = MetadataField(rawValue: name) else { throw .unknownField(name) }
        self = field
    }
}
