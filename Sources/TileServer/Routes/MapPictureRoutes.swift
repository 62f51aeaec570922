import GeoStore
import HTTPTypes
import Hummingbird
import Reprojection
import SimpleFeatures

/// Maps as pictures (OGC API Maps 1, OGC 20-058). The page of `/map` is `MapRoutes`'.
struct MapPictureRoutes: Sendable {
    let services: Services
    private let transforms = TransformPool()

    init(services: Services) { self.services = services }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        for place in MapPlace.allCases where place != .dataset {
            router.read("\(place.rawValue)") { request, context in try await picture(place, request, context) }
        }
    }

    func picture(
        _ place: MapPlace, _ request: Request, _ context: ServerRequestContext
    ) async throws -> Response {
        try await services.answer {
            let inquiry = try await Inquiry(request, context, services)
            let origin = try place.origin(inquiry, context, services, allowed: MapPictureParameters.names)
            let map = try MapPictureParameters(
                inquiry.query, of: origin.content, extent: extent(of: origin, in: inquiry.catalog),
                limit: services.configuration.mapSize,
                format: PictureNegotiation.format(inquiry.query, accept: request.headers[.accept]),
                transforms: transforms)
            let picture = try await services.maps.picture(map.order, in: inquiry.catalog)
            return PictureAnswer(
                picture: picture, headers: try Self.headers(map.order.envelope), vary: PictureNegotiation.vary
            ).response(to: request)
        }
    }

    /// A point has no area: it is shown with what is around it.
    private func extent(of origin: MapOrigin, in catalog: Catalog) -> Envelope {
        guard let extent = MapExtents.envelope(of: origin.collections(in: catalog)) else {
            return services.configuration.homeBounds
        }
        return extent.width > 0 && extent.height > 0 ? extent : extent.expanded(by: Self.surroundings)
    }

    /// Degrees: some hundred metres.
    private static let surroundings = 0.005

    /// Where the picture lies (OGC 20-058, requirement `map-response`), with the axes as the authority has them.
    private static func headers(_ envelope: Envelope) throws -> HTTPFields {
        let box =
            try CRSAxes.of(envelope.crs).isNorthFirst
            ? [envelope.minY, envelope.minX, envelope.maxY, envelope.maxX]
            : [envelope.minX, envelope.minY, envelope.maxX, envelope.maxY]
        return [
            .contentCRS: "<\(envelope.crs.uri)>",
            .contentBBox: box.map { ServiceElement.decimal($0, decimals: 9) }.joined(separator: ","),
        ]
    }
}

extension HTTPField.Name {
    /// OGC 20-058.
    static let contentBBox = HTTPField.Name("Content-Bbox")!
}
