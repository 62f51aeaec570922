import CQL2
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures
import TileEngine
import Tiling

/// Vector tiles by XYZ and by OGC paths, tiles of a style, and their TileJSON.
struct TileRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/tiles/{collectionIds}") { request, context in
            let name = try context.path("collectionIds")
            // As below, the first letter decides.
            if name == TileMatrixSet.webMercatorQuad.id { return try await tileSets.datasetTileSet(request, context) }
            guard name.hasSuffix(".json") else { throw RequestError.notFound(path: request.uri.path) }
            return try await tileJSON(
                request, context, .layers(String(name.dropLast(5))), allowed: FilterParameter.names)
        }
        // One pattern serves `/tiles/roads,schools/{z}/{x}/{y}` and `/tiles/WebMercatorQuad/{matrix}/{row}/{column}`:
        // ids are lower case, so the first part decides.
        router.read("/tiles/{collectionIds}/{second}/{third}/{fourth}") { request, context in
            let first = try context.path("collectionIds")
            let (second, third) = (try context.path("second"), try context.path("third"))
            let fourth = try context.path("fourth")
            guard first == TileMatrixSet.webMercatorQuad.id else {
                let index = try TileParameters.index(matrix: second, row: fourth, column: third)
                return try await tile(request, context, .layers(first), index, allowed: FilterParameter.names)
            }
            let index = try TileParameters.index(matrix: second, row: third, column: fourth)
            return try await tile(
                request, context, await chosenLayers(request, context), index, allowed: ["collections"], isLimited: true
            )
        }
        router.read("/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}") {
            request, context in
            try TileSetRoutes.checkTileMatrixSet(context.path("tileMatrixSetId"))
            let index = try TileParameters.index(
                matrix: context.path("tileMatrix"), row: context.path("tileRow"), column: context.path("tileCol"))
            let catalog = try await services.audiences.catalog(for: context.principal)
            let id = try catalog.collection(context.path("collectionId")).id
            return try await tile(
                request, context, .layers(id.name), index, allowed: FilterParameter.names, isLimited: true)
        }
        router.read("/styles/{styleId}/tiles.json") { request, context in
            try await tileJSON(request, context, Self.style(request, context), allowed: ["collections"])
        }
        router.read("/styles/{styleId}/tiles/{z}/{x}/{y}") { request, context in
            let index = try TileParameters.index(
                matrix: context.path("z"), row: context.path("y"), column: context.path("x"))
            return try await tile(request, context, Self.style(request, context), index, allowed: ["collections"])
        }
    }

    private var tileSets: TileSetRoutes { TileSetRoutes(services: services) }

    /// Ids stay as they are, so that equal queries find the same set without a look at the catalogue; URLs become ids.
    private func chosenLayers(_ request: Request, _ context: ServerRequestContext) async throws -> TileDirectory.Names {
        let parameters = QueryParameters(request.uri.query)
        guard let chosen = try parameters.value("collections") else { return .everything }
        guard chosen.contains("://") else { return .layers(chosen) }
        let links = LinkBuilder(request: request, configured: services.configuration.baseURL)
        let collections = try await CollectionsParameter.read(
            parameters, links: links, catalog: services.audiences.catalog(for: context.principal))
        return .layers((collections ?? []).map(\.id.name).joined(separator: ","))
    }

    private static func style(
        _ request: Request, _ context: ServerRequestContext
    ) throws -> TileDirectory.Names {
        .style(try context.path("styleId"), only: try QueryParameters(request.uri.query).value("collections"))
    }

    private func tileJSON(
        _ request: Request, _ context: ServerRequestContext, _ names: TileDirectory.Names, allowed: Set<String>
    ) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow(allowed)
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        let chosen = try await filteredSet(names, inquiry.query, context)
        let set: TileSet
        if let chosen { set = chosen } else { set = try await services.directory.set(names, in: inquiry.catalog) }
        let document = TileJSONDocument(links: inquiry.links, language: inquiry.language)
        let filter = chosen == nil ? "" : inquiry.query.narrowing
        return try Answer(document.document(set, names, filter: filter)).response(to: request)
    }

    /// Tiles of the features that a filter leaves of a collection.
    /// - Returns: nil when there is no filter.
    /// - Throws: `ParameterError`, `FilterError` with its place, `GeoStoreError.deadlineExceeded`, `LimitError`.
    private func filteredSet(
        _ names: TileDirectory.Names, _ parameters: QueryParameters, _ context: ServerRequestContext
    ) async throws -> TileSet? {
        guard case .layers(let text) = names, !FilterParameter.names.isDisjoint(with: parameters.names) else {
            return nil
        }
        try parameters.requireWholeTexts()
        let limit = ReadLimit(deadline: .now + .seconds(services.configuration.querySeconds))
        return try await services.answer {
            let catalog = try await services.audiences.catalog(for: context.principal)
            let layers = try TileDirectory.parts(of: text).map { try TileDirectory.layer(named: $0, catalog) }
            guard let collection = layers.first?.collection, layers.allSatisfy({ $0.collection == collection }) else {
                throw ParameterError(
                    parameter: "filter", value: try parameters.value("filter") ?? "",
                    expected: "tiles of one collection, with or without its labels; '\(text)' are of several")
            }
            guard let filter = try FilterParameter.read(parameters, collection: collection) else { return nil }
            var query = FeatureQuery()
            (query.filter, query.filterCRS) = (filter.filter, filter.crs)
            let question = FilteredTiles.Question(
                query: query, contents: layers.map(\.content), collection: collection)
            do {
                return try await services.filtered.set(
                    question, storeID: catalog.storeID, on: services.queries(for: context.client), within: limit)
            } catch let error as FilterError {
                throw filter.source.located(error)
            }
        }
    }

    /// - Parameter isLimited: whether the tile belongs to a tileset that says which tiles it has: others are then not
    ///   there (OGC 20-057, /req/core/tc-error). XYZ clients ask for whatever is in sight, and get an empty tile.
    private func tile(
        _ request: Request, _ context: ServerRequestContext, _ names: TileDirectory.Names, _ index: TileIndex,
        allowed: Set<String> = [], isLimited: Bool = false
    ) async throws -> Response {
        let generation = services.recall.generation
        var version: Substring?
        var isExplained = false
        var chosen: TileSet?
        if let query = request.uri.query {
            // What our own TileJSON asks with.
            if query.hasPrefix("v="), !query.utf8.contains(where: { "&%+".utf8.contains($0) }) {
                version = query.dropFirst(2)
            } else {
                let parameters = QueryParameters(query)
                isExplained = try context.notes.caller.wantsExplanation(in: parameters)
                try parameters.allow(allowed.union(isExplained ? ["v", "explain"] : ["v"]))
                version = try parameters.value("v").map { $0[...] }
                try FormatParameter.requireVectorTile(parameters, accept: nil)
                chosen = try await filteredSet(names, parameters, context)
            }
        }
        if let accept = request.headers[.accept], accept != "*/*" {
            try FormatParameter.requireVectorTile(QueryParameters(request.uri.query), accept: accept)
        }
        let set: TileSet
        let catalog = try await services.answer { try await services.audiences.catalog(for: context.principal) }
        if let known = chosen ?? services.directory.known(names, in: catalog) {
            set = known
        } else {
            set = try await services.answer {
                try await services.directory.set(names, in: services.audiences.catalog(for: context.principal))
            }
        }
        if isLimited { try Self.checkLimits(of: set, index) }
        if isExplained {
            let document = try await ExplanationDocument(principal: context.principal, services: services)
                .tile(set, at: index)
            var answer = Answer(document)
            answer.cacheControl = "no-store"
            return try answer.response(to: request)
        }
        let answer = TileAnswer(tiles: services.tiles, ticket: RecallTicket(services, context, generation))
        let response = try await answer.response(to: request, from: set, at: index, version: version)
        if context.principal.kind == .system { note(response, in: catalog, context.notes) }
        return response
    }

    /// The layers of a tile that go to a system, by what the tile itself says of them.
    private func note(_ response: Response, in catalog: Catalog, _ notes: RequestNotes) {
        guard response.status == .ok else { return }
        for (layer, count) in TileSelection.kept(in: response.headers[.geoSectorFeatures] ?? "") {
            guard let collection = catalog.existing(layer) else { continue }
            notes.hand(.tiles, of: collection, count: count)
        }
    }

    /// - Throws: `TilingError` for a tile beyond the limits that the tileset's document names.
    private static func checkLimits(of set: TileSet, _ index: TileIndex) throws(TilingError) {
        guard let limits = set[index.matrix].limits(matrix: index.matrix) else { return }
        let matrix = "tile matrix \(index.matrix)"
        guard set.zooms.contains(index.matrix) else {
            throw TilingError.outsideMatrix("\(matrix) in this tileset", allowed: set.zooms)
        }
        guard limits.rows.contains(index.row) else {
            throw TilingError.outsideMatrix(
                "tile row \(index.row) at \(matrix) in this tileset", allowed: limits.rows)
        }
        guard limits.columns.contains(index.column) else {
            throw TilingError.outsideMatrix(
                "tile column \(index.column) at \(matrix) in this tileset", allowed: limits.columns)
        }
    }
}
