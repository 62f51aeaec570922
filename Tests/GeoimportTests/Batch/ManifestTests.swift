import Foundation
import TestSupport
import Testing

@testable import geoimport

struct ManifestTests {
    private static func read(_ text: String) throws -> Manifest {
        let folder = try TemporaryFolder()
        let path = folder.path("gialai.yaml")
        try Data(text.utf8).write(to: URL(filePath: path))
        return try ManifestReader.read(path)
    }

    /// What is wrong with a manifest, without its path.
    private static func fault(_ text: String) -> String {
        do {
            _ = try read(text)
            return "nothing"
        } catch {
            return ErrorText.sentence(error).replacing(/^.*gialai\.yaml/, with: "")
        }
    }

    @Test("settings become the options of load, defaults first, a source's own word last")
    func options() throws {
        let manifest = try Self.read(
            """
            store: gialai.sqlite
            defaults:
              max-rejected: 5%
              encoding: tcvn3
            sources:
              - file: giao thông/đường.shp
                sector: transport
                key: MA
                encoding: {TEN: vni, GHI_CHU: utf-8}
                fields: [MA, TEN]
                mode: update
              - folder: hop_thu
                pattern: "*.zip"
                sector: education
                max-rejected: 10
            """)
        #expect(manifest.store == "gialai.sqlite")
        let entries = manifest.entries
        #expect(
            entries.map(\.location) == [.file("giao thông/đường.shp"), .folder("hop_thu", pattern: "*.zip")])
        #expect(
            entries[0].options == [
                "--sector=transport", "--encoding=TEN=vni", "--encoding=GHI_CHU=utf-8", "--fields=MA", "--fields=TEN",
                "--key=MA", "--update", "--max-rejected=5%",
            ])
        #expect(entries[1].options == ["--sector=education", "--encoding=tcvn3", "--max-rejected=10"])
        #expect(entries.map(\.line) == [6, 12])
    }

    @Test("numbers, percentages and words that YAML takes for truth values stay as they are written")
    func scalars() throws {
        let manifest = try Self.read(
            "sources: [{file: 1.shp, sector: land, collection: no, source-crs: EPSG:9218, layer: 0012}]")
        #expect(
            manifest.entries[0].options == [
                "--sector=land", "--collection=no", "--layer=0012", "--source-crs=EPSG:9218",
            ])
    }

    @Test(
        "what is wrong is named with its line and what would be right",
        arguments: [
            ("sources:\n  - file: a.shp\n    sectr: land", ", line 3: unknown key 'sectr'"),
            ("store: x\nsource: []", ", line 2: unknown key 'source'; keys: store, defaults, sources"),
            ("sources:\n  - file: a.shp", ", line 2: 'sector' is missing"),
            ("sources:\n  - sector: land", ", line 2: 'file' is missing"),
            ("sources:\n  - sector: land\n    file: a\n    folder: b", "line 2: a source must be either"),
            ("sources:\n  - sector: land\n    folder: b\n    collection: c", "line 2: 'collection' of a folder"),
            ("sources:\n  - sector: land\n    file: b\n    mode: overwrite", "line 4: 'mode' must be create, replace"),
            ("sources: {a: b}", "line 1: 'sources' must be a list"),
            ("sources: []", " names no source"),
            ("", " names no source"),
            ("store: [1", " cannot be read"),
            ("sources:\n  - file: [a]\n    sector: land", "line 2: 'file' must be a text"),
        ])
    func faults(text: String, expected: String) {
        let fault = Self.fault(text)
        #expect(fault.contains(expected), "\(fault)")
    }
}
