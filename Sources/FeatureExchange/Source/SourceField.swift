import CGDAL
import Foundation
public import SimpleFeatures

/// One attribute column of a source layer.
public struct SourceField: Hashable, Sendable {
    /// The name's bytes as the source has them; not UTF-8 in old shapefiles.
    public let rawName: [UInt8]
    /// `rawName` read by the layer's default decoder.
    public let name: String
    public let type: FeatureSchema.PropertyType
    /// Characters or bytes; 0 where the source sets none.
    public let width: Int
    /// Digits after the point; 0 where the source sets none.
    public let precision: Int
    /// Whether values are bytes of the source's own, in whatever encoding. False: UTF-8 by the format, which says
    /// nothing about what happened to the letters before.
    public let isRawText: Bool
    /// Whether a decoder of the caller's reads the values.
    public var isText: Bool { kind == .text }

    /// Its place in OGR's feature, which differs from ours once a column is left out.
    let ogrIndex: Int32
    let kind: Kind

    /// How a value is fetched.
    enum Kind: Hashable, Sendable {
        case integer, boolean, real, text, date, time, dateTime, binary
        /// dBASE type L, which GDAL hands out as text.
        case logicalLetter
        case integerList, integer64List, realList, textList
    }

    /// The name by another decoder, for a caller that knows the encoding better.
    public func name(by decoder: TextDecoder) -> SourceText {
        rawName.withUnsafeBytes { decoder($0) }
    }

    init(definition: OGRFieldDefnH, index: Int, plan: OpenPlan, decoder: TextDecoder) {
        // OGR_Fld_GetNameRef: the definition keeps it; raw bytes when the source is opened raw.
        let name = OGR_Fld_GetNameRef(definition).map { UnsafeRawBufferPointer(start: $0, count: strlen($0)) }
        let given = name.map { [UInt8]($0) } ?? []
        rawName = plan.columnNames?[String(decoding: given, as: UTF8.self)].map { Array($0.utf8) } ?? given
        self.name = rawName.withUnsafeBytes { decoder($0) }.text
        ogrIndex = Int32(index)
        width = Int(OGR_Fld_GetWidth(definition))
        precision = Int(OGR_Fld_GetPrecision(definition))
        let isLogical = index < plan.dbaseTypes.count && plan.dbaseTypes[index] == UInt8(ascii: "L")
        kind =
            isLogical
            ? .logicalLetter : Kind(OGR_Fld_GetType(definition), subtype: OGR_Fld_GetSubType(definition))
        type = kind.propertyType
        isRawText = plan.textIsRaw && kind == .text
    }
}

extension SourceField.Kind {
    fileprivate init(_ type: OGRFieldType, subtype: OGRFieldSubType) {
        switch type {
        case OFTInteger: self = subtype == OFSTBoolean ? .boolean : .integer
        case OFTInteger64: self = .integer
        case OFTReal: self = .real
        case OFTDate: self = .date
        case OFTTime: self = .time
        case OFTDateTime: self = .dateTime
        case OFTBinary: self = .binary
        case OFTIntegerList: self = .integerList
        case OFTInteger64List: self = .integer64List
        case OFTRealList: self = .realList
        case OFTStringList: self = .textList
        // OFTString, and the wide strings no driver has made since GDAL 1.
        default: self = .text
        }
    }

    fileprivate var propertyType: FeatureSchema.PropertyType {
        switch self {
        case .integer: .integer
        case .boolean, .logicalLetter: .boolean
        case .real: .real
        case .text, .integerList, .integer64List, .realList, .textList: .text
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .binary: .binary
        }
    }
}
