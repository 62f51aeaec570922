internal import Glibc
public import Tiling

/// Which part of the world lies on a canvas.
///
/// Drawing is done on a *plane* of pixels. It is the whole world in Web Mercator, 512 · 2^zoom pixels wide, of which the
/// canvas is a window; for other CRSs it is the canvas itself. Labels are placed on the plane, so that two tiles that
/// share a plane place them alike.
public struct MapFrame: Sendable {
    /// As styles count it.
    public let zoom: Double
    /// The pixel of the plane at its top left corner.
    public let origin: CanvasPoint
    /// Pixels at scale 1.
    public let width: Double
    public let height: Double
    /// Where its top left corner lies on the canvas.
    public var place = CanvasPoint(x: 0, y: 0)
    /// Nil for Web Mercator.
    let warp: MapWarp?

    /// Pixels along the side of a tile at its own zoom.
    public static let tileSide = 512.0

    /// A window of the Web Mercator plane.
    /// - Parameter origin: whole pixels keep what neighbours draw the same.
    public init(zoom: Double, origin: CanvasPoint, width: Double, height: Double) {
        self.zoom = zoom
        self.origin = origin
        self.width = width
        self.height = height
        warp = nil
    }

    /// A canvas in another CRS.
    /// - Parameter zoom: at which Web Mercator is about as large as what is drawn.
    public init(zoom: Double, width: Double, height: Double, warp: MapWarp) {
        self.zoom = zoom
        origin = CanvasPoint(x: 0, y: 0)
        self.width = width
        self.height = height
        self.warp = warp
    }

    /// From the plane to the canvas.
    var offset: CanvasPoint { place - origin }

    /// On the canvas.
    var canvasBox: CanvasBox { box.moved(by: offset) }

    /// On the plane.
    public var box: CanvasBox {
        CanvasBox(minX: origin.x, minY: origin.y, maxX: origin.x + width, maxY: origin.y + height)
    }

    /// The matrix whose tiles are drawn, as in browsers: the one before the zoom.
    /// - Parameter matrices: those that have tiles.
    public func matrix(in matrices: ClosedRange<Int>) -> Int {
        min(max(Int(zoom.rounded(.down)), matrices.lowerBound), matrices.upperBound)
    }

    /// The tiles of a matrix that touch the canvas, grown by a margin of pixels.
    public func tiles(matrix: Int, margin: Double = 0) -> [TileIndex] {
        let count = Double(1 << matrix)
        let world = warp?.bounds.grown(by: margin / worldSide) ?? box.grown(by: margin).scaled(by: 1 / worldSide)
        guard world.maxX > 0, world.maxY > 0, world.minX < 1, world.minY < 1 else { return [] }
        func cell(_ place: Double) -> Int { Int(min(max((place * count).rounded(.down), 0), count - 1)) }
        // A canvas that ends where a tile begins does not touch it.
        func last(_ place: Double) -> Int { Int(min(max((place * count).rounded(.up) - 1, 0), count - 1)) }
        let (rows, columns) = ((cell(world.minY), last(world.maxY)), (cell(world.minX), last(world.maxX)))
        guard rows.0 <= rows.1, columns.0 <= columns.1 else { return [] }
        return (rows.0...rows.1).flatMap { row in
            (columns.0...columns.1).compactMap { column in
                try? TileIndex(matrix: matrix, row: row, column: column, in: .webMercatorQuad)
            }
        }
    }

    var worldSide: Double { Self.tileSide * exp2(zoom) }

    func placement(of tile: TileIndex, tileUnits: Int) -> TilePlacement {
        TilePlacement(
            tile: tile, tileUnits: tileUnits, side: Self.tileSide * exp2(zoom - Double(tile.matrix)), warp: warp)
    }
}

extension CanvasBox {
    func scaled(by factor: Double) -> Self {
        Self(minX: minX * factor, minY: minY * factor, maxX: maxX * factor, maxY: maxY * factor)
    }
}

/// How the grid of one tile lies on the plane.
struct TilePlacement {
    /// Of the tile, in pixels of the plane; without a meaning where there is a warp.
    let corner: CanvasPoint
    let pixelsPerUnit: Double
    let tileUnits: Int
    private let warp: MapWarp?
    /// In the world, from 0 to 1.
    private let worldCorner: CanvasPoint
    private let worldPerUnit: Double

    init(tile: TileIndex, tileUnits: Int, side: Double, warp: MapWarp?) {
        self.tileUnits = tileUnits
        self.warp = warp
        corner = CanvasPoint(x: Double(tile.column) * side, y: Double(tile.row) * side)
        pixelsPerUnit = side / Double(tileUnits)
        let count = Double(1 << tile.matrix)
        worldCorner = CanvasPoint(x: Double(tile.column) / count, y: Double(tile.row) / count)
        worldPerUnit = 1 / count / Double(tileUnits)
    }

    var isWarped: Bool { warp != nil }

    @inline(__always)
    func point(_ x: Int32, _ y: Int32) -> CanvasPoint { point(x: Double(x), y: Double(y)) }

    @inline(__always)
    func point(x: Double, y: Double) -> CanvasPoint {
        guard let warp else {
            return CanvasPoint(x: corner.x + x * pixelsPerUnit, y: corner.y + y * pixelsPerUnit)
        }
        return warp.point(x: worldCorner.x + x * worldPerUnit, y: worldCorner.y + y * worldPerUnit)
    }

    /// The units of the tile that a box of the plane covers; all of them where there is a warp.
    func units(in box: CanvasBox) -> CanvasBox {
        guard warp == nil else {
            return CanvasBox(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        }
        return box.moved(by: CanvasPoint(x: -corner.x, y: -corner.y)).scaled(by: 1 / pixelsPerUnit)
    }

    /// The tile's own square, with its corner as the origin; everything where there is a warp.
    var square: CanvasBox {
        guard warp == nil else {
            return CanvasBox(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        }
        let side = Double(tileUnits) * pixelsPerUnit
        return CanvasBox(minX: 0, minY: 0, maxX: side, maxY: side)
    }

    /// The tile's own square on the plane; turned or bent where there is a warp.
    var outline: CanvasPath {
        var path = CanvasPath()
        let side = Double(tileUnits)
        let steps = warp == nil ? 1 : 16
        for (from, to) in [
            ((0.0, 0.0), (side, 0.0)), ((side, 0.0), (side, side)), ((side, side), (0.0, side)),
            ((0.0, side), (0.0, 0.0)),
        ] {
            for step in 0..<steps {
                let part = Double(step) / Double(steps)
                let corner = point(x: from.0 + (to.0 - from.0) * part, y: from.1 + (to.1 - from.1) * part)
                path.add(x: corner.x, y: corner.y)
            }
        }
        path.closeRing()
        return path
    }
}
