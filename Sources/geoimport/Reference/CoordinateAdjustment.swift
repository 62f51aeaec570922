import Foundation
import GeoStore
import SimpleFeatures

/// What is done to the numbers of a file so that they are coordinates of a registered CRS, x east and y north.
///
/// In this order: axes swapped, units, easting, scale. Heights are left alone.
struct CoordinateAdjustment: Hashable, Sendable {
    /// X is the northing, as Vietnamese surveyors write it.
    var swapsAxes = false
    /// Metres in a unit of the file: 1000 for kilometres, 0.001 for drawings in millimetres.
    var metresPerUnit = 1.0
    /// Metres added to every easting: −18 000 000 takes a zone prefix away.
    var eastingShift = 0.0
    /// Factor about the false origin (500 000, 0). Transverse Mercator is linear in its scale on the central meridian
    /// k, so 0.9999 / 0.9996 brings coordinates computed with the wrong k over without any loss.
    var scale = 1.0

    static let none = CoordinateAdjustment()
    static let axesSwapped = CoordinateAdjustment(swapsAxes: true)
    /// VN-2000 3° zones have k = 0.9999; 0.9996 is that of the 6° zones.
    static let scaleOfSixDegreeZones = 0.9999 / 0.9996

    /// Of every VN-2000 and UTM zone, metres.
    static let falseEasting = 500_000.0

    var isNone: Bool { self == .none }

    func apply(to coordinate: Coordinate) -> Coordinate {
        var x = (swapsAxes ? coordinate.y : coordinate.x) * metresPerUnit + eastingShift
        var y = (swapsAxes ? coordinate.x : coordinate.y) * metresPerUnit
        if scale != 1 {
            x = Self.falseEasting + (x - Self.falseEasting) * scale
            y *= scale
        }
        return Coordinate(x: x, y: y)
    }

    func apply(to geometry: Geometry) -> Geometry {
        guard !isNone else { return geometry }
        return geometry.mapSequences { sequence in
            var moved = sequence
            var offset = 0
            while offset + 1 < moved.values.count {
                let place = apply(to: Coordinate(x: moved.values[offset], y: moved.values[offset + 1]))
                moved.values[offset] = place.x
                moved.values[offset + 1] = place.y
                offset += sequence.stride
            }
            return moved
        }
    }

    /// What was done, for people; nil when nothing.
    var description: LocalizedText? {
        var vi: [String] = []
        var en: [String] = []
        if swapsAxes {
            vi.append("đảo trục (X là hướng bắc)")
            en.append("axes swapped (X is the northing)")
        }
        if metresPerUnit != 1 {
            vi.append("đổi đơn vị: 1 đơn vị = \(metresPerUnit.formatted(.number.grouping(.never))) m")
            en.append("units converted: 1 unit = \(metresPerUnit.formatted(.number.grouping(.never))) m")
        }
        if eastingShift != 0 {
            let millions = Int((-eastingShift / 1_000_000).rounded())
            if millions > 0 {
                vi.append("bỏ số hiệu múi \(millions) đứng trước hoành độ")
                en.append("zone prefix \(millions) taken off the easting")
            } else {
                vi.append("thêm số hiệu múi \(-millions) trước hoành độ")
                en.append("zone prefix \(-millions) put before the easting")
            }
        }
        if scale != 1 {
            vi.append("đưa hệ số tỉ lệ k từ 0,9996 về 0,9999")
            en.append("scale factor k brought from 0.9996 to 0.9999")
        }
        guard !vi.isEmpty else { return nil }
        return LocalizedText(vi: vi.joined(separator: ", "), en: en.joined(separator: ", "))
    }

    var json: JSONValue {
        guard !isNone else { return .null }
        return [
            "swapsAxes": .boolean(swapsAxes), "metresPerUnit": .real(metresPerUnit),
            "eastingShift": .real(eastingShift), "scale": .real(scale),
        ]
    }
}
