internal import Foundation
internal import Yams

/// The services of a file:
///
///     - id: dia-hinh
///       type: wms                       # wms, wmts, xyz
///       url: https://example.vn/wms
///       title_vi: Địa hình
///       title_en: Terrain
///       attribution: Cục Đo đạc, Bản đồ và Thông tin địa lý
///       layers: [dem, hillshade]        # those that may be shown; all without it
public struct ExternalServiceList: Hashable, Sendable {
    /// What is wrong with the file.
    public enum Fault: Error, Hashable, Sendable {
        case unreadable(path: String, reason: String)
        case invalid(entry: String, key: String, expected: String)
    }

    public let services: [ExternalService]

    public static let none = ExternalServiceList(services: [])

    private init(services: [ExternalService]) { self.services = services }

    public func service(_ id: String) -> ExternalService? { services.first { $0.id == id } }

    /// - Throws: `Fault`, naming the entry and its key.
    public init(path: String) throws(Fault) {
        let loaded: Any?
        do { loaded = try Yams.load(yaml: String(contentsOfFile: path, encoding: .utf8)) } catch {
            throw .unreadable(path: path, reason: String(describing: error))
        }
        guard let entries = (loaded ?? []) as? [Any] else {
            throw .unreadable(path: path, reason: "it is not a list of services, each beginning with '- id: …'")
        }
        var services: [ExternalService] = []
        for (index, entry) in entries.enumerated() {
            let service = try Self.service(entry, number: index + 1)
            guard !services.contains(where: { $0.id == service.id }) else {
                throw .invalid(entry: service.id, key: "id", expected: "an id that no other service has")
            }
            services.append(service)
        }
        self.services = services
    }

    private static let keys = ["id", "type", "url", "title_vi", "title_en", "attribution", "layers"]

    private static func service(_ entry: Any, number: Int) throws(Fault) -> ExternalService {
        guard let members = entry as? [String: Any] else {
            throw .invalid(entry: "number \(number)", key: "", expected: "lines of 'key: value'")
        }
        let name = members["id"] as? String ?? "number \(number)"
        func invalid(_ key: String, _ expected: String) -> Fault {
            .invalid(entry: name, key: key, expected: expected)
        }
        if let stranger = members.keys.sorted().first(where: { !keys.contains($0) }) {
            throw invalid(stranger, "one of \(keys.joined(separator: ", "))")
        }
        guard let id = members["id"] as? String, id.wholeMatch(of: /[a-z][a-z0-9_-]{0,63}/) != nil else {
            throw invalid("id", "small letters, digits, - and _, beginning with a letter")
        }
        guard let kind = (members["type"] as? String).flatMap(ExternalService.Kind.init(rawValue:)) else {
            throw invalid("type", "one of \(ExternalService.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let address = members["url"] as? String, isAddress(address, of: kind) else {
            throw invalid(
                "url", kind == .xyz ? "an http or https address with {z}, {x} and {y}" : "an http or https address")
        }
        let title = members["title_vi"] as? String ?? members["title_en"] as? String ?? id
        let layers = (members["layers"] ?? [String]()) as? [Any]
        guard let layers, kind != .xyz || layers.isEmpty else { throw invalid("layers", "a list of names of layers") }
        return ExternalService(
            id: id, kind: kind, address: address, titles: (title, members["title_en"] as? String ?? title),
            attribution: members["attribution"] as? String ?? "", layers: layers.map { "\($0)" })
    }

    private static func isAddress(_ text: String, of kind: ExternalService.Kind) -> Bool {
        let places = ["{z}", "{x}", "{y}"]
        guard kind != .xyz || places.allSatisfy(text.contains) else { return false }
        let plain = places.reduce(text) { $0.replacing($1, with: "0") }
        guard let url = URL(string: plain), let scheme = url.scheme, url.host != nil, url.user == nil else {
            return false
        }
        return ["http", "https"].contains(scheme) && url.fragment == nil
    }
}
