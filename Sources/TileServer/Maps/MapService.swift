import Foundation
import GeoStore
import MapRender
import NIOCore
import Reprojection
import SimpleFeatures
import StyleSpec
import TileEngine
import Tiling

/// Draws maps.
final class MapService: Sendable {
    /// Far enough for names of streets; docs/decisions/0030-map-rendering.md says what it costs.
    private static let tilePlacement = LabelPlacement(reach: 112, rounds: 3)

    let styles: MapStyles
    private let transforms = TransformPool()
    private let threads: [MapThread]
    /// Documents take seconds: nobody's tile waits behind them.
    private let documentThread: MapThread
    private let pictures: PictureCache

    /// - Throws: `MapRenderError.noFont`.
    init(
        styles: MapStyles, fonts: FontLibrary, sprites: MapSprites, threads: Int, cacheLimitInBytes: Int
    ) throws(MapRenderError) {
        self.styles = styles
        var all: [MapThread] = []
        for _ in 0..<threads { all.append(try MapThread(fonts: fonts, sprites: sprites)) }
        self.threads = all
        documentThread = try MapThread(fonts: fonts, sprites: sprites)
        pictures = PictureCache(limitInBytes: cacheLimitInBytes)
    }

    /// - Parameter catalog: of whoever asks: nothing that it hides is drawn.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`, `TileError.notReady`, `StyleErrors`,
    ///   `MapError`, `MapRenderError`, `ProjError`.
    func picture(_ order: MapOrder, in catalog: Catalog) async throws -> MapPicture {
        let style = try await styles.style(order.content, in: catalog)
        guard let thread = threads.min(by: { $0.load < $1.load }) else { throw CancellationError() }
        return try await thread.run { [self] artist in
            try draw(order, style, frame: order.frame(transforms), labels: .wholeMap, &artist)
        }
    }

    /// One tile of a set that fits together: a name that crosses its edge goes on in the next one.
    /// - Parameters:
    ///   - pixels: 256 or 512, along its side.
    ///   - pixelRatio: 2 for @2x.
    /// - Throws: the same.
    func tile(
        _ content: MapOrder.Content, _ index: TileIndex, pixels: Int, pixelRatio: Double, format: MapOrder.Format,
        in catalog: Catalog
    ) async throws -> MapPicture {
        let style = try await styles.style(content, in: catalog)
        let side = Double(pixels)
        var order = MapOrder(
            content: content, envelope: TileMatrixSet.webMercatorQuad.envelope(of: index),
            width: Int(side * pixelRatio), height: Int(side * pixelRatio))
        order.pixelRatio = pixelRatio
        order.format = format
        let frame = MapFrame(
            zoom: Double(index.matrix) + log2(side / MapFrame.tileSide),
            origin: CanvasPoint(x: Double(index.column) * side, y: Double(index.row) * side), width: side, height: side)
        // Tiles that decide about names together share a thread, which remembers them.
        var hasher = Hasher()
        hasher.combine(content)
        hasher.combine(index.matrix)
        hasher.combine(index.column / 8)
        hasher.combine(index.row / 8)
        let thread = threads[Int(UInt(bitPattern: hasher.finalize()) % UInt(threads.count))]
        let wanted = order
        return try await thread.run { [self] artist in
            try draw(wanted, style, frame: frame, labels: Self.tilePlacement, &artist)
        }
    }

    private func draw(
        _ order: MapOrder, _ style: MapStyle, frame: MapFrame, labels: LabelPlacement, _ artist: inout MapArtist
    ) throws -> MapPicture {
        let painter = artist.painter(of: style.compiled, pixelRatio: order.pixelRatio)
        let tiles = painter.indices(of: frame, in: style.matrices, labels: labels)
        let state = style.state(shapes: tiles.shapes, symbols: tiles.symbols)
        let tag = Fingerprint("\(order) \(style.compiled.fingerprint) \(state)").description
        // Whoever waited for the thread may find it drawn.
        if let known = pictures[tag] { return known }
        let canvas = try Canvas(pixelWidth: order.width, pixelHeight: order.height, scale: order.pixelRatio)
        if !order.isTransparent || order.format == .jpeg { try canvas.fill(Colour(rgb: order.background)) }
        try painter.draw(frame, from: style, labels: labels, on: canvas)
        let image = try canvas.image()
        let (bytes, type) =
            switch order.format {
            case .png: (try PNGEncoder.encode(image), MediaType.png)
            case .jpeg: (try JPEGEncoder.encode(image), MediaType.jpeg)
            case .webp: (try WebPEncoder.encode(image, .lossy(quality: 85)), MediaType.webp)
            }
        let picture = MapPicture(bytes: ByteBuffer(bytes: bytes), type: type, tag: tag)
        pictures.insert(picture)
        return picture
    }

    // MARK: Documents

    /// Runs work that draws documents, one after another.
    /// - Throws: what `body` throws.
    func document<Result: Sendable>(
        _ body: @escaping @Sendable (inout MapArtist) throws -> Result
    ) async throws -> Result { try await documentThread.run(body) }

    /// Draws a map into a box of a canvas that may be a document, letters as letters.
    /// - Parameters:
    ///   - envelope: what the box shows, edge to edge.
    ///   - box: nothing is drawn outside it; a pixel of the style is a unit of the canvas.
    /// - Throws: `MapError`, `MapRenderError`, `ProjError`.
    func draw(
        _ style: MapStyle, _ envelope: Envelope, on canvas: Canvas, in box: CanvasBox, with artist: inout MapArtist
    ) throws {
        var frame = try MapOrder.frame(of: envelope, width: box.width, height: box.height, transforms)
        frame.place = CanvasPoint(x: box.minX, y: box.minY)
        let painter = artist.painter(of: style.compiled, pixelRatio: 2)
        try painter.draw(frame, from: style, labels: .wholeMap, on: canvas)
    }
}

extension Colour {
    /// 0xRRGGBB
    init(rgb: UInt32) {
        self.init(
            red: Double(rgb >> 16 & 0xFF) / 255, green: Double(rgb >> 8 & 0xFF) / 255, blue: Double(rgb & 0xFF) / 255)
    }
}
