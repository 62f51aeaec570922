import Foundation
import GeoStore
import MapRender
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
    private let materials: @Sendable () -> MapMaterials

    /// - Parameter materials: as of now.
    /// - Throws: `MapRenderError.noFont`.
    init(
        styles: MapStyles, materials: @escaping @Sendable () -> MapMaterials, threads: Int, cacheLimitInBytes: Int
    ) throws(MapRenderError) {
        self.styles = styles
        var all: [MapThread] = []
        for _ in 0..<threads { all.append(try MapThread(materials)) }
        self.threads = all
        documentThread = try MapThread(materials)
        self.materials = materials
        pictures = PictureCache(limitInBytes: cacheLimitInBytes)
    }

    /// - Parameter catalog: of whoever asks: nothing that it hides is drawn.
    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`, `TileError.notReady`, `StyleErrors`,
    ///   `MapError`, `MapRenderError`, `ProjError`.
    func picture(_ order: MapOrder, in catalog: Catalog) async throws -> MapPicture {
        let style = try await styles.style(order.content, in: catalog)
        guard let thread = threads.min(by: { $0.load < $1.load }) else { throw CancellationError() }
        return try await picture(order, style, frame: order.frame(transforms), labels: .wholeMap, on: thread)
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
        return try await picture(order, style, frame: frame, labels: Self.tilePlacement, on: thread)
    }

    /// A picture drawn lately.
    func known(_ tag: String) -> MapPicture? { pictures[tag] }

    /// One that was drawn before waits for nobody's.
    private func picture(
        _ order: MapOrder, _ style: MapStyle, frame: MapFrame, labels: LabelPlacement, on thread: MapThread
    ) async throws -> MapPicture {
        let needs = MapNeeds(of: frame, style.compiled.style, in: style.matrices, labels: labels)
        let state = style.state(shapes: needs.shapes, symbols: needs.symbols)
        /// - Parameter materials: what it is drawn with.
        @Sendable func tag(_ materials: String) -> String {
            Fingerprint("\(order) \(style.compiled.fingerprint) \(materials) \(state)").description
        }
        if let known = pictures[tag(materials().tag)] { return known }
        return try await thread.run { [self] artist in
            let tag = tag(artist.materialTag)
            // Whoever waited for the thread may find it drawn.
            if let known = pictures[tag] { return known }
            let painter = artist.painter(of: style.compiled, pixelRatio: order.pixelRatio)
            let canvas = try Canvas(pixelWidth: order.width, pixelHeight: order.height, scale: order.pixelRatio)
            if !order.isTransparent || order.format == .jpeg { try canvas.fill(Colour(rgb: order.background)) }
            try painter.draw(frame, from: style, labels: labels, on: canvas)
            let picture = try MapPicture(canvas.image(), as: order.format, tag: tag)
            pictures.insert(picture)
            return picture
        }
    }

    // MARK: Documents

    /// Runs work that draws documents, one after another.
    /// - Throws: what `body` throws.
    func document<Result: Sendable>(
        _ body: @escaping @Sendable (inout MapArtist) throws -> Result
    ) async throws -> Result { try await documentThread.run(body) }

    /// The zoom at which a box is drawn.
    /// - Throws: `MapError`, `ProjError`.
    func zoom(of envelope: Envelope, in box: CanvasBox) throws -> Double {
        try MapOrder.frame(of: envelope, width: box.width, height: box.height, transforms).zoom
    }

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
