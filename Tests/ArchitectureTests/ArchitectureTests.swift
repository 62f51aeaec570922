import Foundation
import TestSupport
import Testing

/// The shape of the house, held by the text of the sources: SwiftPM alone lets a transitive import through.
@Suite struct ArchitectureTests {
    @Test("every import stands in the table")
    func importsStandInTheTable() throws {
        let tree = try SourceTree()
        #expect(!tree.files.isEmpty)
        for file in tree.files {
            let allowed = try #require(ImportTable.allowed[file.module], "\(file.module) is not in the table")
            for name in file.imports where !ImportTable.everywhere.contains(name) {
                #expect(allowed.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    @Test("each C module has one importer, and nothing but a module map and a shim")
    func oneImporterOfEachCModule() throws {
        let tree = try SourceTree()
        let modules = try SourceTree.cModules()
        #expect(!modules.isEmpty)
        for module in modules {
            let importers = Set(tree.files.filter { $0.imports.contains(module) }.map(\.module))
            #expect(importers.count <= 1, "\(module) is imported by \(importers.sorted())")
            let content = try FileManager.default.contentsOfDirectory(
                atPath: TestData.packageRoot.appending(path: "Sources/\(module)").path)
            #expect(Set(content) == ["module.modulemap", "shim.h"], "Sources/\(module) holds \(content.sorted())")
        }
    }

    @Test("arrows go down only: nothing imports a program")
    func nothingImportsAProgram() throws {
        for file in try SourceTree().files {
            for program in ["TileServer", "geoimport"] {
                #expect(!file.imports.contains(program), "\(file.path) imports \(program)")
            }
        }
    }

    @Test("no file is longer than 400 lines")
    func filesAreShort() throws {
        for file in try SourceTree().files {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines: look for the second noun")
        }
    }

    @Test("no page of the documents has marks of a merge that was not finished", arguments: ["docs", "README.md"])
    func documentsAreMerged(place: String) throws {
        let mark = /^(?:<{7}|={7}$|>{7})/.anchorsMatchLineEndings()
        let root = TestData.packageRoot.appending(path: place)
        let pages = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        for page in pages.isEmpty ? [root] : pages.map({ root.appending(path: $0) }) where page.pathExtension == "md" {
            #expect(try String(contentsOf: page, encoding: .utf8).firstMatch(of: mark) == nil, "\(page.path)")
        }
    }

    @Test("no module holds a type of its own name, which would hide the module")
    func noTypeNamedAsItsModule() throws {
        for file in try SourceTree().files {
            let declaration = try Regex(#"\b(?:struct|class|enum|actor|protocol)\s+\#(file.module)\b"#)
            for line in file.lines {
                #expect(line.firstMatch(of: declaration) == nil, "\(file.path): \(line)")
            }
        }
    }

    @Test("SQL is written in GeoStore, TileArchive and Accounts only")
    func sqlStaysInItsRoom() throws {
        let statement = /"\s*(?:SELECT |INSERT INTO |UPDATE \w+ SET|DELETE FROM |CREATE TABLE |PRAGMA )/
        for file in try SourceTree().files where !["GeoStore", "TileArchive", "Accounts"].contains(file.module) {
            for line in file.lines {
                #expect(line.firstMatch(of: statement) == nil, "\(file.path): \(line)")
            }
        }
    }

    @Test(
        "an import is found however it is written",
        arguments: [
            ("import Foundation", "Foundation"), ("internal import GRDB", "GRDB"),
            ("public import struct Foundation.Data", "Foundation"),
            ("@testable import GeoStore", "GeoStore"), ("@preconcurrency internal import CGDAL  // why", "CGDAL"),
            ("    import Glibc", "Glibc"), ("@_exported public import class Module.Type", "Module"),
        ])
    func importLines(line: String, module: String) {
        #expect(SourceTree.File(module: "", path: "", lines: [line[...]]).imports == [module])
    }

    @Test(
        "a word that only looks like an import is none",
        arguments: ["// import Foundation", "important Foo", "let import = 1"])
    func noImportLines(line: String) {
        #expect(SourceTree.File(module: "", path: "", lines: [line[...]]).imports.isEmpty)
    }
}
