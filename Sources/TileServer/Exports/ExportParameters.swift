import GeoStore
import Reprojection
import SimpleFeatures

/// The query of an export, read: which features, as what file, in which CRS.
struct ExportParameters: Sendable {
    /// Parameters of exports alone; everything else is what items take.
    static let own = ["f", "crs", "limit", "bom", "separator", "geometry", "rs"]
    private static let ofPages = ["offset", "cursor", "count", "resultType", "resulttype"]
    private static let ofViews = ["skipGeometry", "zoom-level"]

    let format: ExportFormat
    let query: FeatureQuery
    let crs: CRS
    let csv: CSVText.Options
    let hasRecordSeparators: Bool
    /// Whether a workbook carries geometries that have no x and y.
    let tableGeometry: CSVText.Options.GeometryColumns
    private let items: ItemsParameters

    /// - Throws: `ParameterError`, `FilterError`, `ProjError`.
    init(_ parameters: QueryParameters, collection: PublishedCollection) throws {
        format = try Self.format(parameters)
        crs = try Self.crs(parameters, format, storage: collection.storageCRS)
        for name in Self.ofPages {
            guard let value = try parameters.value(name) else { continue }
            throw ParameterError(
                parameter: name, value: value, expected: "no \(name): an export has no pages, it holds every feature")
        }
        for name in Self.ofViews {
            guard let value = try parameters.value(name) else { continue }
            throw ParameterError(
                parameter: name, value: value,
                expected:
                    "no \(name): a file holds geometries as they are; geometry=none leaves them out of csv and xlsx")
        }
        let table = try Self.geometry(parameters, format, type: collection.schema.geometryType)
        tableGeometry = table
        var options = CSVText.Options()
        options.geometry = table
        options.isForExcel = try Self.flag("bom", parameters, of: [.csv], format)
        options.separatorIsSemicolon = try Self.semicolon(parameters, format)
        csv = options
        hasRecordSeparators = try Self.flag("rs", parameters, of: [.geoJSONSequence], format)
        let filter = QueryParameters(parameters.setting(Self.own.map { (name: $0, value: nil) }))
        items = try ItemsParameters(filter, collection: collection)
        var query = items.query
        query.offset = 0
        query.after = nil
        query.limit = try Self.limit(parameters)
        self.query = query
    }

    /// An error with its place in the filter.
    func located(_ error: any Error) -> any Error { items.located(error) }

    static var formatNames: String { ExportFormat.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func format(_ parameters: QueryParameters) throws(ParameterError) -> ExportFormat {
        let text = try parameters.value("f") ?? ""
        guard let format = ExportFormat(rawValue: text) else {
            throw ParameterError(parameter: "f", value: text, expected: "one of \(formatNames)")
        }
        return format
    }

    private static func crs(
        _ parameters: QueryParameters, _ format: ExportFormat, storage: CRS
    ) throws(ParameterError) -> CRS {
        let offered = format.takesCRS ? OfferedCRS.ofFiles(stored: storage) : [.crs84]
        return try CRSParameter.read("crs", parameters, offered: offered) ?? format.defaultCRS(storage: storage)
    }

    private static func geometry(
        _ parameters: QueryParameters, _ format: ExportFormat, type: GeometryType
    ) throws(ParameterError) -> CSVText.Options.GeometryColumns {
        guard let text = try parameters.value("geometry") else {
            if type == .point { return .xy }
            // Coordinates by the thousand are nothing that people read in a sheet.
            return format == .workbook ? .none : .wkt
        }
        guard [.csv, .workbook].contains(format), let columns = CSVText.Options.GeometryColumns(rawValue: text),
            columns != .xy || type == .point
        else {
            let choices = type == .point ? "wkt, xy or none" : "wkt or none (xy is for points)"
            throw ParameterError(parameter: "geometry", value: text, expected: "\(choices), with f=csv or f=xlsx")
        }
        return columns
    }

    private static func flag(
        _ name: String, _ parameters: QueryParameters, of formats: [ExportFormat], _ format: ExportFormat
    ) throws(ParameterError) -> Bool {
        guard let text = try parameters.value(name) else { return false }
        guard ["true", "false"].contains(text), formats.contains(format) else {
            let names = formats.map { "f=\($0.rawValue)" }.joined(separator: " or ")
            throw ParameterError(parameter: name, value: text, expected: "true or false, with \(names)")
        }
        return text == "true"
    }

    private static func semicolon(
        _ parameters: QueryParameters, _ format: ExportFormat
    ) throws(ParameterError) -> Bool {
        guard let text = try parameters.value("separator") else { return false }
        guard format == .csv, ["comma", "semicolon", ",", ";"].contains(text) else {
            throw ParameterError(parameter: "separator", value: text, expected: "comma or semicolon, with f=csv")
        }
        return text == "semicolon" || text == ";"
    }

    private static func limit(_ parameters: QueryParameters) throws(ParameterError) -> Int? {
        guard let text = try parameters.value("limit") else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = Int(text), limit > 0 else {
            throw ParameterError(
                parameter: "limit", value: text, expected: "a whole number from 1; without limit all are sent")
        }
        return limit
    }
}
