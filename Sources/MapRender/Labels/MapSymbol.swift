/// A symbol that would like to stand: icon, text or both.
public struct MapSymbol {
    /// The place of its layer in the style.
    let layer: Int
    public let candidate: LabelCandidate
    /// For each of the candidate's alternatives, what is drawn.
    let alternatives: [[SymbolPart]]
}

/// A symbol that stands.
public struct PlacedSymbol {
    let layer: Int
    let parts: [SymbolPart]
    /// Around all of it, in pixels of the plane.
    public let box: CanvasBox
}

/// What of a symbol is drawn at once. Places are pixels of the plane.
enum SymbolPart {
    case icon(PixelImage, centre: CanvasPoint, ImageStyle)
    case text(TextLayout, place: CanvasPoint, TextPaint, radians: Double)
}

extension MapPainter {
    /// Which of many symbols stand, in the order in which they are drawn.
    public func place(_ symbols: [MapSymbol], with placement: LabelPlacement) -> [PlacedSymbol] {
        placement.place(symbols.map(\.candidate)).map { placed in
            let symbol = symbols[placed.candidate]
            let shapes = symbol.candidate.alternatives[placed.alternative]
            let anchor = symbol.candidate.anchor
            let nothing = CanvasBox(minX: anchor.x, minY: anchor.y, maxX: anchor.x, maxY: anchor.y)
            return PlacedSymbol(
                layer: symbol.layer, parts: symbol.alternatives[placed.alternative],
                box: shapes.reduce(nothing) { $0.joined(with: $1.box) })
        }
    }

    func paint(_ symbol: PlacedSymbol, _ frame: MapFrame, on canvas: Canvas) throws(MapRenderError) {
        // A halo reaches beyond what a label keeps free.
        guard symbol.box.grown(by: Self.haloRoom).overlaps(frame.box) else { return }
        for part in symbol.parts {
            switch part {
            case .icon(let image, let centre, let style): try canvas.draw(image, centre: centre + frame.offset, style)
            case .text(let layout, let place, let paint, let radians):
                try canvas.draw(layout, at: place + frame.offset, paint, rotationInRadians: radians, with: shaper)
            }
        }
    }

    private static let haloRoom = 16.0
}
