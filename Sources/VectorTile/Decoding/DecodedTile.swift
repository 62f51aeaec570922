/// A vector tile as it was read: layers in order, nothing interpreted beyond what MVT 2.1 says.
public struct DecodedTile: Hashable, Sendable {
    public var layers: [Layer]

    public init(layers: [Layer] = []) {
        self.layers = layers
    }

    public func layer(named name: String) -> Layer? {
        layers.first { $0.name == name }
    }

    public struct Layer: Hashable, Sendable {
        public var name: String
        /// 1 or 2.
        public var version: UInt32
        /// Tile units along a side, the layer's `extent`.
        public var tileUnits: UInt32
        public var keys: [String]
        public var values: [Value]
        public var features: [Feature]
    }

    public struct Feature: Hashable, Sendable {
        public var id: UInt64?
        public var geometry: Geometry
        /// In the order of the feature's tags.
        public var properties: [Property]

        /// The value under a key, nil when the feature has none.
        public subscript(key: String) -> Value? {
            properties.first { $0.key == key }?.value
        }
    }

    public struct Property: Hashable, Sendable {
        public var key: String
        public var value: Value
    }

    /// A value with the type it was written with (4.1).
    public enum Value: Hashable, Sendable {
        case string(String)
        case float(Float)
        case double(Double)
        case int(Int64)
        case uint(UInt64)
        case sint(Int64)
        case bool(Bool)
    }

    /// A position in tile units, y down. 64 bits: sums of hostile 32-bit steps do not overflow.
    public struct Position: Hashable, Sendable {
        public var x: Int
        public var y: Int

        public init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    public enum Geometry: Hashable, Sendable {
        case points([Position])
        case lines([[Position]])
        /// Rings in order, without their closing position.
        case polygons(rings: [[Position]])
        /// A type left open: the raw command and parameter integers (4.3.4.1).
        case unknown([UInt32])
    }
}

extension DecodedTile.Geometry {
    /// Twice the area of a ring by the surveyor's formula: positive is an exterior ring (4.3.4.4).
    public static func doubledArea(of ring: [DecodedTile.Position]) -> Int {
        guard let last = ring.last else { return 0 }
        var previous = last
        var sum = 0
        for position in ring {
            // Wrapping: a tile may hold any 32-bit steps.
            sum &+= previous.x &* position.y &- position.x &* previous.y
            previous = position
        }
        return sum
    }

    /// The rings by polygon: each exterior ring with the holes after it. Empty for other geometry.
    public var polygons: [[[DecodedTile.Position]]] {
        guard case .polygons(let rings) = self else { return [] }
        var polygons: [[[DecodedTile.Position]]] = []
        for ring in rings {
            if polygons.isEmpty || Self.doubledArea(of: ring) > 0 {
                polygons.append([ring])
            } else {
                polygons[polygons.count - 1].append(ring)
            }
        }
        return polygons
    }
}
