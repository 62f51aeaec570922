import Foundation
import FoundationXML
import GeoStore
import Logging
import NIOPosix
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What map services read, without a server around it.
struct MapFixture {
    let layers: MapLayers

    /// Of the sample store, with the repository's own styles.
    init() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let store = try Store(path: SampleStore.copy(into: folder), access: .readOnly)
        let styles = StyleLibrary(
            folder: TestData.packageRoot.appending(path: "styles").path,
            executor: ThreadPoolExecutor(pool: NIOThreadPool(numberOfThreads: 1)), logger: Logger(label: "maps"))
        layers = MapLayers(catalog: try store.catalog(), styles: styles)
        try store.close()
    }

    func map(_ query: String, version: WMSVersion = .v130) throws -> GetMapParameters {
        try GetMapParameters(ServiceParameters(query), version: version, layers: layers, limit: MapSize())
    }
}

/// An XML document as a parser that is not ours reads it.
struct XMLText {
    private let document: XMLDocument

    init(_ bytes: [UInt8]) throws { document = try XMLDocument(data: Data(bytes)) }

    /// Texts of the nodes on a path, where `layer` stands for an element of that name in whatever namespace.
    func texts(_ path: String) throws -> [String] {
        let steps = path.replacing(/(?<axis>\/+)(?<name>[A-Za-z_]+)/) { match in
            "\(match.output.axis)*[local-name()='\(match.output.name)']"
        }
        return try document.nodes(forXPath: steps).map { $0.stringValue ?? "" }
    }

    func text(_ path: String) throws -> String? { try texts(path).first }
}

extension TestServer {
    func xml(_ target: String) async throws -> XMLText {
        let answer = try await client.raw("GET", target)
        #expect(answer.status == 200)
        return try XMLText(answer.body)
    }
}
