import CQL2
import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// The examples of the standard in a store that has the properties they ask for.
@Suite(.enabled(if: TestData.has("cql2/examples/text"), Comment(rawValue: TestData.absence)))
struct StandardExamplesRunTests {
    private static let schema: FeatureSchema = {
        let columns: [(FeatureSchema.PropertyType, [String])] = [
            (
                .text,
                [
                    "city", "name", "cityName", "road_class", "etat_vol", "landsat:scene_id", "eo:instrument",
                    "beamMode",
                    "swathDirection", "polarization", "owner", "material", "geophys:SURVEY_NAME", "id", "layer:ids",
                    "values",
                ]
            ),
            (
                .real,
                [
                    "balance", "depth", "eo:cloud_cover", "taxes", "vehicle_height", "bridge_clearance", "value", "foo",
                    "bar", "x",
                ]
            ),
            (.integer, ["category", "landsat:wrs_row", "landsat:wrs_path", "floors"]), (.boolean, ["swimming_pool"]),
            (.date, ["built", "updated"]),
            (.dateTime, ["updated_at", "event_time", "touchdown", "liftOff", "starts_at", "ends_at"]),
        ]
        return FeatureSchema(
            properties: columns.flatMap { type, names in names.map { .init(name: $0, type: type) } },
            geometryType: .point)
    }()

    private static let values: [String: PropertyValue] = [
        "city": .text("Toronto"), "name": .text("Smithson"), "cityName": .text("Tokyo"), "road_class": .text("ΟΔΟΣ"),
        "etat_vol": .text("debarquer"), "landsat:scene_id": .text("LC82030282019133LGN00"),
        "eo:instrument": .text("OLI_TIRS"),
        "owner": .text("Mike Jones"), "material": .text("brick"), "geophys:SURVEY_NAME": .text("Survey of CALCUTTA"),
        "id": .text("fa7e1920-9107-422d-a3db-c468cbc5d6df"), "layer:ids": .text(#"["layers-us","layers-ca","x"]"#),
        "values": .text(#"["a","b","c"]"#), "balance": .real(151), "depth": .real(120), "eo:cloud_cover": .real(0.1),
        "taxes": .real(500), "vehicle_height": .real(4), "bridge_clearance": .real(4.5), "value": .real(15),
        "foo": .real(2),
        "bar": .real(6.1234), "x": .real(1), "category": .integer(5), "landsat:wrs_row": .integer(28),
        "landsat:wrs_path": .integer(203), "floors": .integer(6), "swimming_pool": .boolean(true),
        "built": .text("2014-06-30"), "updated": .text("1970-01-01"), "updated_at": .text("2012-08-10T05:00:00Z"),
        "event_time": .text("1969-07-20T20:17:40Z"), "touchdown": .text("1969-07-20T20:17:40Z"),
        "liftOff": .text("1969-07-21T17:54:00Z"), "starts_at": .text("2005-01-10T01:01:01.393216Z"),
        "ends_at": .text("2010-02-10T05:29:20.073225Z"),
    ]

    @Test("examples find the feature they are true of, and none where everything is null")
    func run() throws {
        let fixture = try StoreFixture()
        let definition = try StoreFixture.definition("examples", crs: .crs84, schema: Self.schema)
        try fixture.store.load(definition, mode: .create) { writer in
            try writer.append(
                geometry: .point(Coordinate(x: 36.319836, y: 32.288087)),
                values: Self.schema.properties.map { Self.values[$0.name] ?? .null })
            try writer.append(geometry: nil, values: Self.schema.properties.map { _ in .null })
            return Provenance(source: "test.shp", sourceCRS: .crs84)
        }
        let collection = try fixture.collection("examples")
        var found: [String: Set<String>] = [:]
        for file in try FileManager.default.contentsOfDirectory(
            at: TestData.url("cql2/examples/text"), includingPropertiesForKeys: nil)
        {
            var query = FeatureQuery()
            query.filter = try Filter(text: [UInt8](Data(contentsOf: file)))
            let name = file.deletingPathExtension().lastPathComponent
            do {
                var ids: [String] = []
                try fixture.store.forEachFeature(of: collection, matching: query) { ids.append($0.id.description) }
                found[ids.joined(separator: " "), default: []].insert(name)
            } catch is FilterError {
                found["refused", default: []].insert(name)
            }
        }
        for (ids, names) in Self.expected {
            #expect(found[ids]?.sorted() == names.split(whereSeparator: \.isWhitespace).map(String.init), "\(ids)")
        }
        #expect(found.values.reduce(0) { $0 + $1.count } == 120)
    }

    /// The ids found, and the examples that find them; the others find nothing.
    private static let expected = [
        (
            "1",
            """
            clause6_02a clause6_02c clause6_02d clause6_03 clause7_01 clause7_02 clause7_03a clause7_03b clause7_04
            clause7_05 clause7_07 clause7_12 clause7_13 clause7_15 clause7_19 example01 example02 example05a example05b
            example06a example06b example09 example10 example11 example12 example14 example15 example16 example17
            example18 example20 example21 example26 example27 example28 example29 example32 example34 example36
            example36-alt01 example37 example42 example42-alt01 example43 example43-alt01 example45 example47 example53
            example54 example54-alt01 example60 example61 example63 example72 example74 example77 example78 example79
            example80
            """
        ),
        // Of the second everything is null: what is true of constants, and what asks for null.
        ("2", "example41"), ("1 2", "clause7_16 clause7_17 example44 example44-alt01"),
        // Functions and properties that are not there; a number compared with a text.
        (
            "refused",
            """
            clause6_01 clause6_02b clause7_10 clause7_18 example03 example07 example08 example23 example40 example40-alt01
            example68 example69
            """
        ),
    ]
}
