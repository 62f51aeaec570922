import CGDAL
import Foundation

/// The sheets of a workbook as tables in memory: below their titles, with their column names, without empty rows.
///
/// GDAL reads a whole workbook into memory as well; it takes the first row for the names or for data, nothing else.
struct SpreadsheetDataset {
    let dataset: GDALDataset
    /// What was put right, one list for each sheet.
    let notes: [[SourceNote]]

    private static let headRows = 50

    init(_ plan: OpenPlan) throws(GDALError) {
        let driver = plan.drivers.first ?? "XLSX"
        let raw = try Self.opened(plan.path, driver, headers: "DISABLE", types: "STRING")
        let typed = try Self.opened(plan.path, driver, headers: "FORCE", types: "AUTO")
        let memory = try GDALDataset(inMemoryFor: raw.driver)
        var notes: [[SourceNote]] = []
        for index in 0..<raw.layerCount {
            let sheet = try raw.layer(at: index)
            let header = TableHeader(rows: Self.head(of: sheet))
            let name = OGR_L_GetName(sheet).map { String(cString: $0) } ?? ""
            // GDAL's own types where its idea of the names is right; the cells' text where it is not.
            let isSimple = header.isFirstRowOnly && index < typed.layerCount
            var copy = SheetCopy(
                source: isSimple ? try typed.layer(at: index) : sheet, header: header, isTyped: isSimple)
            try copy.write(into: memory, name: name)
            notes.append(
                copy.notes + (plan.hiddenSheets.contains(name) ? [.hiddenSheet] : [])
                    + [plan.uncalculated[name]].compactMap { $0?.note })
        }
        _ = GDALMessages.take()
        dataset = memory
        self.notes = notes
    }

    private static func opened(
        _ path: String, _ driver: String, headers: String, types: String
    ) throws(GDALError) -> GDALDataset {
        let keys = ["OGR_\(driver)_HEADERS", "OGR_\(driver)_FIELD_TYPES"]
        // Of this thread only; sheets are parsed at their first use, so the values stay until all were touched.
        for (key, value) in zip(keys, [headers, types]) { CPLSetThreadLocalConfigOption(key, value) }
        defer { for key in keys { CPLSetThreadLocalConfigOption(key, nil) } }
        let dataset = try GDALDataset(path: path, drivers: [driver], options: [])
        for index in 0..<dataset.layerCount {
            let sheet = try dataset.layer(at: index)
            _ = OGR_L_GetLayerDefn(sheet)
            _ = OGR_L_GetFeatureCount(sheet, 1)
        }
        return dataset
    }

    private static func head(of sheet: OGRLayerH) -> [[String]] {
        let width = OGR_L_GetLayerDefn(sheet).map { OGR_FD_GetFieldCount($0) } ?? 0
        var rows: [[String]] = []
        OGR_L_ResetReading(sheet)
        while rows.count < headRows, let feature = OGR_L_GetNextFeature(sheet) {
            rows.append((0..<width).map { OGR_F_GetFieldAsString(feature, $0).map { String(cString: $0) } ?? "" })
            OGR_F_Destroy(feature)
        }
        return rows
    }
}

/// One sheet on its way into a table in memory.
private struct SheetCopy {
    let source: OGRLayerH
    let header: TableHeader
    /// The source has GDAL's types, and its first row is gone already.
    let isTyped: Bool
    private(set) var notes: [SourceNote] = []

    init(source: OGRLayerH, header: TableHeader, isTyped: Bool) {
        self.source = source
        self.header = header
        self.isTyped = isTyped
    }

    mutating func write(into memory: GDALDataset, name: String) throws(GDALError) {
        guard let definition = OGR_L_GetLayerDefn(source) else { return }
        let width = Int(OGR_FD_GetFieldCount(definition))
        let kinds = isTyped ? [] : inferredTypes(width)
        // GDALDatasetCreateLayer: the dataset keeps it; NULL on failure.
        guard let target = GDALDatasetCreateLayer(memory.handle, name, nil, wkbNone, nil) else {
            throw GDALError(function: "GDALDatasetCreateLayer", messages: GDALMessages.take(), fallback: "no memory")
        }
        for index in 0..<width {
            let field = OGR_FD_GetFieldDefn(definition, Int32(index))
            let own = field.flatMap { OGR_Fld_GetNameRef($0) }.map { String(cString: $0) } ?? ""
            let label = index < header.names.count ? header.names[index] : own
            let type = isTyped ? field.map { OGR_Fld_GetType($0) } ?? OFTString : kinds[index]
            guard let created = OGR_Fld_Create(label, type) else { continue }
            if isTyped, let field { OGR_Fld_SetSubType(created, OGR_Fld_GetSubType(field)) }
            // OGR_L_CreateField: copies the definition.
            _ = OGR_L_CreateField(target, created, 0)
            OGR_Fld_Destroy(created)
        }
        try copyRows(to: target, width)
        describe(width, definition)
    }

