import Foundation

/// How a workbook is opened, whatever its suffix says.
enum SpreadsheetPlan {
    /// XLS, the binary format.
    static func binary(
        _ path: String, suffix: String, _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        try plan(path, suffix: suffix, actual: "xls", driver: "XLS", scratch)
    }

    /// A zip archive that is no delivery: a workbook, a KMZ, or something else GDAL may know.
    static func zipped(
        _ path: String, suffix: String, _ options: VectorSource.Options,
        _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        let archive = try Archive(path: path)
        // All of these are read into memory: what they really hold is measured first.
        try archive.refuseIfLarger(than: options.inMemoryLimitInBytes)
        if archive.has("xl/workbook.xml") {
            var plan = try plan(path, suffix: suffix, actual: "xlsx", driver: "XLSX", scratch)
            plan.hiddenSheets = try hiddenSheets(archive)
            plan.uncalculated = try SheetFormulas.uncalculated(in: archive)
            return plan
        }
        if archive.has("content.xml"), archive.has("mimetype") {
            return try plan(path, suffix: suffix, actual: "ods", driver: "ODS", scratch)
        }
        return OpenPlan(path: path)
    }

    private static func plan(
        _ path: String, suffix: String, actual: String, driver: String,
        _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        var plan = OpenPlan(path: path, drivers: [driver])
        plan.isTable = true
        plan.isSpreadsheet = true
        let isKnown = suffix == actual || actual == "xlsx" && suffix == "xlsm"
        guard !isKnown else { return plan }
        // The drivers go by the suffix.
        let link = "\(try scratch().makePart())/table.\(actual)"
        try scratch().link(path, as: link)
        plan.path = link
        plan.notes = [.contentIs(format: actual.uppercased())]
        return plan
    }

    /// Names of the sheets with state="hidden" or "veryHidden" (ECMA-376, 18.2.19).
    private static func hiddenSheets(_ archive: Archive) throws(FeatureExchangeError) -> Set<String> {
        guard let bytes = try archive.contents(of: "xl/workbook.xml", limit: 4 << 20) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        var hidden: Set<String> = []
        for element in text.matches(of: /<(?:\w+:)?sheet\s[^>]*>/).map(\.output) {
            guard element.contains("state=\"hidden\"") || element.contains("state=\"veryHidden\""),
                let name = element.firstMatch(of: /\sname="([^"]*)"/)
            else { continue }
            hidden.insert(Self.text(ofAttribute: name.output.1))
        }
        return hidden
    }

    static func text(ofAttribute value: Substring) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
            .reduce(String(value)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}
