import Compression
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TileEngine
import Tiling
import VectorTile

/// Vector tiles by XYZ and by OGC paths, and TileJSON.
struct TileRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/tiles/{collectionIds}") { request, context in
            try tileJSON(request, name: context.path("collectionIds"))
        }
        // One pattern serves `/tiles/roads,schools/{z}/{x}/{y}` and `/tiles/WebMercatorQuad/{matrix}/{row}/{column}`:
        // ids are lower case, so the first part decides.
        router.read("/tiles/{collectionIds}/{second}/{third}/{fourth}") { request, context in
            try await services.answer {
                try await tile(
                    request, first: context.path("collectionIds"), second: context.path("second"),
                    third: context.path("third"), fourth: context.path("fourth"))
            }
        }
        router.read("/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}") {
            request, context in
            try Self.checkTileMatrixSet(context.path("tileMatrixSetId"))
            let index = try TileParameters.index(
                matrix: context.path("tileMatrix"), row: context.path("tileRow"), column: context.path("tileCol"))
            return try await services.answer {
                try await tile(request, ids: [context.path("collectionId")], index: index, allowed: [])
            }
        }
    }

    private static func checkTileMatrixSet(_ id: String) throws {
        guard id == TileMatrixSet.webMercatorQuad.id else { throw RequestError.tileMatrixSetNotFound(id) }
    }

    private func tileJSON(_ request: Request, name: String) throws -> Response {
        guard name.hasSuffix(".json") else { throw RequestError.notFound(path: request.uri.path) }
        let inquiry = try Inquiry(request, configuration: services.configuration)
        try inquiry.query.allow([])
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        let collections = try collections(Self.ids(String(name.dropLast(5))))
        let document = TileJSONDocument(
            links: inquiry.links, language: inquiry.language, storeID: services.catalog.storeID)
        return try Answer(document.document(collections)).response(to: request)
    }

    private func tile(
        _ request: Request, first: String, second: String, third: String, fourth: String
    ) async throws -> Response {
        guard first == TileMatrixSet.webMercatorQuad.id else {
            let index = try TileParameters.index(matrix: second, row: fourth, column: third)
            return try await tile(request, ids: Self.ids(first), index: index, allowed: [])
        }
        let index = try TileParameters.index(matrix: second, row: third, column: fourth)
        let query = QueryParameters(request.uri.query)
        let chosen = try query.value("collections").map(Self.ids) ?? services.catalog.collections.map(\.id.name)
        return try await tile(request, ids: chosen, index: index, allowed: ["collections"])
    }

    private func tile(
        _ request: Request, ids: [String], index: TileIndex, allowed: Set<String>
    ) async throws -> Response {
        let query = QueryParameters(request.uri.query)
        try query.allow(allowed.union(["v"]))
        try FormatParameter.requireVectorTile(query, accept: request.headers[.accept])
        let collections = try collections(ids)
        let tileRequest = TileRequest(storeID: services.catalog.storeID, collections: collections, index: index)
        let isCompressed = ContentCoding.acceptsGzip(request.headers)
        let tag = EntityTag(tileRequest.key, isCompressed: isCompressed)
        let state = TileRequest.state(storeID: services.catalog.storeID, collections: collections)
        var headers: HTTPFields = [.eTag: tag.text, .vary: "Accept-Encoding"]
        // A URL that names the state it was made from never changes its content.
        headers[.cacheControl] = try query.value("v") == state ? Answer.immutable : Answer.revalidate
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        let encoded = try await services.tiles.tile(tileRequest)
        headers[.geoSectorFeatures] = Self.counts(encoded)
        guard !encoded.isEmpty else { return Response(status: .noContent, headers: headers) }
        headers[.contentType] = MediaType.vectorTile.value
        if isCompressed { headers[.contentEncoding] = "gzip" }
        let body = isCompressed ? encoded.gzip : try Gzip.decompress(encoded.gzip)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func ids(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// Named twice, a collection is one layer: layer names are unique in a tile (MVT 2.1, 4.1).
    private func collections(_ ids: [String]) throws -> [PublishedCollection] {
        let catalog = services.catalog
        var seen: Set<String> = []
        return try ids.filter { seen.insert($0).inserted }.map { try catalog.collection($0) }
    }

    /// What the tile shows of what it holds, as a structured-fields dictionary (RFC 8941):
    /// `parcels;matched=9870;kept=2314;merged=7556;dropped=0`.
    private static func counts(_ tile: EncodedTile) -> String {
        tile.layers.map { layer in
            let counts = layer.counts
            let unplaced = layer.unplaced > 0 ? ";unplaced=\(layer.unplaced)" : ""
            return "\(layer.collection);matched=\(counts.matched);kept=\(counts.kept);merged=\(counts.merged)"
                + ";dropped=\(counts.dropped)\(unplaced)"
        }.joined(separator: ", ")
    }
}

extension HTTPField.Name {
    static let geoSectorFeatures = HTTPField.Name("GeoSector-Features")!
}
