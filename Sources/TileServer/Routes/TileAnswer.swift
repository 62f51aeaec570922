import Compression
import HTTPTypes
import Hummingbird
import NIOCore
import TileEngine
import Tiling

/// One tile request to a response. Most requests end here without a thread, a copy or a look at the catalogue.
struct TileAnswer: Sendable {
    let tiles: TileService

    private static let contentType = HTTPField(name: .contentType, value: MediaType.vectorTile.value)
    private static let gzip = HTTPField(name: .contentEncoding, value: "gzip")
    private static let vary = HTTPField(name: .vary, value: "Accept-Encoding")
    private static let revalidate = HTTPField(name: .cacheControl, value: Answer.revalidate)
    private static let immutable = HTTPField(name: .cacheControl, value: Answer.immutable)

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
        // A URL that names the state it was made from never changes its content.
        headers.append(version.map { $0 == set.state } ?? false ? Self.immutable : Self.revalidate)
        if let known = request.headers[.ifNoneMatch], tag.matches(known) {
            return Response(status: .notModified, headers: headers)
        }
        let tile: EncodedTile
        if selection.isOutside(index) {
            tiles.countOutside(key)
            tile = selection.emptyTile
        } else if let kept = tiles.cached(key, coding) {
            tile = kept
        } else {
            tile = try await tiles.tile(selection, index, key: key, coding)
        }
        headers.append(HTTPField(name: .geoSectorFeatures, value: tile.counts))
        guard let bytes = tile.bytes(coding) else { return Response(status: .noContent, headers: headers) }
        headers.append(Self.contentType)
        if coding == .gzip { headers.append(Self.gzip) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}

extension HTTPField.Name {
    static let geoSectorFeatures = HTTPField.Name("GeoSector-Features")!
}
