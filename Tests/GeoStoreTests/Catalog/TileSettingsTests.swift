import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct TileSettingsTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    private static var roads: TileSettings {
        get throws {
            var settings = TileSettings()
            settings.minZoom = 3
            settings.maxZoom = 15
            settings.buffer = 128
            settings.sizeLimitInBytes = 200_000
            settings.importanceProperty = "cao"
            settings.classProperty = "TEN"
            settings.zoomRules = try ["so<=0@0", "so <= 1 @9", "TEN = 'quốc lộ'@7", "*@13"].map { try ZoomRule($0) }
            settings.propertyZooms = [TileSettings.PropertyZoom(property: "TEN", minZoom: 12)]
            settings.hiddenProperties = ["cao"]
            return settings
        }
    }

    @Test("a collection has the standard settings until it is configured, and keeps what it was given")
    func configure() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        #expect(try fixture.collection().tileSettings == .standard)
        let settings = try Self.roads
        let before = try fixture.collection()
        let after = try fixture.store.configure(id, settings)
        #expect(after.tileSettings == settings && after != before && after.state == before.state)
        let reader = try Store(path: fixture.path, access: .readOnly)
        #expect(try reader.catalog().collection("stations") == after)
        // A new version, words of the catalogue, a rollback: settings stay.
        try fixture.load(SamplePoints.random(3, seed: 2), mode: .replace)
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.collection().tileSettings == settings)
        try fixture.store.configure(id, .standard)
        #expect(try fixture.collection().tileSettings == .standard)
        #expect(try fixture.problems() == [])
    }

    @Test("another program sees that settings changed")
    func dataVersion() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let reader = try Store(path: fixture.path, access: .readOnly)
        let seen = try reader.dataVersion()
        try fixture.store.configure(id, try Self.roads)
        #expect(try reader.dataVersion() != seen)
    }

    @Test("a dropped collection leaves its settings behind")
    func drop() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        try fixture.store.configure(id, try Self.roads)
        try fixture.store.drop(id)
        try fixture.load(SamplePoints.random(5))
        #expect(try fixture.collection().tileSettings == .standard)
        #expect(throws: GeoStoreError.collectionNotFound("ga", known: ["stations"])) {
            try fixture.store.configure(try CollectionID("ga"), .standard)
        }
    }

    @Test("what is out of range, unknown or no number is refused, with what would do")
    func validation() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let known = ["TEN", "so", "cao"]
        func expect(_ error: GeoStoreError, _ change: (inout TileSettings) -> Void) {
            var settings = TileSettings()
            change(&settings)
            #expect(throws: error) { try fixture.store.configure(id, settings) }
        }
        func fault(_ fault: TileSettings.Fault) -> GeoStoreError { .invalidTileSettings(fault, collection: "stations") }
        expect(fault(.outOfRange(.minZoom, value: -1, allowed: 0...24))) { $0.minZoom = -1 }
        expect(fault(.outOfRange(.maxZoom, value: 25, allowed: 0...24))) { $0.maxZoom = 25 }
        expect(fault(.minZoomAboveMaxZoom(minZoom: 12, maxZoom: 11))) {
            $0.minZoom = 12
            $0.maxZoom = 11
        }
        expect(fault(.outOfRange(.buffer, value: 257, allowed: 0...256))) { $0.buffer = 257 }
        expect(fault(.outOfRange(.tileLimit, value: 9, allowed: 10_000...20_000_000))) { $0.sizeLimitInBytes = 9 }
        expect(fault(.notANumber(property: "TEN", known: ["so", "cao"]))) { $0.importanceProperty = "TEN" }
        let missing = GeoStoreError.propertyNotFound("ma", collection: "stations", known: known)
        expect(missing) { $0.importanceProperty = "ma" }
        expect(missing) { $0.classProperty = "ma" }
        expect(missing) { $0.hiddenProperties = ["ma"] }
        expect(missing) { $0.propertyZooms = [TileSettings.PropertyZoom(property: "ma", minZoom: 3)] }
        expect(missing) {
            $0.zoomRules = [
                ZoomRule(condition: .init(property: "ma", comparison: .equal, value: "1"), minZoom: 1)
            ]
        }
        #expect(try fixture.collection().tileSettings == .standard)
    }

    @Test(
        "a rule is read as it is written",
        arguments: [
            ("cap<=1@9", "cap<=1@9"), ("cap >= 2.5 @ 4", nil), (" cap >= 2.5@4", "cap>=2.5@4"), ("*@13", "*@13"),
            ("loai=quốc lộ@7", "loai='quốc lộ'@7"), ("loai='a@b'@7", "loai='a@b'@7"), ("loai!='@7", "loai!='''@7"),
            ("cap<>1@9", nil), ("cap==1@9", nil), ("cap<=1", nil), ("<=1@9", nil), ("cap<=@9", nil), ("cap@9", nil),
            ("", nil), ("*@x", nil),
        ])
    func rules(text: String, written: String?) throws {
        guard let written else {
            #expect(throws: TileSettings.Fault.malformedRule(text)) { try ZoomRule(text) }
            return
        }
        let rule = try ZoomRule(text)
        #expect(rule.description == written)
        #expect(try ZoomRule(rule.description) == rule)
    }

    @Test("the smallest zoom of the rules that a feature meets; maxZoom when it meets none, and nothing is met by null")
    func minZooms() throws {
        var settings = TileSettings()
        let schema = StoreFixture.schema
        #expect(ZoomRules(settings, schema: schema).areTrivial)
        settings.maxZoom = 15
        settings.zoomRules = try ["so<=0@2", "so<=1@9", "TEN='lớn'@5", "cao!=1@11", "mat=1@0"].map { try ZoomRule($0) }
        var rules = ZoomRules(settings, schema: schema)
        func zoom(_ values: PropertyValue...) -> UInt8 { rules.minZoom(of: values) }
        #expect(zoom(.null, .integer(0), .null) == 2)
        #expect(zoom(.text("lớn"), .integer(0), .null) == 2)
        #expect(zoom(.text("lớn"), .integer(1), .null) == 5)
        #expect(zoom(.null, .real(0.5), .null) == 9)
        #expect(zoom(.null, .text("1"), .null) == 9)
        #expect(zoom(.null, .text("không"), .real(1)) == 15)
        #expect(zoom(.null, .boolean(false), .null) == 2)
        #expect(zoom(.null, .integer(4), .real(2)) == 11)
        #expect(zoom(.null, .null, .null) == 15)
        settings.zoomRules.append(try ZoomRule("*@13"))
        rules = ZoomRules(settings, schema: schema)
        #expect(zoom(.null, .null, .null) == 13)
        #expect(!rules.areTrivial)
    }

    @Test("properties are in tiles from their zoom on, hidden ones in none; nil says that all are")
    func properties() throws {
        let settings = try Self.roads
        #expect(settings.visibleProperties(of: ["TEN", "so", "cao"], atZoom: 11) == [false, true, false])
        #expect(settings.visibleProperties(of: ["TEN", "so", "cao"], atZoom: 12) == [true, true, false])
        #expect(settings.visibleProperties(of: ["TEN", "so"], atZoom: 12) == nil)
        #expect(TileSettings.standard.visibleProperties(of: ["TEN"], atZoom: 0) == nil)
    }

    @Test("fingerprints change with what they stand for, and only then")
    func fingerprints() throws {
        let standard = TileSettings.standard
        var other = standard
        #expect(other.fingerprint == standard.fingerprint && other.fingerprint.count == 16)
        other.hiddenProperties = ["cao"]
        #expect(other.fingerprint != standard.fingerprint && other.buildFingerprint == standard.buildFingerprint)
        other.zoomRules = [try ZoomRule("*@13")]
        #expect(other.buildFingerprint != standard.buildFingerprint)
    }
}
