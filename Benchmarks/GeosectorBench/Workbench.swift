import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// The data and the tools every benchmark shares, in a folder that goes when it is done.
final class Workbench {
    let grid: ParcelGrid
    let rounds: Int
    let folder: URL
    /// Where `geoimport` and `tileserver` are: beside this program.
    let binaries: URL

    init(parcelCount: Int, rounds: Int) throws {
        grid = ParcelGrid(count: parcelCount)
        self.rounds = rounds
        folder = FileManager.default.temporaryDirectory.appending(path: "geosector-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        binaries = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() ?? folder
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The tile that holds a place of the grid.
    func tile(of place: Coordinate, zoom: Int) throws -> (x: Int, y: Int) {
        let degrees = try CoordinateTransform(from: .epsg(9218), to: .crs84).transform(place)
        let count = Double(1 << zoom)
        let latitude = degrees.y * .pi / 180
        return (
            Int((degrees.x + 180) / 360 * count), Int((1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * count)
        )
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// A store with the parcels, made once.
    lazy var storePath: String = {
        do {
            let path = path("parcels.sqlite")
            let sector = Sector(
                id: "land", title: LocalizedText(vi: "Đất đai", en: "Land"),
                department: LocalizedText(vi: "Sở", en: "Department"), colour: "#aa8844", icon: "map")
            let store = try Store.create(path: path, sectors: [sector])
            let definition = LayerDefinition(
                id: try CollectionID("parcels"), sector: "land", title: LocalizedText(vi: "Thửa đất", en: "Parcels"),
                storageCRS: .epsg(9218), schema: ParcelGrid.schema)
            _ = try store.load(definition, mode: .create) { writer in
                try grid.visit { try writer.append(geometry: $0, values: $1) }
                return Provenance()
            }
            try store.close()
            return path
        } catch { fatalError("the store of parcels could not be made: \(error)") }
    }()

    /// A shapefile with the parcels, made once.
    lazy var shapefilePath: String = {
        do { return try shapefile("parcels", of: grid) } catch {
            fatalError("the shapefile of parcels could not be made: \(error)")
        }
    }()

    /// The same parcels a metre further east.
    func movedShapefile() throws -> String {
        var moved = grid
        moved.offset = 1
        return try shapefile("parcels-moved", of: moved)
    }

    /// The same parcels, one in a hundred with another note.
    func alteredShapefile() throws -> String {
        var altered = grid
        altered.isAltered = true
        return try shapefile("parcels-altered", of: altered)
    }

    /// Made by ogr2ogr from GeoJSON in the plane.
    private func shapefile(_ name: String, of grid: ParcelGrid) throws -> String {
        let shapefile = path("\(name).shp")
        guard !FileManager.default.fileExists(atPath: shapefile) else { return shapefile }
        let json = path("\(name).geojsonl")
        var writer = GeoJSONWriter(schema: ParcelGrid.schema, decimals: 3)
        var number: Int64 = 0
        grid.visit { geometry, values in
            number += 1
            guard let id = FeatureID(number) else { return }
            writer.append(Feature(id: id, geometry: geometry, values: values))
            writer.append(raw: "\n")
        }
        try Data(writer.take()).write(to: URL(filePath: json))
        _ = try Timing.run("ogr2ogr", ["-a_srs", "EPSG:9218", "-lco", "ENCODING=UTF-8", shapefile, json])
        return shapefile
    }
}
