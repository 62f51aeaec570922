import CGDAL
import Foundation
import SimpleFeatures

/// From the fields of an OGR feature to values, by the plan that `SourceField.kind` is.
struct ValueReader {
    private let fields: [SourceField]
    /// One for each field.
    private let decoders: [TextDecoder]
    /// What of `fields` every value needs, in a flat list: a field as a whole has names to retain and release.
    private let columns: [(kind: SourceField.Kind, ogrIndex: Int32)]
    private let memories: [TextMemory]

    init(fields: [SourceField], decoders: [TextDecoder]) {
        self.fields = fields
        self.decoders = decoders
        columns = fields.map { ($0.kind, $0.ogrIndex) }
        memories = fields.map { _ in TextMemory() }
    }

    /// What one feature's fields hold.
    struct Reading {
        var values: [PropertyValue] = []
        var rawTexts: [RawText] = []
        var issues: [SourceIssue] = []
    }

    func read(_ feature: OGRFeatureH) -> Reading {
        var reading = Reading()
        reading.values.reserveCapacity(fields.count)
        for index in fields.indices { reading.values.append(value(at: index, of: feature, &reading)) }
        return reading
    }

    private func value(at index: Int, of feature: OGRFeatureH, _ reading: inout Reading) -> PropertyValue {
        let (kind, ogrIndex) = columns[index]
        // OGR_F_IsFieldSetAndNotNull: 1 or 0; an unset field and a null one are both null to us.
        guard OGR_F_IsFieldSetAndNotNull(feature, ogrIndex) != 0 else { return .null }
        switch kind {
        case .integer:
            return .integer(OGR_F_GetFieldAsInteger64(feature, ogrIndex))
        case .boolean:
            return .boolean(OGR_F_GetFieldAsInteger(feature, ogrIndex) != 0)
        case .real:
            let number = OGR_F_GetFieldAsDouble(feature, ogrIndex)
            guard number.isFinite else {
                reading.issues.append(.numberNotFinite(field: index))
                return .null
            }
            return .real(number)
        case .text:
            return text(Self.bytes(of: feature, at: ogrIndex), at: index, &reading)
        case .logicalLetter:
            return logical(Self.bytes(of: feature, at: ogrIndex), at: index, &reading.issues)
        case .date, .time, .dateTime:
            let moment = SourceMoment(feature: feature, field: ogrIndex)
            guard let written = moment.written(as: kind) else {
                reading.issues.append(.dateInvalid(field: index, found: moment.numbers))
                return .null
            }
            return .text(written)
        case .binary:
            var count: Int32 = 0
            // OGR_F_GetFieldAsBinary: the feature keeps the bytes; NULL when there are none.
            let bytes = OGR_F_GetFieldAsBinary(feature, ogrIndex, &count)
            return .binary([UInt8](UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count))))
        case .integerList, .integer64List, .realList, .textList:
            return .text(JSONList.text(of: feature, field: fields[index]))
        }
    }

    /// The raw bytes of a text field; the feature keeps them.
    static func bytes(of feature: OGRFeatureH, field: SourceField) -> UnsafeRawBufferPointer {
        bytes(of: feature, at: field.ogrIndex)
    }

    private static func bytes(of feature: OGRFeatureH, at ogrIndex: Int32) -> UnsafeRawBufferPointer {
        // OGR_F_GetFieldAsString: never NULL, valid until the next call on this feature.
        guard let start = OGR_F_GetFieldAsString(feature, ogrIndex) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(start: start, count: strlen(start))
    }

    /// A text of the field by its bytes.
    func text(_ bytes: UnsafeRawBufferPointer, at index: Int, _ reading: inout Reading) -> PropertyValue {
        let memory = memories[index]
        let place = TextMemory.place(of: bytes)
        if let known = memory.text(bytes, at: place) { return .text(known) }
        var decoded = decoders[index](bytes)
        let isUnchanged = decoded.text.utf8.count == bytes.count && Self.isUTF8(&decoded.text, bytes)
        if !isUnchanged {
            reading.rawTexts.append(
                RawText(field: index, bytes: [UInt8](bytes), otherEncoding: decoded.otherEncoding))
        }
        if decoded.undecodableBytes > 0 || !decoded.remarks.isEmpty {
            reading.issues += Self.issues(of: decoded, field: index, bytes)
        } else if isUnchanged, decoded.otherEncoding == nil {
            memory.remember(decoded.text, at: place)
        }
        return .text(decoded.text)
    }

    private static func isUTF8(_ text: inout String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress, let other = bytes.baseAddress else { return bytes.isEmpty }
            return memcmp(start, other, bytes.count) == 0
        }
    }

    private static func issues(of decoded: SourceText, field: Int, _ bytes: UnsafeRawBufferPointer) -> [SourceIssue] {
        let text = decoded.text
        var issues: [SourceIssue] = []
        if decoded.undecodableBytes > 0 { issues.append(.textUndecodable(field: field, bytes: [UInt8](bytes))) }
        if decoded.remarks.contains(.otherEncoding) {
            issues.append(.textOtherEncoding(field: field, encoding: decoded.otherEncoding ?? "", text: text))
        }
        if decoded.remarks.contains(.misreadRepaired) {
            issues.append(.textMisreadRepaired(field: field, bytes: [UInt8](bytes), text: text))
        }
        if decoded.remarks.contains(.lettersFolded) { issues.append(.letterFolded(field: field, text: text)) }
        if decoded.remarks.contains(.composed) { issues.append(.textComposed(field: field)) }
        if decoded.remarks.contains(.capitalsRestored) { issues.append(.capitalsRestored(field: field, text: text)) }
        if decoded.remarks.contains(.lettersLost) { issues.append(.textLettersLost(field: field, text: text)) }
        return issues
    }

    /// dBASE writes T, F, Y, N in either case, and `?` or a blank for "not known".
    func logical(_ bytes: UnsafeRawBufferPointer, at index: Int, _ issues: inout [SourceIssue]) -> PropertyValue {
        switch bytes.first.map({ UInt8($0) | 0x20 }) {
        case UInt8(ascii: "t"), UInt8(ascii: "y"): return .boolean(true)
        case UInt8(ascii: "f"), UInt8(ascii: "n"): return .boolean(false)
        case nil, UInt8(ascii: " "), UInt8(ascii: "?") | 0x20: return .null
        default:
            issues.append(.logicalInvalid(field: index, found: SourceText.asciiOnly(bytes).text))
            return .null
        }
    }
}
