import Foundation
import MapRender
import Reprojection
import SimpleFeatures
import Tiling

/// Why a map cannot be drawn.
enum MapError: Error, Hashable, Sendable {
    /// The box reaches where its CRS has no coordinates.
    case beyondCRS(CRS)
}

extension MapOrder {
    /// Pixels of the style.
    var size: (width: Double, height: Double) { (Double(width) / pixelRatio, Double(height) / pixelRatio) }

    /// - Throws: `ProjError`, `MapError`.
    func frame(_ transforms: TransformPool) throws -> MapFrame {
        try Self.frame(of: envelope, width: size.width, height: size.height, transforms)
    }

    /// - Parameters:
    ///   - width: pixels of the style.
    ///   - height: the same.
    static func frame(
        of envelope: Envelope, width: Double, height: Double, _ transforms: TransformPool
    ) throws -> MapFrame {
        if let frame = mercatorFrame(of: envelope, width: width, height: height) { return frame }
        return try transforms.withTransform(from: .epsg(3857), to: envelope.crs) { transform in
            do throws(ProjError) {
                let canvas = WarpedCanvas(
                    envelope: envelope, width: width, height: height, transform: transform,
                    isGeographic: try CRSDefinition(envelope.crs).isGeographic)
                return try canvas.frame()
            } catch {
                guard case .unknownCRS = error else { throw MapError.beyondCRS(envelope.crs) }
                throw error
            }
        }
    }

    /// A window of Web Mercator, when the picture is one that is not stretched.
    private static func mercatorFrame(of envelope: Envelope, width: Double, height: Double) -> MapFrame? {
        guard envelope.crs == .epsg(3857), envelope.width > 0, envelope.height > 0 else { return nil }
        let (across, down) = (width / envelope.width, height / envelope.height)
        // A quarter of a pixel over the picture.
        guard abs(across / down - 1) * max(width, height) < 0.25 else { return nil }
        let world = WebMercator.halfWorld * 2
        let exact = log2(across * world / MapFrame.tileSide)
        let zoom = abs(exact - exact.rounded()) < 1e-6 ? exact.rounded() : exact
        let side = MapFrame.tileSide * exp2(zoom)
        func pixel(_ metres: Double) -> Double {
            let place = (metres + WebMercator.halfWorld) / world * side
            return abs(place - place.rounded()) < 1e-3 ? place.rounded() : place
        }
        return MapFrame(
            zoom: zoom, origin: CanvasPoint(x: pixel(envelope.minX), y: pixel(-envelope.maxY)), width: width,
            height: height)
    }
}

/// A canvas in a CRS of its own.
private struct WarpedCanvas {
    let envelope: Envelope
    let width: Double
    let height: Double
    /// From Web Mercator.
    let transform: CoordinateTransform
    let isGeographic: Bool

    /// Pixels that the lattice may be wrong by.
    private static let tolerance = 0.2
    private static let mostCells = 128
    /// Places along each side of the canvas that are looked at to find what it shows.
    private static let samples = 16

    func frame() throws(ProjError) -> MapFrame {
        var bounds = EnvelopeAccumulator()
        for row in 0...Self.samples {
            for column in 0...Self.samples {
                let place = try world(
                    x: width * Double(column) / Double(Self.samples), y: height * Double(row) / Double(Self.samples))
                bounds.add(x: place.x, y: place.y)
            }
        }
        let seen = bounds.envelope(in: .epsg(3857))!
        // What bulges between the samples.
        let room = max(seen.width, seen.height) / Double(4 * Self.samples)
        let box = CanvasBox(minX: seen.minX, minY: seen.minY, maxX: seen.maxX, maxY: seen.maxY).grown(by: room)
        var cells = 4
        var warp = try lattice(box, cells)
        while cells < Self.mostCells, try error(of: warp, cells) > Self.tolerance {
            cells *= 2
            warp = try lattice(box, cells)
        }
        return MapFrame(zoom: try zoom(), width: width, height: height, warp: warp)
    }

    private func lattice(_ box: CanvasBox, _ cells: Int) throws(ProjError) -> MapWarp {
        var failure: ProjError?
        let warp = MapWarp(bounds: box, columns: cells, rows: cells) { place in
            do throws(ProjError) { return try canvas(place) } catch {
                failure = error
                return place
            }
        }
        if let failure { throw failure }
        return warp
    }

    /// The largest distance in the middle of a cell that is seen.
    private func error(of warp: MapWarp, _ cells: Int) throws(ProjError) -> Double {
        var largest = 0.0
        for row in 0..<cells {
            for column in 0..<cells {
                let place = CanvasPoint(
                    x: warp.bounds.minX + warp.bounds.width * (Double(column) + 0.5) / Double(cells),
                    y: warp.bounds.minY + warp.bounds.height * (Double(row) + 0.5) / Double(cells))
                let (exact, near) = (try canvas(place), warp.point(x: place.x, y: place.y))
                largest = max(largest, abs(exact.x - near.x), abs(exact.y - near.y))
            }
        }
        return largest
    }

    /// How large Web Mercator would be drawn in the middle.
    private func zoom() throws(ProjError) -> Double {
        let (left, right) = (
            try world(x: width / 2 - 0.5, y: height / 2), try world(x: width / 2 + 0.5, y: height / 2)
        )
        let (above, below) = (
            try world(x: width / 2, y: height / 2 - 0.5), try world(x: width / 2, y: height / 2 + 0.5)
        )
        let across = hypot(right.x - left.x, right.y - left.y)
        let down = hypot(below.x - above.x, below.y - above.y)
        return log2(1 / (MapFrame.tileSide * (across * down).squareRoot()))
    }

    /// The world from 0 to 1, of a pixel.
    private func world(x: Double, y: Double) throws(ProjError) -> CanvasPoint {
        var place = Coordinate(
            x: envelope.minX + x / width * envelope.width, y: envelope.maxY - y / height * envelope.height)
        // A view of the whole world reaches the poles, where the plane has no end.
        let limit = WebMercator.maximumLatitude
        if isGeographic { place.y = min(max(place.y, -limit), limit) }
        let metres = try transform.transform(place, direction: .inverse)
        let world = WebMercator.halfWorld * 2
        return CanvasPoint(
            x: (metres.x + WebMercator.halfWorld) / world, y: (WebMercator.halfWorld - metres.y) / world)
    }

    /// The pixel of a place of the world.
    private func canvas(_ place: CanvasPoint) throws(ProjError) -> CanvasPoint {
        let world = WebMercator.halfWorld * 2
        let metres = Coordinate(
            x: place.x * world - WebMercator.halfWorld, y: WebMercator.halfWorld - place.y * world)
        let coordinate = try transform.transform(metres)
        return CanvasPoint(
            x: (coordinate.x - envelope.minX) / envelope.width * width,
            y: (envelope.maxY - coordinate.y) / envelope.height * height)
    }
}
