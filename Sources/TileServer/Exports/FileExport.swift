import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// A file that GDAL builds, from one snapshot: surveyed first, then written. In a process of its own.
struct FileExport {
    /// Characters of a cell (ECMA-376, what Excel takes).
    private static let longestCell = 32_767
    private static let mostSheetColumns = 16_384
    /// Digits that a sheet keeps: longer numbers become text, or their last digits would become zeros.
    private static let largestSheetNumber: UInt64 = 1_000_000_000_000_000
    /// A dBASE number has 18 digits.
    private static let largestTableNumber: UInt64 = 1_000_000_000_000_000_000
    /// A sheet counts a 29 February 1900 that never was: earlier dates would be shown a day late, or not at all.
    private static let earliestSheetDate = "1900-03-01"
    /// A dBASE number has 24 places, of which GDAL keeps a sign and a point.
    private static let largestTableReal = 1e22
    private static let rowsPerReport = 1000
    private static let rowsPerCheck = 10_000

    let parameters: ExportParameters
    let snapshot: FeatureSnapshot
    let title: String
    let order: ExportOrder
    let transforms: TransformPool
    let report: (ExportReport) throws -> Void

    private var schema: FeatureSchema { snapshot.schema }
    private var format: ExportFormat { parameters.format }

    /// - Throws: `ExportError`, `FeatureWritingError`, `GeoStoreError`, `ProjError`.
    func run() throws -> (rows: Int, notes: [String]) {
        var survey = ExportSurvey(
            schema: schema, measuresWKT: format == .workbook && parameters.tableGeometry == .wkt)
        _ = try snapshot.read { feature in
            survey.add(feature)
            // What is found only grows: a table that is too much already is refused without reading on.
            if survey.count.isMultiple(of: Self.rowsPerCheck) { try check(survey) }
            return true
        }
        snapshot.rewind()
        try check(survey)
        try report(.begun(total: survey.count))
        var notes: [String] = []
        if snapshot.unreadableCount > 0 { notes.append("\(snapshot.unreadableCount) unreadable geometries left out") }
        switch format {
        case .geoPackage, .flatGeobuf, .workbook: try writeTable(survey)
        case .shapefile:
            notes += survey.columns.filter { $0.cutTexts > 0 }.map {
                "\($0.property.name): \($0.cutTexts) texts cut to \(ShapefileLayout.longestText) bytes"
            }
            try writeShapefile(survey)
        case .drawing:
            if survey.withoutGeometry > 0 {
                notes.append("\(survey.withoutGeometry) features without geometry left out")
            }
            try writeDrawing()
        case .geoJSON, .geoJSONSequence, .jsonFG, .csv, .kml, .gml: preconditionFailure("a stream, not a file")
        }
        return (survey.count, notes)
    }

    /// How many features there will be, as far as that is known before they are read.
    private var expectedCount: Int {
        parameters.query.isUnfiltered
            ? min(snapshot.collection.featureCount, parameters.query.limit ?? .max) : 0
    }

