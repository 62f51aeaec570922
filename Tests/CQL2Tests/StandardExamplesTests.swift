import CQL2
import Foundation
import SimpleFeatures
import TestSupport
import Testing

/// Every example of the standard (21-065r2), in both encodings.
@Suite(.enabled(if: TestData.has("cql2/examples/text"), Comment(rawValue: TestData.absence)))
struct StandardExamplesTests {
    static func files(_ encoding: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: TestData.url("cql2/examples/\(encoding)"), includingPropertiesForKeys: nil
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    @Test("all text examples are read, and written and read again give the same filter")
    func textRoundTrip() throws {
        let files = try Self.files("text")
        #expect(files.count == 120)
        for file in files {
            let filter = try Filter(text: [UInt8](Data(contentsOf: file)))
            #expect(try Filter(text: filter.text) == filter, "\(file.lastPathComponent): \(filter.text)")
            #expect(try Filter(json: filter.json) == filter, "\(file.lastPathComponent)")
            #expect(try Filter(text: filter.text).text == filter.text)
        }
    }

    @Test("all JSON examples are read, and written and read again give the same filter")
    func jsonRoundTrip() throws {
        let files = try Self.files("json")
        #expect(files.count == 109)
        for file in files {
            let filter = try Filter(json: [UInt8](Data(contentsOf: file)))
            #expect(try Filter(json: filter.json.serialized) == filter, "\(file.lastPathComponent)")
            #expect(try Filter(text: filter.text) == filter, "\(file.lastPathComponent): \(filter.text)")
        }
    }

    @Test("the two encodings of an example are one filter")
    func pairsAgree() throws {
        for file in try Self.files("text") {
            let name = file.deletingPathExtension().lastPathComponent.split(separator: "-alt")[0]
            let text = try Filter(text: [UInt8](Data(contentsOf: file)))
            let json = try Filter(json: [UInt8](Data(contentsOf: TestData.url("cql2/examples/json/\(name).json"))))
            #expect(text == json, "\(file.lastPathComponent): \(text.text) and \(json.text)")
        }
    }
}
