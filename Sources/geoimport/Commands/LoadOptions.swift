import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// What happens to the collection, as the user says it.
enum RequestedMode: String, EnumerableFlag, Sendable {
    case create
    case replace
    case append
    case update

    static func help(for value: RequestedMode) -> ArgumentHelp? {
        switch value {
        case .create: "Make a new collection; refuse when it exists (default)."
        case .replace: "Give the collection these features; those that have not changed keep their ids."
        case .append: "Add to the features of an existing collection."
        case .update: "By --key: change the features found, add the others, remove none."
        }
    }

    var loadMode: LoadMode {
        switch self {
        case .create: .create
        case .replace: .replace
        case .append: .append
        case .update: .update
        }
    }
}

/// Which part of a source is read, and under which names.
struct SourceOptions: ParsableArguments {
    @Option(help: "Which layer, when the file has several.")
    var layer: String?
    @Flag(
        name: .customLong("all-layers"),
        help: "Every layer of the file, each into a collection named by it; one that fails does not stop the others.")
    var allLayers = false
    @Option(help: ArgumentHelp("Only features that match, in SQL: \"CAP = 'Quốc lộ'\".", valueName: "condition"))
    var `where`: String?
    @Option(help: ArgumentHelp("Only these columns: TEN,LOAI.", valueName: "columns"))
    var fields: [String] = []
    @Option(help: ArgumentHelp("Give a column another name: TEN=ten_truong.", valueName: "old=new"))
    var rename: [String] = []
    @Option(help: ArgumentHelp("Column of a table with the easting or longitude.", valueName: "column"))
    var x: String?
    @Option(help: ArgumentHelp("Column of a table with the northing or latitude.", valueName: "column"))
    var y: String?
    @Option(help: ArgumentHelp("Column of a table with shapes as WKT.", valueName: "column"))
    var wkt: String?
    @Option(
        name: .customLong("source-crs"), help: "CRS of the coordinates, for example EPSG:9218; wins over the file's.")
    var sourceCRS: String?
    @Option(
        help: ArgumentHelp(
            "Encoding of the text: tcvn3, vni, viqr, cp1258, utf-8, …; of one column: TEN=tcvn3 (default: found out).",
            valueName: "name"))
    var encoding: [String] = []

    func validate() throws {
        if let sourceCRS, CRS(sourceCRS) == nil {
            throw ValidationError(
                vi: "--source-crs '\(sourceCRS)' không phải hệ toạ độ; viết như EPSG:9218.",
                en: "--source-crs '\(sourceCRS)' is no CRS; write it like EPSG:9218.")
        }
        for pair in rename where Self.pair(pair) == nil {
            throw ValidationError(
                vi: "--rename '\(pair)' phải viết như TEN=ten_truong.",
                en: "--rename '\(pair)' must be written like TEN=ten_truong.")
        }
        if (x == nil) != (y == nil) {
            throw ValidationError(
                vi: "--x và --y phải đi cùng nhau.",
                en: "--x and --y go together.")
        }
        if allLayers, layer != nil {
            throw ValidationError(
                vi: "--layer và --all-layers không đi cùng nhau.",
                en: "--layer and --all-layers exclude each other.")
        }
        if wkt != nil, x != nil {
            throw ValidationError(
                vi: "Chỉ dùng --wkt, hoặc --x và --y.",
                en: "Give either --wkt, or --x and --y.")
        }
    }

    private var fieldNames: [String] {
        fields.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    private var newNames: [String: String] {
        Dictionary(rename.compactMap(Self.pair), uniquingKeysWith: { $1 })
    }

    func apply(to request: inout ImportRequest) {
        request.layer = layer
        request.filter = `where`
        request.fields = fieldNames.isEmpty ? nil : fieldNames
        request.newNames = newNames
        request.geometryColumns = GeometryColumns(x: x, y: y, shape: wkt)
        request.sourceCRS = sourceCRS.flatMap { CRS($0) }
        request.encoding = EncodingOptions(encoding)
    }

    private static func pair(_ text: String) -> (String, String)? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let (old, new) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
        return old.isEmpty || new.isEmpty ? nil : (old, new)
    }
}
