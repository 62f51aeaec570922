import Compression
import GeoStore
import HTTPTypes
import Hummingbird
import NIOCore
import TileEngine
import Tiling

/// One tile request to a response. A kept tile takes no thread, copy or look at the catalogue; the answer is remembered,
/// and the next equal request does not come here.
struct TileAnswer: Sendable {
    let tiles: TileService
    let ticket: RecallTicket

    private static let contentType = HTTPField(name: .contentType, value: MediaType.vectorTile.value)
    private static let gzip = HTTPField(name: .contentEncoding, value: "gzip")
    private static let vary = HTTPField(name: .vary, value: "Accept-Encoding")
    private static let revalidate = HTTPField(name: .cacheControl, value: Answer.revalidate)
    private static let immutable = HTTPField(name: .cacheControl, value: Answer.immutable)
    private static let privately = (
        revalidate: HTTPField(name: .cacheControl, value: Answer.privately(Answer.revalidate)),
        immutable: HTTPField(name: .cacheControl, value: Answer.privately(Answer.immutable))
    )

    /// - Parameter version: what the URL says in `v`.
    func response(
        to request: Request, from set: TileSet, at index: TileIndex, version: Substring?
    ) async throws -> Response {
        let selection = set[index.matrix]
        let coding = ContentCoding.acceptsGzip(request.headers) ? TileCoding.gzip : .identity
        let key = selection.key(of: index)
        // The same content compressed again later is other bytes: the compressed form's tag is weak (RFC 9110, 8.8.1).
        let tag = EntityTag(key.text, isCompressed: coding == .gzip, isWeak: coding == .gzip)
        var headers = HTTPFields()
        headers.reserveCapacity(16)
        headers.append(HTTPField(name: .eTag, value: tag.text))
        headers.append(Self.vary)
        let isPersonal = ticket.principal != .anonymous
        if isPersonal { headers.append(CommonFields.personal) }
        // A URL that names the state it was made from never changes its content.
        let isImmutable = version.map { $0 == set.state } ?? false
        headers.append(
            isPersonal
                ? isImmutable ? Self.privately.immutable : Self.privately.revalidate
                : isImmutable ? Self.immutable : Self.revalidate)
        if let known = request.headers[.ifNoneMatch], tag.matches(known) {
            return remembered(Response(status: .notModified, headers: headers), to: request, from: .client)
        }
        let tile: EncodedTile
        let isOutside = selection.isOutside(index)
        if isOutside {
            tiles.countOutside(key)
            tile = selection.emptyTile
        } else if let kept = tiles.cached(key, coding) {
            tile = kept
        } else {
            tile = try await tiles.tile(selection, index, key: key, coding)
        }
        headers.append(HTTPField(name: .geoSectorFeatures, value: tile.counts))
        let source = isOutside ? TileRecall.Source.outside(key) : .cache(key, coding)
        guard let bytes = tile.bytes(coding) else {
            return remembered(Response(status: .noContent, headers: headers), to: request, from: source)
        }
        headers.append(Self.contentType)
        if coding == .gzip { headers.append(Self.gzip) }
        let response = Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
        return remembered(response, to: request, from: source)
    }

    private func remembered(
        _ response: Response, to request: Request, from source: TileRecall.Source
    ) -> Response {
        // What a system gets is counted each time.
        if ticket.principal != .system { ticket.remember(response, to: request, from: source) }
        return response
    }
}

extension HTTPField.Name {
    static let geoSectorFeatures = HTTPField.Name("GeoSector-Features")!
}
