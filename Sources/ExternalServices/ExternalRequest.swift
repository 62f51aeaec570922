internal import Foundation

/// What one of our addresses asks of a service.
public struct ExternalRequest: Hashable, Sendable {
    /// Why a service is not asked.
    public enum Fault: Error, Hashable, Sendable {
        case parameter(String, value: String, expected: String)
    }

    /// Of the service.
    public let address: String

    /// Names that WMS 1.1.1, 1.3.0 and WMTS 1.0.0 have; others could be meant for something else behind the address.
    private static let allowed: Set<String> = [
        "service", "request", "version", "layers", "layer", "styles", "style", "srs", "crs", "bbox", "width", "height",
        "format", "transparent", "bgcolor", "exceptions", "time", "elevation", "query_layers", "info_format",
        "feature_count", "i", "j", "x", "y", "tilematrixset", "tilematrix", "tilerow", "tilecol", "dpi",
        "map_resolution",
        "format_options", "sld_version",
    ]
    private static let operations: Set<String> = [
        "getcapabilities", "getmap", "getfeatureinfo", "getlegendgraphic", "gettile",
    ]

    /// Of a service that is asked with parameters.
    /// - Throws: `Fault` for a parameter or a layer that is not allowed.
    public init(_ service: ExternalService, parameters: [(name: String, value: String)]) throws(Fault) {
        var components = URLComponents(string: service.address) ?? URLComponents()
        var items = components.queryItems ?? []
        for parameter in parameters {
            let name = parameter.name.lowercased()
            guard Self.allowed.contains(name) else {
                throw .parameter(
                    parameter.name, value: parameter.value,
                    expected: "a parameter of WMS or WMTS: \(Self.allowed.sorted().joined(separator: ", "))")
            }
            if name == "request", !Self.operations.contains(parameter.value.lowercased()) {
                throw .parameter(
                    parameter.name, value: parameter.value,
                    expected: "GetCapabilities, GetMap, GetFeatureInfo, GetLegendGraphic or GetTile")
            }
            if ["layers", "layer", "query_layers"].contains(name), !service.layers.isEmpty {
                let strangers = parameter.value.split(separator: ",").filter { !service.layers.contains(String($0)) }
                if let stranger = strangers.first {
                    throw .parameter(
                        parameter.name, value: String(stranger),
                        expected: "one of \(service.layers.joined(separator: ", "))")
                }
            }
            items.removeAll { $0.name.lowercased() == name }
            items.append(URLQueryItem(name: parameter.name, value: parameter.value))
        }
        components.queryItems = items
        // A plus sign means a blank there.
        components.percentEncodedQuery = components.percentEncodedQuery?.replacing("+", with: "%2B")
        address = components.string ?? service.address
    }

    /// Of a service of tiles.
    public init(_ service: ExternalService, z: Int, x: Int, y: Int) {
        address = service.address.replacing("{z}", with: "\(z)").replacing("{x}", with: "\(x)")
            .replacing("{y}", with: "\(y)")
    }
}
