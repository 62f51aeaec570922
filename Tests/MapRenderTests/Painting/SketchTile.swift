import MapRender
import SimpleFeatures
import StyleSpec
import Tiling
import VectorTile

/// Vector tiles written by hand, feature by feature (MVT 2.1).
struct SketchTile {
    enum Shape {
        case points([(Int, Int)])
        case line([(Int, Int)])
        /// The first ring is the outer one; each as it runs.
        case rings([[(Int, Int)]])
    }

    private var bytes: [UInt8] = []

    init() {}

    /// One layer, whose features have texts as properties.
    init(_ name: String, _ features: [(shape: Shape, properties: [String: String])]) {
        add(name, features)
    }

    mutating func add(_ name: String, _ features: [(shape: Shape, properties: [String: String])]) {
        var layer = Self.field(1, Array(name.utf8)) + Self.number(15, 2) + Self.number(5, 4096)
        var keys: [String] = []
        var values: [String] = []
        func place(_ text: String, _ list: inout [String]) -> Int {
            if let known = list.firstIndex(of: text) { return known }
            list.append(text)
            return list.count - 1
        }
        for (index, feature) in features.enumerated() {
            let tags = feature.properties.sorted { $0.key < $1.key }.flatMap {
                [place($0.key, &keys), place($0.value, &values)]
            }
            let (type, commands) = Self.commands(of: feature.shape)
            layer += Self.field(
                2,
                Self.number(1, index + 1) + Self.field(2, tags.flatMap(Self.varint)) + Self.number(3, type)
                    + Self.field(4, commands.flatMap(Self.varint)))
        }
        for key in keys { layer += Self.field(3, Array(key.utf8)) }
        for value in values { layer += Self.field(4, Self.field(1, Array(value.utf8))) }
        bytes += Self.field(3, layer)
    }

    var flat: FlatTile { get throws { try FlatTile(bytes) } }

    private static func commands(of shape: Shape) -> (type: Int, commands: [Int]) {
        var (x, y) = (0, 0)
        func step(_ point: (Int, Int)) -> [Int] {
            defer { (x, y) = point }
            return [point.0 - x, point.1 - y].map { $0 << 1 ^ $0 >> (Int.bitWidth - 1) }
        }
        func path(_ points: [(Int, Int)]) -> [Int] {
            [1 << 3 | 1] + step(points[0]) + [(points.count - 1) << 3 | 2] + points.dropFirst().flatMap(step)
        }
        switch shape {
        case .points(let points): return (1, [points.count << 3 | 1] + points.flatMap(step))
        case .line(let points): return (2, path(points))
        case .rings(let rings): return (3, rings.flatMap { path($0) + [1 << 3 | 7] })
        }
    }

    private static func varint(_ value: Int) -> [UInt8] {
        var (rest, bytes) = (UInt64(value), [UInt8]())
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(content.count) + content
    }

    private static func number(_ field: Int, _ value: Int) -> [UInt8] { varint(field << 3) + varint(value) }
}

/// Tiles of one matrix by their index; empty ones elsewhere.
struct SketchSource: MapTileSource {
    var tiles: [TileIndex: [UInt8]] = [:]
    var matrices: ClosedRange<Int> = 0...14

    func key(of tile: TileIndex, for use: MapTileUse) -> AnyHashable { AnyHashable(tile) }
    func bytes(of tile: TileIndex, for use: MapTileUse) throws -> [UInt8] { tiles[tile] ?? [] }
}

extension SketchTile {
    var encoded: [UInt8] { bytes }
}

extension Style {
    /// A style of some layers of one vector source, without what is the same in each.
    static func sketch(_ layers: [JSONValue]) throws -> Style {
        try Style([
            "version": 8, "sources": ["s": ["type": "vector", "tiles": ["/{z}/{x}/{y}"]]],
            "glyphs": "/fonts/{fontstack}/{range}.pbf", "sprite": "/sprite",
            "layers": .array(
                layers.enumerated().map { place, layer in
                    var members = layer.object ?? JSONObject()
                    members["id"] = .string("layer \(place)")
                    if members["type"] != "background" { members["source"] = "s" }
                    return .object(members)
                }),
        ])
    }
}