    /// - Parameter survey: of all features, or of the first.
    /// - Throws: `ExportError.formatLimit`.
    private func check(_ survey: ExportSurvey) throws {
        func refuse(_ limit: FormatLimit) -> ExportError { .formatLimit(format, limit) }
        if let most = format.mostFeatures, survey.count > most {
            throw refuse(.features(found: survey.count, most: most))
        }
        switch format {
        case .workbook:
            let columns = survey.columns.count + 4
            if columns > Self.mostSheetColumns { throw refuse(.columns(found: columns, most: Self.mostSheetColumns)) }
            if let column = survey.columns.first(where: { $0.longestCell > Self.longestCell }) {
                throw refuse(.cell(column: column.property.name, found: column.longestCell, most: Self.longestCell))
            }
            if survey.longestWKT > Self.longestCell {
                throw refuse(.cell(column: "WKT", found: survey.longestWKT, most: Self.longestCell))
            }
        case .flatGeobuf:
            if survey.withoutGeometry > 0 { throw refuse(.withoutGeometry(found: survey.withoutGeometry)) }
        case .shapefile:
            if survey.mixedGeometries > 0 { throw refuse(.mixedGeometries(found: survey.mixedGeometries)) }
            let columns = survey.columns.count + 1
            if columns > ShapefileLayout.mostFields {
                throw refuse(.columns(found: columns, most: ShapefileLayout.mostFields))
            }
            let rows = max(survey.count, expectedCount)
            let table = rows * ShapefileLayout.rowSize(shapefileFields(survey))
            let largest = max(table, survey.shapeBytes.values.max() ?? 0)
            if largest > ShapefileLayout.largestFile {
                throw refuse(.bytes(found: largest, most: ShapefileLayout.largestFile))
            }
        case .geoPackage, .drawing, .geoJSON, .geoJSONSequence, .jsonFG, .csv, .kml, .gml: break
        }
    }

    /// Each feature in the CRS of the file, with a line of progress now and then.
    private func forEachPlaced(_ body: (Feature) throws -> Void) throws {
        let placement = FeaturePlacement(
            storage: snapshot.collection.storageCRS, target: parameters.crs, transforms: transforms)
        var rows = 0
        try placement.withTransforms { place in
            _ = try snapshot.read { feature in
                try body(try place(feature).feature)
                rows += 1
                if rows.isMultiple(of: Self.rowsPerReport) { try report(.progress(rows: rows)) }
                return true
            }
        }
    }

    // MARK: GeoPackage, FlatGeobuf, workbook

    private func writeTable(_ survey: ExportSurvey) throws {
        let isSheet = format == .workbook
        let file: FeatureFileFormat =
            switch format {
            case .workbook: .xlsx
            case .flatGeobuf: .flatGeobuf
            default: .geoPackage
            }
        var columns = survey.columns.map { column -> FeatureSchema.Property in
            var property = column.property
            property.type = column.type
            if isSheet, Self.isTooMuchForASheet(column) { property.type = .text }
            return property
        }
        // A GeoPackage has a column of its own for ids.
        let hasIDColumn = file != .geoPackage
        if hasIDColumn { columns.insert(FeatureSchema.Property(name: free("feature_id"), type: .integer), at: 0) }
        let extra = isSheet ? sheetGeometryColumns : []
        columns += extra.map { FeatureSchema.Property(name: free($0), type: $0 == "WKT" ? .text : .real) }
        var options = FeatureFileWriter.Options()
        options.typesDates = true
        let name = isSheet ? String(snapshot.collection.id.name.prefix(31)) : snapshot.collection.id.name
        let writer = try FeatureFileWriter(
            path: order.file, format: file,
            layers: [
                FeatureFileWriter.Layer(
                    name: name, columns: columns, geometryType: isSheet ? nil : schema.geometryType,
                    hasZ: survey.hasZ, crs: parameters.crs, title: title)
            ], options: options)
        let textColumns = columns.map { $0.type == .text }
        try forEachPlaced { feature in
            var values = hasIDColumn ? [.integer(feature.id.value)] + feature.values : feature.values
            if isSheet { values += sheetGeometry(feature.geometry) }
            for index in values.indices where textColumns[index] { values[index] = Self.text(values[index], isSheet) }
            try writer.append(geometry: isSheet ? nil : feature.geometry, values: values, id: feature.id.value)
        }
        try writer.finish()
    }

    private static func isTooMuchForASheet(_ column: ExportSurvey.Column) -> Bool {
        switch column.type {
        case .integer: column.largestMagnitude >= largestSheetNumber
        case .date: column.earliestDate.map { $0 < earliestSheetDate } ?? false
        case .text, .real, .boolean, .time, .dateTime, .binary: false
        }
    }

