import Foundation
import SimpleFeatures
import Testing
import Tiling

@testable import VectorTile

/// Encodes shapes given in tile units, y down, and reads the tile back.
struct TileSandbox {
    var tile: TileIndex
    var options: TileOptions
    var properties: [String] = []

    /// A tile in the middle of the scheme, at full detail: what goes in comes out.
    init(matrix: Int = 14, row: Int? = nil, column: Int? = nil, options: TileOptions = TileOptions()) throws {
        let middle = (1 << matrix) / 2
        tile = try TileIndex(matrix: matrix, row: row ?? middle, column: column ?? middle, in: .webMercatorQuad)
        self.options = options
    }

    /// A sequence of EPSG:3857 metres from tile units.
    func sequence(_ positions: [(Double, Double)]) -> CoordinateSequence {
        let envelope = TileMatrixSet.webMercatorQuad.envelope(of: tile)
        let unit = envelope.width / Double(options.tileUnits)
        return CoordinateSequence(
            positions.map { Coordinate(x: envelope.minX + $0.0 * unit, y: envelope.maxY - $0.1 * unit) })
    }

    func polygon(_ rings: [(Double, Double)]...) -> Geometry {
        .polygon(Geometry.Polygon(rings: rings.map { sequence($0 + [$0[0]]) }))
    }

    func line(_ positions: (Double, Double)...) -> Geometry { line(positions) }
    func line(_ positions: [(Double, Double)]) -> Geometry { .lineString(sequence(positions)) }
    func point(_ x: Double, _ y: Double) -> Geometry { .point(sequence([(x, y)])) }

    /// A layer of geometries numbered from 1, taken through the records of an overview.
    func layer(_ geometries: [Geometry], values: [[PropertyValue]] = []) throws -> TileLayerEncoder {
        let recorded = try recorded(geometries, values: values)
        var layer = TileLayerEncoder(
            name: "layer", properties: properties, tile: tile, options: options, attributes: recorded.attributes)
        recorded.forEachFeature { layer.add($0) }
        return layer
    }

    func recorded(_ geometries: [Geometry], values: [[PropertyValue]] = []) throws -> RecordedFeatures {
        try RecordedFeatures(geometries, values: values, properties: properties)
    }

    /// What one geometry becomes; nil when nothing of it is in the tile.
    func shape(of geometry: Geometry) throws -> DecodedTile.Geometry? {
        try features(of: [geometry]).first?.geometry
    }

    func features(of geometries: [Geometry]) throws -> [DecodedTile.Feature] {
        try Self.decode(layer(geometries)).layers.first?.features ?? []
    }

    static func decode(_ layer: borrowing TileLayerEncoder) throws -> DecodedTile {
        try VectorTileDecoder.decode(bytes(layer))
    }

    static func bytes(_ layer: borrowing TileLayerEncoder) throws -> [UInt8] {
        var tile = VectorTileEncoder()
        try tile.append(layer)
        return tile.finish()
    }

    static func square(_ west: Double, _ north: Double, _ side: Double) -> [(Double, Double)] {
        [(west, north), (west + side, north), (west + side, north + side), (west, north + side)]
    }
}

/// Geometries in EPSG:3857 metres as an overview has them, in the order they were given.
struct RecordedFeatures {
    private let reader: OverviewReader
    private let order: [Int]

    init(_ geometries: [Geometry], values: [[PropertyValue]] = [], properties: [String] = []) throws {
        let writer = OverviewWriter(OverviewFixture.description(properties: properties))
        for (index, geometry) in geometries.enumerated() {
            try writer.add(
                id: #require(FeatureID(Int64(index + 1))), geometry: geometry, in: .metres,
                values: values.isEmpty ? properties.map { _ in .null } : values[index])
        }
        let reader = try OverviewFixture.reader(writer.bytes(former: nil))
        self.reader = reader
        let band = reader.band(zoom: 14)
        func id(_ index: Int) -> Int64 { reader.attributes.featureID(ofRow: band[index].row)?.value ?? 0 }
        order = (0..<band.count).sorted { (id($0), $0) < (id($1), $1) }
    }

    var attributes: OverviewAttributes { reader.attributes }

    func forEachFeature(_ body: (OverviewFeature) throws -> Void) rethrows {
        for index in order { try body(reader.band(zoom: 14)[index]) }
    }
}

extension DecodedTile.Geometry {
    var rings: [[DecodedTile.Position]] {
        if case .polygons(let rings) = self { rings } else { [] }
    }
    var lines: [[DecodedTile.Position]] {
        if case .lines(let lines) = self { lines } else { [] }
    }
    var points: [DecodedTile.Position] {
        if case .points(let points) = self { points } else { [] }
    }
    /// Square tile units, holes taken off.
    var area: Double { Double(rings.reduce(0) { $0 + Self.doubledArea(of: $1) }) / 2 }
}

func positions(_ pairs: (Int, Int)...) -> [DecodedTile.Position] {
    pairs.map { DecodedTile.Position(x: $0.0, y: $0.1) }
}

func findings(_ geometry: DecodedTile.Geometry?) -> [VectorTileValidator.Finding] {
    guard let geometry else { return [] }
    let feature = DecodedTile.Feature(id: nil, geometry: geometry, properties: [])
    let layer = DecodedTile.Layer(name: "l", version: 2, tileUnits: 4096, keys: [], values: [], features: [feature])
    return VectorTileValidator().findings(in: DecodedTile(layers: [layer]))
}

/// Data that is too large for the repository; tests that need it are skipped where it is missing.
enum TestData {
    static let provinces = "vn/vn_tinh_2025_dongian.geojson"

    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["GEOSECTOR_TESTDATA"] { return URL(fileURLWithPath: path) }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared/data").standardizedFileURL
    }()

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
    }

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(path))
    }
}
