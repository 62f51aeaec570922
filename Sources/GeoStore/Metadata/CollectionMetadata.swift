internal import Foundation
public import SimpleFeatures
internal import VietnameseText

/// What the owner of a collection says of it, field by field, each value checked and in one form.
///
/// Kept with the collection and not versioned: changed with `geoimport describe`.
public struct CollectionMetadata: Hashable, Sendable {
    private var values: [MetadataField: String] = [:]

    public init() {}

    /// Nil when nothing is said.
    public subscript(field: MetadataField) -> String? { values[field] }

    /// The fields that say something, in the order of the list.
    public var fields: [MetadataField] { MetadataField.allCases.filter { values[$0] != nil } }

    /// - Parameter text: in any form that the field's kind allows; blank says nothing any more.
    /// - Throws: `MetadataFault`.
    public mutating func set(_ field: MetadataField, to text: String) throws(MetadataFault) {
        let composed = ComposedText.of(text).trimmingCharacters(in: .whitespacesAndNewlines)
        if let scalar = composed.unicodeScalars.first(where: { !Self.isReadable($0, in: field) }) {
            throw .unreadableCharacter(field, scalar: scalar.value)
        }
        guard composed.count <= field.maximumLength else {
            throw .tooLong(field, length: composed.count, maximum: field.maximumLength)
        }
        guard !composed.isEmpty else {
            guard field != .titleVI, field != .titleEN else { throw .cannotBeEmpty(field) }
            values[field] = nil
            return
        }
        guard let value = MetadataValue.normalized(composed, as: field.kind) else {
            throw .malformed(field, composed)
        }
        values[field] = value
    }

    /// What fields say together.
    /// - Throws: `MetadataFault.endBeforeStart`.
    public func check() throws(MetadataFault) {
        if let from = values[.validFrom], let to = values[.validTo], to < from {
            throw .endBeforeStart(from: from, to: to)
        }
    }

    /// The parts of a list.
    public func list(_ field: MetadataField) -> [String] {
        values[field].map { $0.components(separatedBy: MetadataValue.separator) } ?? []
    }

    public var scaleDenominators: [Int] { list(.scale).compactMap(Int.init) }
    public var sharing: SharingLevel? { values[.sharing].flatMap(SharingLevel.init(rawValue:)) }
    public var frequency: UpdateFrequency? { values[.frequency].flatMap(UpdateFrequency.init(rawValue:)) }
    /// ISO 639-1 codes of the values' languages; Vietnamese when nothing is said.
    public var languages: [String] { values[.language] == nil ? ["vi"] : list(.language) }

    /// A text in both languages; one that is there in one language only stands for both. Nil when neither is.
    public func text(vi: MetadataField, en: MetadataField) -> LocalizedText? {
        guard let either = values[vi] ?? values[en] else { return nil }
        return LocalizedText(vi: values[vi] ?? either, en: values[en] ?? either)
    }

    private static func isReadable(_ scalar: UnicodeScalar, in field: MetadataField) -> Bool {
        if scalar == "\n" { return field.kind == .text }
        // XML 1.0, 2.2: what no document may hold.
        return scalar.properties.generalCategory != .control && scalar.value & 0xFFFE != 0xFFFE
    }
}

extension CollectionMetadata {
    /// Something that a complete record says and this one does not.
    public struct Lack: Hashable, Sendable {
        public let field: MetadataField
        public let isRequired: Bool
    }

    /// What a complete record would say besides, in the order of the list. A telephone or an e-mail address is enough;
    /// data that are open need a licence, data that are not need to say what restricts them.
    public var missing: [Lack] {
        MetadataField.allCases.compactMap { field in
            guard values[field] == nil else { return nil }
            var duty = field.duty
            switch field {
            case .contactPhone where values[.contactEMail] != nil, .contactEMail where values[.contactPhone] != nil:
                duty = .optional
            case .licence where sharing == .open: duty = .required
            case .licence where sharing == .shared || sharing == .restricted: duty = .optional
            case .restrictionsVI where sharing == .shared || sharing == .restricted: duty = .required
            default: break
            }
            return duty == .optional ? nil : Lack(field: field, isRequired: duty == .required)
        }
    }

    /// Every field that says something under its name; lists as arrays.
    public var json: JSONValue {
        .object(
            JSONObject(
                fields.map { field in
                    (key: field.rawValue, value: json(field))
                }))
    }

    private func json(_ field: MetadataField) -> JSONValue {
        switch field.kind {
        case .list: .array(list(field).map(JSONValue.string))
        case .denominators: .array(scaleDenominators.map { JSONValue($0) })
        case .line, .text, .day, .eMail, .telephone, .webAddress, .choice, .code: JSONValue(values[field])
        }
    }

    /// - Parameter text: of the catalogue, which holds checked values only.
    init(stored text: String) throws {
        for member in try JSONReader.read(Array(text.utf8)).object?.members ?? [] {
            guard let field = MetadataField(rawValue: member.key) else { continue }
            values[field] = member.value.string
        }
    }

    /// For the catalogue; nil when nothing is said. What has a column of its own is left out.
    var stored: String? {
        let members = fields.filter { !Self.columns.contains($0) }.map {
            (key: $0.rawValue, value: JSONValue(values[$0]))
        }
        return members.isEmpty ? nil : String(decoding: JSONValue.object(JSONObject(members)).serialized, as: UTF8.self)
    }

    /// Fields that the catalogue has columns for: imports say them too.
    static let columns: Set<MetadataField> = [.titleVI, .titleEN, .abstractVI, .licence, .attribution]

    /// With what the catalogue's columns say.
    mutating func takeColumns(of collection: PublishedCollection) {
        values[.titleVI] = collection.title.vi
        values[.titleEN] = collection.title.en
        values[.abstractVI] = collection.description
        values[.licence] = collection.licence
        values[.attribution] = collection.attribution
    }
}

extension PublishedCollection {
    /// Everything that the owner says of it.
    public var metadata: CollectionMetadata {
        var metadata = statements
        metadata.takeColumns(of: self)
        return metadata
    }
}
