import CGDAL
import SimpleFeatures

/// From our values to the fields of an OGR feature.
enum FieldWriter {
    /// Dates stay text unless asked for: what no calendar has must survive a round trip as well.
    ///
    /// A workbook's date-times have no time zone, and FlatGeobuf has no dates without a time: both stay text.
    static func kind(
        of type: FeatureSchema.PropertyType, in format: FeatureFileFormat, typesDates: Bool = false
    ) -> (OGRFieldType, OGRFieldSubType) {
        switch type {
        case .boolean: (OFTInteger, OFSTBoolean)
        case .integer: (OFTInteger64, OFSTNone)
        case .real: (OFTReal, OFSTNone)
        case .date where typesDates && (format == .geoPackage || format == .xlsx): (OFTDate, OFSTNone)
        case .dateTime where typesDates && (format == .geoPackage || format == .flatGeobuf): (OFTDateTime, OFSTNone)
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

    /// - Throws: `GDALError` for a geometry that OGR does not take.
    static func set(_ geometry: Geometry, of feature: OGRFeatureH) throws(GDALError) {
        let wkb = WKBWriter.write(geometry)
        var made: OGRGeometryH?
        // OGR_G_CreateFromWkb: a geometry of ours; OGR_F_SetGeometryDirectly takes it over in every case.
        let status = wkb.withUnsafeBytes { OGR_G_CreateFromWkb($0.baseAddress, nil, &made, Int32($0.count)) }
        guard status == OGRERR_NONE, let made, OGR_F_SetGeometryDirectly(feature, made) == OGRERR_NONE else {
            throw GDALError(function: "OGR_G_CreateFromWkb", messages: GDALMessages.take(), fallback: "it failed")
        }
    }
}
