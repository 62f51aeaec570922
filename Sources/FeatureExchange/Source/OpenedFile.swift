import Foundation

/// One file opened by its plan, and its layers.
struct OpenedFile {
    let dataset: GDALDataset
    let layers: [SourceLayer]

    /// - Parameter source: what the person gave, for messages.
    init(
        _ plan: OpenPlan, source: String, index: Int, given: GeometryColumns
    ) throws(FeatureExchangeError) {
        var sheetNotes: [[SourceNote]] = []
        if plan.isSpreadsheet {
            do {
                let sheets = try SpreadsheetDataset(plan)
                dataset = sheets.dataset
                sheetNotes = sheets.notes
            } catch {
                throw Self.fault(error, plan, source)
            }
        } else {
            dataset = try Self.open(plan, source)
        }
        // GDAL opens a GML or KML that breaks off, without the rest: no layer is better than half of one.
        if let failure = dataset.warnings.first(where: { $0.severity == .failure && $0.text.contains("XML parsing") }) {
            throw .damaged(path: source, GDALError(function: "GDALOpenEx", code: failure.code, message: failure.text))
        }
        let driver = dataset.driver.shortName
        let witness =
            plan.isConnection ? nil : GeometryWitness(of: plan.path, driver: driver, warnings: dataset.warnings)
        dataset.witness = witness
        dataset.faultyCoordinates = plan.faultyCoordinates
        // A .dbf alone has no shapes; what is missing on one side is told by GDAL and `RowHalves`.
        if driver == "ESRI Shapefile", plan.textIsRaw, !plan.isConnection { dataset.plainShapes = plan.path }
        let warnings = dataset.warnings.filter { witness == nil || !GeometryWitness.isAboutPosition($0) }
        var layers: [SourceLayer] = []
        for layerIndex in 0..<dataset.layerCount {
            var plan = plan
            plan.notes += warnings.map { .libraryWarning($0) }
            if layerIndex < sheetNotes.count { plan.notes += sheetNotes[layerIndex] }
            do {
                layers.append(
                    try SourceLayer(
                        handle: dataset.layer(at: layerIndex), plan: plan,
                        at: SourceLayer.Position(dataset: index, layer: layerIndex), driver: driver, given: given))
            } catch let error as FeatureExchangeError {
                throw error
            } catch let error as GDALError {
                throw .damaged(path: source, error)
            } catch {
                throw .damaged(
                    path: source, GDALError(function: "GDALDatasetGetLayer", code: .none, message: "\(error)"))
            }
        }
        // Sheets without a cell are no layers; a workbook of nothing else is.
        let filled = layers.filter { !$0.fields.isEmpty || $0.geometryType != nil }
        self.layers = filled.isEmpty ? layers : filled
    }

    private static func open(_ plan: OpenPlan, _ source: String) throws(FeatureExchangeError) -> GDALDataset {
        do {
            return try GDALDataset(path: plan.path, drivers: plan.drivers, options: plan.options)
        } catch {
            throw fault(error, plan, source)
        }
    }

    private static func fault(_ error: GDALError, _ plan: OpenPlan, _ source: String) -> FeatureExchangeError {
        if plan.isConnection, let connection = Connection(source) {
            let name = connection.masked
            if let driver = connection.driver, !GDALLibrary.has(driver: driver) {
                return .driverMissing(driver: driver, name: name)
            }
            let masked = GDALError(
                function: error.function, code: error.code, message: Connection.masked(error.message))
            return .connectionFailed(name: name, masked)
        }
        if let missing = plan.drivers.first, plan.drivers.count == 1, !GDALLibrary.has(driver: missing) {
            return .driverMissing(driver: missing, name: source)
        }
        if let format = UnreadableFormat(at: plan.path) { return .notRecognised(path: source, looksLike: format) }
        // "not recognized as a supported file format" is the library's way to say that no driver took it.
        if error.code == .none || error.message.contains("not recognized as") {
            return .notRecognised(path: source, looksLike: nil)
        }
        // GDAL's limit for one text of a GeoJSON.
        if error.message.contains("Too many characters in") { return .valueTooLong(path: source, limit: 10_000_000) }
        return .damaged(path: source, error)
    }
}

/// Layers of one name in several folders, told apart.
enum LayerNames {
    /// A name that occurs once stays; the others get their folder, and a number where that is not enough.
    static func distinct(_ layers: [SourceLayer]) -> [SourceLayer] {
        let counts = Dictionary(grouping: layers, by: \.name).mapValues(\.count)
        var used: Set<String> = []
        return layers.map { layer in
            let isShared = counts[layer.name, default: 0] > 1 && !layer.place.isEmpty
            let wanted = isShared ? "\(layer.place)/\(layer.name)" : layer.name
            var name = wanted
            var number = 2
            while !used.insert(name).inserted {
                name = "\(wanted) (\(number))"
                number += 1
            }
            return name == layer.name ? layer : layer.renamed(name)
        }
    }
}
