public import StyleSpec
public import Tiling

/// The tiles that a picture depends on.
public struct MapNeeds: Sendable {
    public let shapes: [TileIndex]
    /// Empty where a style draws no symbols.
    public let symbols: [TileIndex]
    /// What symbols are decided about together: the blocks that the frame touches.
    let block: MapFrame

    /// - Parameters:
    ///   - matrices: that there are tiles of.
    ///   - placement: one with an end decides about symbols block by block, so that all frames of a plane that lie in one
    ///     block each agree; `wholeMap` for a frame that has no neighbours.
    public init(of frame: MapFrame, _ style: Style, in matrices: ClosedRange<Int>, labels placement: LabelPlacement) {
        let matrix = frame.matrix(in: matrices)
        shapes = frame.tiles(matrix: matrix)
        let isEndless = !placement.margin.isFinite
        block = isEndless || frame.warp != nil ? frame : frame.block
        symbols =
            style.drawsSymbols(atZoom: frame.zoom)
            ? block.tiles(matrix: matrix, margin: isEndless ? 0 : placement.margin) : []
    }
}

extension MapFrame {
    /// Pixels: four tiles of 512 each way.
    private static let blockSide = 2048.0

    fileprivate var block: MapFrame {
        func start(_ place: Double) -> Double { (place / Self.blockSide).rounded(.down) * Self.blockSide }
        func end(_ place: Double) -> Double { (place / Self.blockSide).rounded(.up) * Self.blockSide }
        let (left, top) = (start(box.minX), start(box.minY))
        return MapFrame(
            zoom: zoom, origin: CanvasPoint(x: left, y: top), width: end(box.maxX) - left, height: end(box.maxY) - top)
    }
}

extension Style {
    /// Whether it has symbols at a zoom at all: without any, nothing beyond the canvas need be known.
    fileprivate func drawsSymbols(atZoom zoom: Double) -> Bool {
        let surroundings = EvaluationSurroundings(tile: nil, images: [], globalState: state)
        let context = EvaluationContext(zoom: zoom, surroundings: surroundings)
        return layers.contains { layer in
            guard case .symbol = layer.drawing else { return false }
            return layer.isDrawn(context)
        }
    }
}
