import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("Clients that know only the documents") struct ClientPushDownTests {
        static let info = Program("ogrinfo")
        static let absence: Comment = "GDAL is not installed: apt install gdal-bin"

        @Test(
            "GDAL sends conditions that it reads in the API definition, and counts by hits",
            .enabled(if: info != nil, absence))
        func gdal() async throws {
            let server = try QueryTests.server
            let info = try #require(Self.info)
            let condition = "so > 0 AND ten LIKE 'Tr%'"
            let text = try await offPool {
                try info.run(["-ro", "-so", "-where", condition, "OAPIF:\(server.client.base)", "thu"])
            }
            // Those of 6, 14, … 54 whose `so` is above nothing.
            let matching = QueryStore.things.filter {
                if case .text(let name) = $0.values[0], case .integer(let number) = $0.values[1] {
                    return number > 0 && name.hasPrefix("Tr")
                }
                return false
            }
            #expect(text.contains("Feature Count: \(matching.count)"), "\(text)")
            let asked = server.log.lines.compactMap { $0.metadata["path"] }.filter {
                $0.contains("filter-lang=cql-text")
            }
            #expect(asked.contains { $0.contains("LIKE") && $0.contains("resultType=hits") }, "\(asked)")
        }
    }
}
