import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// A server on which programs of this machine may edit.
enum EditingFixture {
    static func run<Result: Sendable>(
        _ configure: (inout ServerConfiguration) -> Void = { _ in }, editAccess: EditAccess? = nil,
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        var configuration = ServerConfiguration()
        configuration.editing = .local
        configure(&configuration)
        return try await TestServer.run(configuration, editAccess: editAccess, body)
    }

    static let stations = "/collections/tram-y-te/items"

    /// A Feature of `tram-y-te` as text.
    static func station(_ name: String, _ place: String = "[108.05,13.95]", number: Int = 1) -> String {
        """
        {"type":"Feature","geometry":{"type":"Point","coordinates":\(place)},
         "properties":{"TEN":"\(name)","so":\(number),"cao":2.5,"mo":true,"ngay":"2026-01-31"}}
        """
    }
}

extension TestServer {
    func send(
        _ method: String, _ target: String, _ body: String = "", type: String = "application/geo+json",
        headers: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        var headers = headers
        if !body.isEmpty { headers["Content-Type"] = headers["Content-Type"] ?? type }
        return try await client.raw(method, target, headers: headers, body: Array(body.utf8))
    }

    func tag(_ target: String) async throws -> String { try #require(try await get(target)["etag"]) }
}
