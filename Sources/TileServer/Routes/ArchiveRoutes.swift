import Compression
import GeoStore
import HTTPTypes
import Hummingbird
import TileArchive
import TileEngine
import Tiling

/// Tile archives as sources of tiles, and PMTiles files as they are, in ranges.
struct ArchiveRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/archives") { request, context in try await list(request, context) }
        router.read("/archives/{name}") { request, context in
            try await document(request, context, name: context.path("name"))
        }
        router.read("/archives/{name}/{z}/{x}/{y}") { request, context in
            try await tile(
                request, context, name: context.path("name"), zoom: context.path("z"), column: context.path("x"),
                row: context.path("y"))
        }
    }

    private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let documents = ArchiveDocument(links: inquiry.links)
        guard try inquiry.prefersHTML() else {
            return try Answer(documents.list(archives(for: context.principal))).response(to: request)
        }
        return try ArchivePage.page(archives(for: context.principal), inquiry, services).answer(inquiry, services)
            .response(to: request)
    }

    private func archives(for principal: Principal) -> [ServedArchive] {
        services.archives.archives.filter { services.audiences.shows(archive: $0.name, to: principal) }
    }

    private func archive(_ name: String, for principal: Principal) throws(RequestError) -> ServedArchive {
        try services.archives.archive(name) { services.audiences.shows(archive: $0, to: principal) }
    }

    /// `NAME.json` is TileJSON, `NAME.pmtiles` the file.
    private func document(_ request: Request, _ context: ServerRequestContext, name: String) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        if name.hasSuffix(".pmtiles") {
            let archive = try archive(String(name.dropLast(8)), for: context.principal)
            guard let file = archive.reader as? PMTilesReader else { throw RequestError.notFound(path: inquiry.path) }
            return try await ArchiveFileAnswer(archive: archive, file: file, executor: services.executor)
                .response(to: request)
        }
        guard name.hasSuffix(".json") else { throw RequestError.notFound(path: inquiry.path) }
        let archive = try archive(String(name.dropLast(5)), for: context.principal)
        try FormatParameter.requireJSON(inquiry.query, accept: request.headers[.accept], as: .json)
        return try Answer(ArchiveDocument(links: inquiry.links).tileJSON(archive)).response(to: request)
    }

    private func tile(
        _ request: Request, _ context: ServerRequestContext, name: String, zoom: String, column: String, row: String
    ) async throws -> Response {
        let query = QueryParameters(request.uri.query)
        try query.allow(["v"])
        let archive = try archive(name, for: context.principal)
        let ending = [".png", ".jpg", ".jpeg", ".webp", ".avif"].first(where: row.hasSuffix) ?? ""
        let index = try TileParameters.index(matrix: zoom, row: String(row.dropLast(ending.count)), column: column)
        let zooms = archive.reader.metadata.zooms
        guard zooms.contains(index.matrix) else {
            throw TilingError.outsideMatrix("tile matrix \(index.matrix) in archive '\(name)'", allowed: zooms)
        }
        let type = MediaType(archive.reader.metadata.kind)
        guard AcceptHeader(request.headers[.accept]).quality(of: type) > 0 else {
            throw RequestError.notAcceptable(offered: [type])
        }
        let isCompressed = type == .vectorTile && ContentCoding.acceptsGzip(request.headers)
        let tag = EntityTag(Fingerprint("\(archive.state) \(index)").description, isCompressed: isCompressed)
        var headers: HTTPFields = [.eTag: tag.text, .vary: "Accept-Encoding"]
        headers[.cacheControl] = try query.value("v") == archive.state ? Answer.immutable : Answer.revalidate
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        let reader = archive.reader
        let body = try await services.executor.run {
            try reader.tile(index).map { try Self.body($0, isCompressed: isCompressed) }
        }
        guard let body else { return Response(status: .noContent, headers: headers) }
        headers[.contentType] = type.value
        headers[.contentEncoding] = body.coding
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }

    /// As the client takes it. Brotli and Zstandard are sent as they lie there: nothing here expands them, and the
    /// clients of such archives do.
    private static func body(
        _ tile: ArchivedTile, isCompressed: Bool
    ) throws -> (bytes: [UInt8], coding: String?) {
        switch tile.coding {
        case .identity: (tile.bytes, nil)
        case .gzip: isCompressed ? (tile.bytes, "gzip") : (try Gzip.decompress(tile.bytes), nil)
        case .brotli: (tile.bytes, "br")
        case .zstandard: (tile.bytes, "zstd")
        }
    }
}

extension MediaType {
    static let pmtiles = MediaType("application/vnd.pmtiles")
    private static let bytes = MediaType("application/octet-stream")

    init(_ kind: TileKind) {
        self =
            switch kind {
            case .vector: .vectorTile
            case .png: MediaType("image/png")
            case .jpeg: MediaType("image/jpeg")
            case .webp: MediaType("image/webp")
            case .avif: MediaType("image/avif")
            case .unknown: .bytes
            }
    }
}