    private var sheetGeometryColumns: [String] {
        switch parameters.tableGeometry {
        case .wkt: ["WKT"]
        case .xy: schema.hasZ ? ["x", "y", "z"] : ["x", "y"]
        case .none: []
        }
    }

    private func sheetGeometry(_ geometry: Geometry?) -> [PropertyValue] {
        switch parameters.tableGeometry {
        case .wkt: return [geometry.map { .text(WKTWriter.write($0)) } ?? .null]
        case .xy:
            let count = schema.hasZ ? 3 : 2
            guard case .point(let position) = geometry, !position.isEmpty else {
                return Array(repeating: .null, count: count)
            }
            return (0..<count).map { $0 < position.stride ? .real(position.values[$0]) : .null }
        case .none: return []
        }
    }

    /// A value of a column that has become text. A workbook's text that begins with `=` would be written as a formula:
    /// it gets an apostrophe.
    private static func text(_ value: PropertyValue, _ isSheet: Bool) -> PropertyValue {
        switch value {
        case .integer(let number): .text(String(number))
        case .real(let number): .text(number.description)
        case .text(let text): isSheet && text.hasPrefix("=") ? .text("'" + text) : value
        case .null, .boolean, .binary: value
        }
    }

    /// A name for a column of ours that none of the properties has, whatever the case.
    private func free(_ name: String) -> String {
        let taken = Set(schema.properties.map { $0.name.lowercased() })
        return taken.contains(name.lowercased()) ? free("gs_\(name)") : name
    }

    // MARK: Shapefile

    private func shapefileFields(_ survey: ExportSurvey) -> [ShapefileField] {
        let originals = ["feature_id"] + survey.columns.map(\.property.name)
        let names = ShapefileLayout.fieldNames(for: originals)
        let kinds = [ShapefileField.Kind.integer] + survey.columns.map(Self.shapefileKind)
        return originals.indices.map {
            ShapefileField(name: names[$0], original: originals[$0], kind: kinds[$0])
        }
    }

    private static func shapefileKind(_ column: ExportSurvey.Column) -> ShapefileField.Kind {
        let text = ShapefileField.Kind.text(width: min(max(column.longestText, 1), ShapefileLayout.longestText))
        return switch column.type {
        case .boolean: .integer
        case .integer: column.largestMagnitude < largestTableNumber ? .integer : text
        case .real: column.largestReal < largestTableReal ? .real : text
        case .date: .date
        case .text, .time, .dateTime, .binary: text
        }
    }

    private func writeShapefile(_ survey: ExportSurvey) throws {
        let fields = shapefileFields(survey)
        let ordinary = ShapefileArchiveWriter.Kind(schema.geometryType) ?? .point
        let found = ShapefileArchiveWriter.Kind.allCases.filter(survey.kinds.contains)
        let kinds = found.isEmpty ? [ordinary] : found
        let name = snapshot.collection.id.name
        let writer = try ShapefileArchiveWriter(
            path: order.file, folder: order.workFolder, name: name, kinds: kinds, hasZ: survey.hasZ,
            crs: parameters.crs, fields: fields)
        let isText = fields.map { if case .text = $0.kind { true } else { false } }
        try forEachPlaced { feature in
            var values = [.integer(feature.id.value)] + feature.values
            for index in values.indices where isText[index] { values[index] = Self.text(values[index], false) }
            try writer.append(geometry: feature.geometry, values: values)
        }
        let readme = ShapefileReadme(
            title: title, collection: snapshot.collection, crs: parameters.crs, fields: fields, survey: survey)
        try writer.finish(readme: (ShapefileReadme.name, readme.text))
    }

    // MARK: DXF

    private func writeDrawing() throws {
        let writer = try DrawingWriter(path: order.file, drawingLayer: snapshot.collection.id.name)
        try forEachPlaced { feature in
            guard let geometry = feature.geometry, !geometry.isEmpty else { return }
            try writer.append(geometry)
        }
        try writer.finish()
    }
}
