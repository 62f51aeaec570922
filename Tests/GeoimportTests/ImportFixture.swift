import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// A store of one test's own, and files to load into it.
final class ImportFixture {
    let folder: TemporaryFolder
    let storePath: String
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        storePath = folder.path("store.sqlite")
        try Self.template.get().write(to: URL(filePath: storePath))
        store = try Store(path: storePath, access: .readWrite)
    }

    /// Making SpatiaLite's metadata takes most of a second: it is done once and copied.
    private static let template = Result<Data, any Error> {
        let folder = try TemporaryFolder()
        let path = folder.path("template.sqlite")
        let sectors = try Sector.list(fromFile: TestData.packageRoot.appending(path: "data/sectors.yaml").path)
        try Store.create(path: path, sectors: sectors).close()
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Writes a file of the test's own.
    func file(_ name: String, _ text: String) throws -> String {
        let path = folder.path(name)
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    func copy(_ path: String, as name: String) throws {
        try FileManager.default.copyItem(atPath: path, toPath: folder.path(name))
    }

    /// A GeoJSON file; each feature is a geometry and properties, both as JSON.
    func geoJSON(_ name: String, _ features: [(geometry: String, properties: String)]) throws -> String {
        let members = features.map {
            #"{"type":"Feature","properties":\#($0.properties),"geometry":\#($0.geometry)}"#
        }
        return try file(name, #"{"type":"FeatureCollection","features":[\#(members.joined(separator: ",\n"))]}"#)
    }

    /// By the lists of the repository, wherever the tests run.
    static func units(_ store: Store? = nil) -> UnitPlaces {
        UnitPlaces(store: store, home: HomeFolder(environment: ["GEOSECTOR_HOME": TestData.packageRoot.path]))
    }

    static func request(_ file: String, _ change: (inout ImportRequest) -> Void = { _ in }) -> ImportRequest {
        var request = ImportRequest(file: file, sector: "land", mode: .create)
        change(&request)
        return request
    }

    static func plan(_ file: String, _ change: (inout ImportRequest) -> Void = { _ in }) throws -> ImportPlan {
        try ImportPlan(request(file, change), interruption: Interruption(), units: units())
    }

    @discardableResult
    func load(
        _ file: String, limit: RejectLimit = .standard, isRehearsal: Bool = false,
        _ change: (inout ImportRequest) -> Void = { _ in }
    ) throws -> ImportReport {
        let interruption = Interruption()
        let units = Self.units(store)
        let request = Self.request(file) {
            $0.limit = limit
            change(&$0)
        }
        let plan = try ImportPlan(request, interruption: interruption, units: units)
        let importer = Importer(
            plan: plan, store: store, request: request, interruption: interruption, progress: { _ in })
        do { return try importer.run(isRehearsal: isRehearsal) } catch let refused as ImportRefused {
            throw refused.reason
        }
    }

    func collection(_ id: String) throws -> PublishedCollection { try store.catalog().collection(id) }

    /// In the order of their ids.
    func features(_ id: String) throws -> [Feature] {
        var features: [Feature] = []
        try store.forEachFeature(of: try collection(id), matching: FeatureQuery()) { features.append($0) }
        return features
    }

    /// The values of one text column, null as nil.
    func texts(_ column: String, of id: String) throws -> [String?] {
        let index = try #require(try collection(id).schema.properties.firstIndex { $0.name == column })
        return try features(id).map { feature in
            guard case .text(let text) = feature.values[index] else { return nil }
            return text
        }
    }

    /// What a sound store says to `verify`: nothing.
    func problems() throws -> [String] { try store.verify().problems.map { "\($0.check): \($0.problem ?? "")" } }
}

extension TestData {
    static var exist: Bool { has("odd") }
    static func path(_ name: String) -> String { url(name).path }
}

extension ImportReport {
    func count(of code: String) -> Int { issues[code]?.count ?? 0 }
    var counts: [String: Int] { issues.mapValues(\.count) }
}
