import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// The examples of the standard, asked of a collection that has their properties.
enum StandardExamples {
    private static let texts: [String: String] = [
        "city": "Toronto", "name": "Smithson", "cityName": "Tokyo", "road_class": "ΟΔΟΣ", "etat_vol": "debarquer",
        "landsat:scene_id": "LC82030282019133LGN00", "eo:instrument": "OLI_TIRS", "beamMode": "", "swathDirection": "",
        "polarization": "", "owner": "Mike Jones", "material": "brick", "geophys:SURVEY_NAME": "Survey of CALCUTTA",
        "layer:ids": #"["layers-us","layers-ca","x"]"#, "values": #"["a","b","c"]"#,
    ]
    private static let reals: [String: Double] = [
        "balance": 151, "depth": 120, "eo:cloud_cover": 0.1, "taxes": 500, "vehicle_height": 4,
        "bridge_clearance": 4.5, "value": 15, "foo": 2, "bar": 6.1234, "x": 1,
    ]
    private static let integers: [String: Int64] = [
        "category": 5, "landsat:wrs_row": 28, "landsat:wrs_path": 203, "floors": 6,
    ]
    private static let moments: [String: String] = [
        "updated_at": "2012-08-10T05:00:00Z", "event_time": "1969-07-20T20:17:40Z",
        "touchdown": "1969-07-20T20:17:40Z", "liftOff": "1969-07-21T17:54:00Z",
        "starts_at": "2005-01-10T01:01:01.393216Z", "ends_at": "2010-02-10T05:29:20.073225Z",
    ]
    private static let days: [String: String] = ["built": "2014-06-30", "updated": "1970-01-01"]

    /// `vi-du`: one feature with values, one without any.
    static func load(into store: Store) throws {
        var columns: [(property: FeatureSchema.Property, value: PropertyValue)] = []
        columns += texts.map { (.init(name: $0.key, type: .text), .text($0.value)) }
        columns += reals.map { (.init(name: $0.key, type: .real), .real($0.value)) }
        columns += integers.map { (.init(name: $0.key, type: .integer), .integer($0.value)) }
        columns += moments.map { (.init(name: $0.key, type: .dateTime), .text($0.value)) }
        columns += days.map { (.init(name: $0.key, type: .date), .text($0.value)) }
        columns.append((.init(name: "swimming_pool", type: .boolean), .integer(1)))
        columns.sort { $0.property.name < $1.property.name }
        let schema = FeatureSchema(properties: columns.map(\.property), geometryType: .point)
        let features = [
            Feature(
                id: FeatureID(1)!, geometry: .point(Coordinate(x: 36.319836, y: 32.288087)),
                values: columns.map(\.value)),
            Feature(id: FeatureID(2)!, geometry: nil, values: columns.map { _ in .null }),
        ]
        try QueryStore.load(features, into: "vi-du", schema: schema, store)
    }
}

extension QueryTests {
    @Suite(.enabled(if: TestData.has("cql2/examples/text"), Comment(rawValue: TestData.absence)))
    struct StandardExampleTests {
        private static func files(_ folder: String) throws -> [URL] {
            try FileManager.default.contentsOfDirectory(
                at: TestData.url("cql2/examples/\(folder)"), includingPropertiesForKeys: nil
            ).sorted { $0.path < $1.path }
        }

        /// What was found, or the parameter at fault.
        private static func ask(_ filter: String, _ language: String) async throws -> String {
            let answer = try await QueryTests.server.client.raw(
                "GET", "/collections/vi-du/items?filter-lang=\(language)&filter=\(QueryTests.encoded(filter))")
            let document = try answer.json
            if answer.status == 200 {
                let ids = document["features"]?.array?.compactMap { $0["id"]?.integer } ?? []
                #expect(document["numberMatched"]?.integer == Int64(ids.count))
                return "\(ids)"
            }
            #expect(answer.status == 400, "\(filter): \(answer.text)")
            #expect(document["parameter"]?.string == "filter")
            return "refused"
        }

        @Test("every example of the standard is answered or refused, in text and in JSON alike")
        func all() async throws {
            var answers: [String: Int] = [:]
            var byName: [String: String] = [:]
            for file in try Self.files("text") {
                let answer = try await Self.ask(String(contentsOf: file, encoding: .utf8), "cql2-text")
                answers[answer, default: 0] += 1
                byName[file.deletingPathExtension().lastPathComponent] = answer
            }
            // `id` is the feature's own here, and no text: one more is refused than where a column has that name.
            #expect(answers.values.reduce(0, +) == 120)
            #expect(answers["[1]"] == 58, "\(answers)")
            #expect((answers["refused"] ?? 0) <= 15, "\(byName.filter { $0.value == "refused" }.keys.sorted())")
            var count = 0
            for file in try Self.files("json") {
                let answer = try await Self.ask(String(contentsOf: file, encoding: .utf8), "cql2-json")
                if let text = byName[file.deletingPathExtension().lastPathComponent] {
                    #expect(answer == text, "\(file.lastPathComponent)")
                }
                count += 1
            }
            #expect(count == 109)
        }
    }
}
