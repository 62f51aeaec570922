public import Foundation
internal import FoundationNetworking

/// Asks the services of others, and hands on what a map needs: pictures and documents, never pages or programs.
public struct ExternalClient: Sendable {
    public enum Fault: Error, Hashable, Sendable {
        /// Of the service.
        case status(Int)
        case type(String)
        case tooLong(limit: Int)
        case unreachable(String)
    }

    public struct Reply: Sendable {
        public let bytes: [UInt8]
        /// One of `types`.
        public let type: String
    }

    /// What browsers draw or read, and cannot run.
    public static let types: Set<String> = [
        "image/png", "image/jpeg", "image/webp", "image/gif", "application/json", "application/geo+json", "text/xml",
        "application/xml", "application/vnd.ogc.wms_xml", "application/vnd.ogc.se_xml", "application/gml+xml",
        "text/plain",
    ]
    /// Capabilities of large services have some megabytes.
    public static let longest = 16 << 20

    private let session: URLSession

    /// - Parameter patience: seconds that a service has for its answer.
    public init(patience: TimeInterval = 20) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = patience
        configuration.timeoutIntervalForResource = 2 * patience
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        configuration.httpAdditionalHeaders = ["User-Agent": "GeoSector"]
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    /// - Throws: `Fault`. A redirect is a status: it could lead anywhere.
    public func reply(to request: ExternalRequest) async throws -> Reply {
        guard let url = URL(string: request.address) else { throw Fault.unreachable("its address is none") }
        let (data, response): (Data, URLResponse)
        do { (data, response) = try await session.data(from: url) } catch {
            throw Fault.unreachable((error as? URLError).map { "\($0.code.rawValue)" } ?? "\(type(of: error))")
        }
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else { throw Fault.status(status) }
        let type = (response.mimeType ?? "").lowercased()
        guard Self.types.contains(type) else { throw Fault.type(type) }
        guard data.count <= Self.longest else { throw Fault.tooLong(limit: Self.longest) }
        return Reply(bytes: Array(data), type: type)
    }

    private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
