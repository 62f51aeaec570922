import Foundation
import Testing
import VectorTile

/// mapbox/mvt-fixtures: small tiles, each valid or broken in one way.
@Suite(.enabled(if: TestData.exists("mvt/fixtures"), "the mvt-fixtures are not here"))
struct FixtureTests {
    private struct Info: Decodable {
        struct Validity: Decodable { var v2: Bool }
        var description: String
        var validity: Validity
    }

    static let names: [String] = {
        let folder = TestData.folder.appendingPathComponent("mvt/fixtures").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }()

    /// Valid by their description, yet the same bytes as 003 (no type) and the same fault as 051 (a count far beyond
    /// the parameters), which are not: the specification's MUSTs decide.
    static let contradicted: Set = ["016", "057"]

    @Test(arguments: names)
    func theDecoderAgreesWithTheFixtureOnWhatIsValid(name: String) throws {
        let info = try JSONDecoder().decode(Info.self, from: TestData.data("mvt/fixtures/\(name)/info.json"))
        let bytes = [UInt8](try TestData.data("mvt/fixtures/\(name)/tile.mvt"))
        if info.validity.v2, !Self.contradicted.contains(name) {
            #expect(throws: Never.self, "\(info.description)") { try VectorTileDecoder.decode(bytes) }
        } else {
            #expect(throws: VectorTileError.self, "\(info.description)") { try VectorTileDecoder.decode(bytes) }
        }
    }

    @Test(arguments: [
        ("005", VectorTileRule.tagCountOdd), ("006", .featureTypeUnknown), ("012", .layerVersionUnknown),
        ("015", .layerNameRepeated), ("040", .keyIndexOutside), ("042", .valueIndexOutside),
        ("044", .commandUnexpected), ("046", .lineToWithoutMove), ("047", .closePathCount), ("051", .parametersMissing),
    ])
    func aBrokenFixtureNamesTheRule(name: String, rule: VectorTileRule) throws {
        let bytes = [UInt8](try TestData.data("mvt/fixtures/\(name)/tile.mvt"))
        let error = #expect(throws: VectorTileError.self) { try VectorTileDecoder.decode(bytes) }
        guard case .violation(let broken, _, _) = error else {
            _ = Issue.record("not a broken rule")
            return
        }
        #expect(broken == rule)
        #expect(broken.section.hasPrefix("4."))
    }

    @Test(arguments: names)
    func aTileCutShortOrAlteredIsRefusedOrReadButNeverTraps(name: String) throws {
        let bytes = [UInt8](try TestData.data("mvt/fixtures/\(name)/tile.mvt"))
        for length in bytes.indices { _ = try? VectorTileDecoder.decode(Array(bytes[..<length])) }
        for index in bytes.indices {
            for flip in [0x01, 0x08, 0x80, 0xFF] as [UInt8] {
                var altered = bytes
                altered[index] ^= flip
                _ = try? VectorTileDecoder.decode(altered)
            }
        }
    }

    @Test(.enabled(if: TestData.exists("mvt/real-world/bangkok"))) func tilesOfBangkokAreRead() throws {
        for name in ["12-3191-1889", "12-3192-1889"] {
            let tile = try VectorTileDecoder.decode([UInt8](TestData.data("mvt/real-world/bangkok/\(name).mvt")))
            #expect(!tile.layers.isEmpty)
            #expect(tile.layers.allSatisfy { !$0.features.isEmpty })
        }
    }
}
