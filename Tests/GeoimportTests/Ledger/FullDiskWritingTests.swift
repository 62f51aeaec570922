import FeatureExchange
import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

@Suite(
    "Files on a disk that fills",
    .enabled(if: SmallDisk.isAllowed, "a small disk cannot be mounted here; run as root"), .serialized)
struct FullDiskWritingTests {
    @Test("a file that does not fit is an error and leaves nothing", arguments: FeatureFileFormat.allCases)
    func fileThatDoesNotFit(format: FeatureFileFormat) throws {
        let disk = try SmallDisk(megabytes: 1)
        let path = disk.path("a.\(format.fileExtension)")
        let layer = FeatureFileWriter.Layer(
            name: "a", columns: [.init(name: "t", type: .text)], geometryType: format.holdsGeometries ? .point : nil)
        var random = SplitMix(seed: 3)
        #expect(throws: FeatureWritingError.self) {
            let writer = try FeatureFileWriter(path: path, format: format, layers: [layer])
            for _ in 0..<60_000 {
                // Random digits: a workbook is compressed.
                let text = (0..<6).map { _ in String(random.next(), radix: 36) }.joined()
                try writer.append(
                    geometry: .point(Coordinate(x: random.fraction(), y: random.fraction())), values: [.text(text)])
            }
            try writer.finish()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path("")) == [])
    }

    @Test("what a driver calls an I/O failure is named a full disk", arguments: [true, false])
    func namedReason(isDrawing: Bool) throws {
        let disk = try SmallDisk(megabytes: 1)
        let error = #expect(throws: FeatureWritingError.self) {
            if isDrawing {
                let writer = try DrawingWriter(path: disk.path("a.dxf"), drawingLayer: "a")
                for number in 0..<20_000 { try writer.append(.point(Coordinate(x: Double(number), y: 0.5))) }
                try writer.finish()
            } else {
                let layer = FeatureFileWriter.Layer(name: "a", columns: [], geometryType: .point)
                let writer = try FeatureFileWriter(path: disk.path("a.fgb"), format: .flatGeobuf, layers: [layer])
                for number in 0..<20_000 {
                    try writer.append(geometry: .point(Coordinate(x: Double(number), y: 0.5)), values: [])
                }
                try writer.finish()
            }
        }
        // A drawing is put together at its end, when what it was made of may have left room again.
        let isNamed = "\(String(describing: error))".lowercased().contains("no space left")
        #expect(error != nil && (isDrawing || isNamed), "\(String(describing: error))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path("")) == [])
    }

    @Test("marks that do not fit leave the ledger as it was")
    func marksThatDoNotFit() throws {
        let fixture = try LedgerFixture()
        let disk = try SmallDisk(megabytes: 1)
        let path = disk.path("a.gpkg")
        try FileManager.default.copyItem(atPath: fixture.files.ledger, toPath: path)
        let free = 1_048_576 - (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        try Data(count: max(0, free - 8192)).write(to: URL(filePath: disk.path("filler")))
        let source = try ResubmitSource(path: path)
        let row = try #require(try fixture.rows(path).first)
        #expect(throws: FeatureWritingError.self) {
            try source.mark([(row.mark, .pending(token: String(repeating: "x", count: 400_000)))])
        }
        try FileManager.default.removeItem(atPath: disk.path("filler"))
        #expect(try fixture.rows(path).count == 4)
    }
}
