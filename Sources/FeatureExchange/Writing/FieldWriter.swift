import CGDAL
import SimpleFeatures

/// From our values to the fields of an OGR feature.
enum FieldWriter {
    /// Dates stay text: what no calendar has must survive a round trip as well.
    static func kind(
        of type: FeatureSchema.PropertyType, in format: FeatureFileFormat
    ) -> (OGRFieldType, OGRFieldSubType) {
        switch type {
        case .boolean: (OFTInteger, OFSTBoolean)
        case .integer: (OFTInteger64, OFSTNone)
        case .real: (OFTReal, OFSTNone)
        case .text, .date, .time, .dateTime: (OFTString, OFSTNone)
        case .binary: format == .geoPackage || format == .flatGeobuf ? (OFTBinary, OFSTNone) : (OFTString, OFSTNone)
        }
    }

    /// The functions copy what they are given.
    static func set(_ value: PropertyValue, at index: Int32, of feature: OGRFeatureH) {
        switch value {
        case .null: OGR_F_SetFieldNull(feature, index)
        case .boolean(let flag): OGR_F_SetFieldInteger(feature, index, flag ? 1 : 0)
        case .integer(let number): OGR_F_SetFieldInteger64(feature, index, number)
        case .real(let number):
            // No table has a cell for NaN.
            if number.isFinite {
                OGR_F_SetFieldDouble(feature, index, number)
            } else {
                OGR_F_SetFieldNull(feature, index)
            }
        case .text(let text):
            // C ends a text at its first NUL; what stands behind it is kept by a visible sign in its place.
            OGR_F_SetFieldString(feature, index, text.contains("\0") ? text.replacing("\0", with: "␀") : text)
        case .binary(let bytes):
            let definition = OGR_F_GetFieldDefnRef(feature, index)
            if OGR_Fld_GetType(definition) == OFTBinary {
                bytes.withUnsafeBytes { OGR_F_SetFieldBinary(feature, index, Int32($0.count), $0.baseAddress) }
            } else {
                let digits = Array("0123456789abcdef".utf8)
                let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
                OGR_F_SetFieldString(feature, index, String(decoding: hex, as: UTF8.self))
            }
        }
    }
}
