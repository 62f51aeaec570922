import Foundation
import GeoStore
import TestSupport
import Testing

@Suite struct SectorFileTests {
    private static let good = """
        sectors:
          - id: transport
            title: { vi: Giao thông, en: Transport }
            department: { vi: Sở Xây dựng, en: Department of Construction }
            colour: "#AA3344"
            icon: signpost
          - id: health
            title: { vi: Y tế, en: Health }
            department: { vi: Sở Y tế, en: Department of Health }
            colour: "#3344aa"
            icon: hospital
        """

    @Test("sectors are read in the order of the file, colours in lower case")
    func reads() throws {
        let sectors = try list(Self.good)
        #expect(sectors == StoreFixture.sectors)
    }

    @Test(
        "a fault is thrown and names the entry",
        arguments: [
            ("health", "transport", "'transport' stands there twice"),
            ("#AA3344", "red", "colour of sector 'transport'"),
        ])
    func faults(find: String, replacement: String, said: String) throws {
        #expect { try list(Self.good.replacing(find, with: replacement)) } throws: { error in
            guard case GeoStoreError.sectorFile(_, let reason) = error else { return false }
            return reason.contains(said)
        }
    }

    @Test("a file that is missing, or is not YAML, throws", arguments: ["sectors: [", "sectors: 7", ""])
    func notYAML(text: String) {
        #expect(throws: GeoStoreError.self) { try list(text) }
        #expect(throws: GeoStoreError.self) { try Sector.list(fromFile: "/no/such/sectors.yaml") }
    }

    private func list(_ text: String) throws -> [Sector] {
        let folder = try TemporaryFolder()
        let path = folder.path("sectors.yaml")
        try Data(text.utf8).write(to: URL(filePath: path))
        return try Sector.list(fromFile: path)
    }
}
