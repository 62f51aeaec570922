import Foundation

/// The code page a DXF drawing says its texts are in ($DWGCODEPAGE, DXF reference, HEADER section).
struct DXFHeader {
    /// As written, `ANSI_1258`; nil when the drawing does not say.
    let codePage: String?

    /// The variable is among the first in every writer's header.
    private static let searchedBytes = 16_384

    static func plan(_ path: String) throws(FeatureExchangeError) -> OpenPlan {
        var plan = OpenPlan(path: path, drivers: ["DXF"])
        plan.textIsRaw = true
        plan.declaredEncoding = DeclaredEncoding(name: try DXFHeader(path: path).codePage)
        if let name = plan.declaredEncoding.name { plan.notes.append(.charsetNamed(name)) }
        return plan
    }

    init(path: String) throws(FeatureExchangeError) {
        let lines = try BinaryFile.beginning(of: path, bytes: Self.searchedBytes)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        // Group 9 names the variable, the next group follows with its text.
        func value(of variable: String) -> String? {
            guard let index = lines.firstIndex(of: variable), index + 2 < lines.count else { return nil }
            return lines[index + 2]
        }
        // AutoCAD 2007 and later write UTF-8 whatever the code page says.
        if let version = value(of: "$ACADVER"), version >= "AC1021" {
            codePage = "UTF-8"
        } else {
            codePage = value(of: "$DWGCODEPAGE")
        }
    }
}
