import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// A property of a whole collection in classes.
    @Suite struct ClassesTests {
        private static let stations = "/collections/tram-y-te/classes"

        @Test("numbers are divided over the whole collection, with what is missing, and least, greatest, mean and sum")
        func numbers() async throws {
            let document = try await ServedTests.server.json("\(Self.stations)?property=cao&method=equal&count=4")
            #expect(document["matched"] == 8 && document["missing"] == 0 && document["type"] == "number")
            #expect(document["minimum"]?.number == 0.5 && document["maximum"]?.number == 7.5)
            #expect(document["sum"]?.number == 32 && document["mean"]?.number == 4)
            let classes = try #require(document["classes"]?.array)
            #expect(classes.map { $0["from"]?.number } == [0.5, 2.25, 4, 5.75])
            #expect(classes.map { $0["count"]?.integer } == [2, 2, 2, 2])
            let missing = try await ServedTests.server.json("\(Self.stations)?property=so")
            #expect(missing["missing"] == 1 && missing["method"] == "quantile")
        }

        @Test("values come with how often they occur, the most frequent first, and how many others there are")
        func values() async throws {
            let document = try await ServedTests.server.json("/collections/thua/classes?property=LOAI")
            #expect(document["method"] == "values" && document["distinct"] == 2)
            #expect(document["classes"]?.array?.map { $0["value"]?.string } == ["CLN", "ODT"])
            #expect(document["classes"]?.array?.map { $0["count"]?.integer } == [1250, 1250])
            let names = try await ServedTests.server.json("\(Self.stations)?property=TEN&count=2")
            // One station has an empty name.
            #expect(names["missing"] == 1 && names["distinct"] == 7)
            #expect(names["others"] == ["values": 5, "count": 5])
        }

        @Test("a filter narrows it down")
        func filter() async throws {
            let document = try await ServedTests.server.json(
                "/collections/thua/classes?property=dt&filter=\("LOAI = 'ODT'".encoded)")
            #expect(document["matched"] == 1250)
            #expect(document["classes"]?.array?.count == 1)
        }

        @Test("an empty collection has no classes")
        func empty() async throws {
            let document = try await ServedTests.server.json("/collections/trong/classes?property=TEN")
            #expect(document["matched"] == 0 && document["classes"] == [])
        }

        @Test(
            "what cannot be asked is refused with what could",
            arguments: [
                ("", "property"), ("?property=khong", "property"), ("?property=TEN&method=jenks", "method"),
                ("?property=cao&method=xyz", "method"), ("?property=cao&count=0", "count"),
                ("?property=cao&count=13", "count"), ("?property=TEN&count=51", "count"),
                ("?property=cao&mau=1", "mau"),
                ("?property=cao&filter=khong%3D1", nil),
            ])
        func refused(query: String, parameter: String?) async throws {
            let answer = try await ServedTests.server.get(Self.stations + query)
            #expect(answer.status == 400)
            let told = try answer.json["parameter"]?.string
            if let parameter { #expect(told == parameter) }
        }
    }
}
