import SimpleFeatures
import Testing
import VectorTile

@Suite struct PropertyTests {
    private let properties = ["ten", "so", "dt", "co", "ngay", "anh"]

    private func layer(_ rows: [[PropertyValue]], visible: [Bool]? = nil) throws -> DecodedTile.Layer {
        var sandbox = try TileSandbox()
        sandbox.properties = properties
        let recorded = try sandbox.recorded(rows.map { _ in sandbox.point(1, 1) }, values: rows)
        var layer = TileLayerEncoder(
            name: "layer", properties: properties, visible: visible, tile: sandbox.tile,
            attributes: recorded.attributes)
        recorded.forEachFeature { layer.add($0) }
        return try TileSandbox.decode(layer).layers[0]
    }

    @Test func hiddenPropertiesAreNeitherKeysNorValues() throws {
        let row: [PropertyValue] = [.text("a"), .integer(1), .real(1), .boolean(true), .text("b"), .null]
        let layer = try layer([row, row], visible: [false, true, false, false, true, true])
        #expect(layer.keys == ["so", "ngay"] && layer.values == [.uint(1), .string("b")])
        #expect(layer.features.allSatisfy { $0["so"] == .uint(1) && $0["ngay"] == .string("b") })
    }

    @Test func eachTypeIsWrittenAsItself() throws {
        let row: [PropertyValue] = [
            .text("Đắk Lắk"), .integer(-7), .real(1.5), .boolean(false), .text("2025-07-01"), .binary([1]),
        ]
        let feature = try layer([row]).features[0]
        #expect(feature["ten"] == .string("Đắk Lắk"))
        #expect(feature["so"] == .sint(-7))
        #expect(feature["dt"] == .double(1.5))
        #expect(feature["co"] == .bool(false))
        #expect(feature["ngay"] == .string("2025-07-01"))
        #expect(feature["anh"] == nil)
    }

    @Test(arguments: [
        (Int64.max, DecodedTile.Value.uint(UInt64(Int64.max))), (0, .uint(0)), (-1, .sint(-1)), (.min, .sint(.min)),
    ])
    func integersAreUnsignedUnlessNegative(number: Int64, value: DecodedTile.Value) throws {
        #expect(try layer([[.null, .integer(number), .null, .null, .null, .null]]).features[0]["so"] == value)
    }

    @Test func nullsAndNumbersThatAreNotFiniteAreLeftOut() throws {
        let layer = try layer([[.null, .null, .real(.nan), .null, .null, .null]])
        #expect(layer.features[0].properties.isEmpty)
        #expect(layer.keys.isEmpty && layer.values.isEmpty)
    }

    @Test func keysAndValuesAreWrittenOnce() throws {
        let row: [PropertyValue] = [.text("a"), .integer(1), .real(1), .boolean(true), .text("a"), .null]
        let layer = try layer(Array(repeating: row, count: 500))
        #expect(layer.keys == ["ten", "so", "dt", "co", "ngay"])
        #expect(layer.values == [.string("a"), .uint(1), .double(1), .bool(true)])
    }

    @Test func thousandsOfTextsKeepTheirOwn() throws {
        let rows = (0..<3000).map { [PropertyValue.text("Thửa \($0 % 1500)"), .null, .null, .null, .null, .null] }
        let layer = try layer(rows)
        #expect(layer.values.count == 1500)
        for (index, feature) in layer.features.enumerated() {
            #expect(feature["ten"] == .string("Thửa \(index % 1500)"))
        }
    }

    @Test func textsThatOnlyLookAlikeAreTwoValues() throws {
        // é as one scalar and as two: Swift calls them equal, bytes do not.
        let rows = ["\u{E9}", "e\u{301}"].map { [PropertyValue.text($0), .null, .null, .null, .null, .null] }
        #expect(try layer(rows).values.count == 2)
    }
}

@Suite struct TileTests {
    private func tile(_ names: String...) throws -> [UInt8] {
        var sandbox = try TileSandbox(matrix: 10)
        sandbox.properties = ["k"]
        let squares = (0..<50).map { sandbox.polygon(TileSandbox.square(Double($0 * 90), Double($0), 70.3)) }
        let recorded = try sandbox.recorded(squares, values: (0..<50).map { [.integer($0 % 3)] })
        var tile = VectorTileEncoder()
        for name in names {
            var layer = TileLayerEncoder(
                name: name, properties: ["k"], tile: sandbox.tile, attributes: recorded.attributes)
            recorded.forEachFeature { layer.add($0) }
            try tile.append(layer)
        }
        return tile.finish()
    }

    @Test func equalInputGivesEqualBytes() throws {
        #expect(try tile("a", "b") == tile("a", "b"))
    }

    @Test func layersComeInTheOrderTheyWereAppended() throws {
        let decoded = try VectorTileDecoder.decode(tile("roads", "parcels"))
        #expect(decoded.layers.map(\.name) == ["roads", "parcels"])
        #expect(decoded.layers.allSatisfy { $0.version == 2 && $0.tileUnits == 4096 })
        #expect(VectorTileValidator().findings(in: decoded).isEmpty)
    }

    @Test func aNameTakenIsRefused() throws {
        #expect(throws: VectorTileError.duplicateLayer("a")) { try tile("a", "a") }
    }

    @Test func aTileWithoutFeaturesHasNoBytesButItsCounts() throws {
        var tile = VectorTileEncoder()
        try tile.append(TileSandbox().layer([]))
        #expect(tile.finish().isEmpty)
        #expect(tile.layers.map(\.name) == ["layer"])
    }

    @Test func theGridIsPerLayer() throws {
        let sandbox = try TileSandbox(options: TileOptions(tileUnits: 512, buffer: 8))
        let layer = try sandbox.layer([sandbox.polygon(TileSandbox.square(-100, -100, 900))])
        let decoded = try TileSandbox.decode(layer).layers[0]
        #expect(decoded.tileUnits == 512)
        #expect(decoded.features[0].geometry.area == 528 * 528)
    }
}
