internal import Foundation
internal import FoundationNetworking
internal import SimpleFeatures

/// Fetches the keys of an issuer: its discovery document, then the set that it names.
struct IssuerClient: Sendable {
    enum Fault: Error, Hashable {
        case status(Int, url: String)
        case notJSON(url: String)
        case tooLong(url: String)
        /// Somebody else's document.
        case otherIssuer(String)
        case noKeys
        case unsafeAddress(String)
    }

    /// Sets of keys have some kilobytes.
    private static let longest = 1 << 20

    let settings: TokenSettings
    private let session: URLSession

    init(settings: TokenSettings) {
        self.settings = settings
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = settings.patience
        configuration.timeoutIntervalForResource = 2 * settings.patience
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    /// - Throws: `Fault`, `URLError`.
    func keys() async throws -> [IssuerKey] {
        let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let document = try await json(base + "/.well-known/openid-configuration")
        guard document["issuer"]?.string == settings.issuer else {
            throw Fault.otherIssuer(document["issuer"]?.string ?? "")
        }
        let set = try await json(document["jwks_uri"]?.string ?? "")
        let keys = (set["keys"]?.array ?? []).compactMap { IssuerKey($0) }
        guard !keys.isEmpty else { throw Fault.noKeys }
        return keys
    }

    private func json(_ address: String) async throws -> JSONValue {
        guard let url = URL(string: address), TokenSettings.isSafe(url) else { throw Fault.unsafeAddress(address) }
        let (data, response) = try await session.data(from: url)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else { throw Fault.status(status, url: address) }
        guard data.count <= Self.longest else { throw Fault.tooLong(url: address) }
        do { return try JSONReader.read(Array(data)) } catch { throw Fault.notJSON(url: address) }
    }

    /// A redirect could lead to anybody's keys.
    private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