    private mutating func copyRows(to target: OGRLayerH, _ width: Int) throws(GDALError) {
        let map = (0..<width).map { Int32($0) }
        var seen = 0
        var empty = 0
        OGR_L_ResetReading(source)
        // OGR_L_GetNextFeature: ours to destroy.
        while let row = OGR_L_GetNextFeature(source) {
            defer {
                OGR_F_Destroy(row)
                seen += 1
            }
            guard isTyped || seen >= header.firstDataRow else { continue }
            guard map.contains(where: { Self.hasText(row, $0) }) else {
                empty += 1
                continue
            }
            guard let copy = OGR_F_Create(OGR_L_GetLayerDefn(target)) else { continue }
            defer { OGR_F_Destroy(copy) }
            // OGR_F_SetFromWithMap: by position; text becomes the target's type.
            _ = OGR_F_SetFromWithMap(copy, row, 1, map)
            // The number of the row in the sheet, as the spreadsheet program shows it.
            _ = OGR_F_SetFID(copy, OGR_F_GetFID(row))
            guard OGR_L_CreateFeature(target, copy) == OGRERR_NONE else {
                throw GDALError(function: "OGR_L_CreateFeature", messages: GDALMessages.take(), fallback: "no memory")
            }
        }
        if empty > 0 { notes.append(.emptyRowsSkipped(count: empty)) }
    }

    private static func hasText(_ row: OGRFeatureH, _ field: Int32) -> Bool {
        guard OGR_F_IsFieldSetAndNotNull(row, field) != 0, let text = OGR_F_GetFieldAsString(row, field) else {
            return false
        }
        return text.pointee != 0
    }

    private mutating func describe(_ width: Int, _ definition: OGRFeatureDefnH) {
        if header.titleRows > 0 {
            notes.append(.titleRowsSkipped(count: header.titleRows, first: header.firstTitle))
        }
        if header.hasNumberingRow { notes.append(.numberingRowSkipped) }
        if !header.hasNames, width > 0 { notes.append(.columnNamesMissing) }
        guard isTyped else { return }
        var filled = Array(repeating: 0, count: width)
        var numbers = Array(repeating: 0, count: width)
        let columns = (0..<width).filter { index in
            OGR_FD_GetFieldDefn(definition, Int32(index)).map { OGR_Fld_GetType($0) == OFTString } ?? false
        }
        OGR_L_ResetReading(source)
        var seen = 0
        while seen < 1_000, let row = OGR_L_GetNextFeature(source) {
            for index in columns where Self.hasText(row, Int32(index)) {
                filled[index] += 1
                let text = String(cString: OGR_F_GetFieldAsString(row, Int32(index)))
                if CoordinateText.plainNumber(text) != nil { numbers[index] += 1 }
            }
            OGR_F_Destroy(row)
            seen += 1
        }
        let stored = columns.filter { numbers[$0] > 0 && numbers[$0] == filled[$0] && $0 < header.names.count }
        if !stored.isEmpty { notes.append(.numbersStoredAsText(columns: stored.map { header.names[$0] })) }
    }

    /// Types from the cells' text: whole numbers without leading zeros, numbers, days, moments; text for the rest.
    private func inferredTypes(_ width: Int) -> [OGRFieldType] {
        var types = [OGRFieldType?](repeating: nil, count: width)
        var seen = 0
        OGR_L_ResetReading(source)
        while let row = OGR_L_GetNextFeature(source) {
            defer {
                OGR_F_Destroy(row)
                seen += 1
            }
            guard seen >= header.firstDataRow else { continue }
            for index in 0..<width where Self.hasText(row, Int32(index)) {
                let found = Self.type(of: String(cString: OGR_F_GetFieldAsString(row, Int32(index))))
                types[index] = types[index].map { Self.common($0, found) } ?? found
            }
        }
        return types.map { $0 ?? OFTString }
    }

    private static func type(of text: String) -> OGRFieldType {
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
            return digits.count > 18 || digits.count > 1 && digits.hasPrefix("0") ? OFTString : OFTInteger64
        }
        if digits.first?.isNumber == true, Double(text) != nil { return OFTReal }
        if text.wholeMatch(of: /\d{4}\/\d\d\/\d\d/) != nil { return OFTDate }
        if text.wholeMatch(of: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(\.\d+)?/) != nil { return OFTDateTime }
        return OFTString
    }

    private static func common(_ one: OGRFieldType, _ other: OGRFieldType) -> OGRFieldType {
        if one == other { return one }
        let numbers = [OFTInteger64, OFTReal]
        return numbers.contains(one) && numbers.contains(other) ? OFTReal : OFTString
    }
}
