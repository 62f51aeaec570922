import CGDAL
import Foundation

/// List values (GeoJSON arrays, GML repeats) as JSON text: our features have no lists.
enum JSONList {
    static func text(of feature: OGRFeatureH, field: SourceField) -> String {
        var count: Int32 = 0
        // OGR_F_GetFieldAs…List: the feature keeps the array; NULL when it is empty.
        switch field.kind {
        case .integerList:
            let numbers = OGR_F_GetFieldAsIntegerList(feature, field.ogrIndex, &count)
            return list(UnsafeBufferPointer(start: numbers, count: numbers == nil ? 0 : Int(count)).map { "\($0)" })
        case .integer64List:
            let numbers = OGR_F_GetFieldAsInteger64List(feature, field.ogrIndex, &count)
            return list(UnsafeBufferPointer(start: numbers, count: numbers == nil ? 0 : Int(count)).map { "\($0)" })
        case .realList:
            let numbers = OGR_F_GetFieldAsDoubleList(feature, field.ogrIndex, &count)
            let buffer = UnsafeBufferPointer(start: numbers, count: numbers == nil ? 0 : Int(count))
            // JSON has no NaN.
            return list(buffer.map { $0.isFinite ? "\($0)" : "null" })
        case .textList:
            return list(strings(OGR_F_GetFieldAsStringList(feature, field.ogrIndex)).map(quoted))
        case .integer, .boolean, .real, .text, .date, .time, .dateTime, .binary, .logicalLetter:
            return list([])
        }
    }

    private static func list(_ members: [String]) -> String { "[\(members.joined(separator: ","))]" }

    private static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        guard let list else { return [] }
        return (0..<Int(CSLCount(list))).compactMap { list[$0].map { String(cString: $0) } }
    }

    /// RFC 8259, section 7.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
