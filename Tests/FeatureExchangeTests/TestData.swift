import FeatureExchange
import Foundation
import SimpleFeatures
import VietnameseText

/// Real data beside the package, or where GEOSECTOR_TESTDATA says.
enum TestData {
    static let folder: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["GEOSECTOR_TESTDATA"].map { URL(filePath: $0) }
        return (named ?? root.appending(path: "../shared/data")).standardizedFileURL
    }()

    static var exist: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "odd").path) }

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func source(_ name: String) throws -> VectorSource { try VectorSource(path: path(name)) }

    /// Every feature of the only layer.
    static func features(
        _ name: String, options: FeatureReader.Options = FeatureReader.Options()
    ) throws -> [SourceFeature] {
        let source = try source(name)
        return try features(source, source.layer(), options: options)
    }

    static func features(
        _ source: VectorSource, _ layer: SourceLayer, options: FeatureReader.Options = FeatureReader.Options()
    ) throws -> [SourceFeature] {
        let reader = try source.reader(for: layer, options: options)
        var features: [SourceFeature] = []
        while let feature = try reader.next() { features.append(feature) }
        return features
    }

    /// What the importer will pass: our own decoder of Vietnamese text.
    static func decoder(_ reading: ByteReading) -> TextDecoder {
        { bytes in
            guard let decoded = reading.decode([UInt8](bytes)) else { return SourceText("", undecodableBytes: 1) }
            return SourceText(decoded.text, undecodableBytes: decoded.undecodableOffsets.count)
        }
    }

    /// Rows of a CSV without quotes, by column name.
    static func table(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOfFile: path(name), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }
}

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "geosector-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    @discardableResult
    func write(_ text: String, as name: String) throws -> String {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Copies `stem.*` of the real data under another stem and suffixes changed by `rename`.
    func copy(_ stem: String, suffixes: [String], as name: String) throws {
        for suffix in suffixes {
            try FileManager.default.copyItem(
                atPath: TestData.path("\(stem).\(suffix.lowercased())"),
                toPath: url.appending(path: "\(name).\(suffix)").path)
        }
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

extension SourceFeature {
    func text(_ name: String, in layer: SourceLayer) -> String? {
        guard let index = layer.fields.firstIndex(where: { $0.name == name }), case .text(let text) = values[index]
        else { return nil }
        return text
    }
}
