internal import VectorTile

/// Brings the geometry of tile features to a canvas.
struct FeatureOutline {
    let placement: TilePlacement
    /// From the plane to the canvas, with what the style moves the layer by.
    let offset: CanvasPoint
    /// Tile units that are seen, with some room around.
    let seen: CanvasBox

    init(_ placement: TilePlacement, _ frame: MapFrame, translate: CanvasPoint, margin: Double) {
        self.placement = placement
        offset = translate + frame.offset
        seen = placement.units(in: frame.box.moved(by: CanvasPoint(x: 0, y: 0) - translate).grown(by: margin))
    }

    /// Whether anything of a feature's box is seen.
    func isSeen(_ feature: MapFeature) -> Bool {
        let (content, parts) = (feature.layer.content, feature.feature)
        guard let last = parts.parts.last else { return false }
        var (minX, minY) = (Int32.max, Int32.max)
        var (maxX, maxY) = (Int32.min, Int32.min)
        for place in stride(from: parts.start, to: content.partEnds[last], by: 2) {
            let (x, y) = (content.positions[place], content.positions[place + 1])
            minX = min(minX, x)
            maxX = max(maxX, x)
            minY = min(minY, y)
            maxY = max(maxY, y)
        }
        return Double(minX) <= seen.maxX && Double(maxX) >= seen.minX
            && Double(minY) <= seen.maxY && Double(maxY) >= seen.minY
    }

    /// The rings of an area, as they are.
    func addRings(of feature: MapFeature, to path: inout CanvasPath) {
        forEachPart(of: feature) { content, range in
            add(content, range, to: &path)
            path.closeRing()
        }
    }

    /// Lines as they are, and rings without what only clipping to the tile made: pieces along its rim.
    func addLines(of feature: MapFeature, to path: inout CanvasPath) {
        let isArea = feature.feature.kind == .polygons
        forEachPart(of: feature) { content, range in
            guard isArea else {
                add(content, range, to: &path)
                path.endLine()
                return
            }
            addRing(content, range, to: &path)
        }
    }

    private func addRing(_ content: FlatTileLayer, _ range: Range<Int>, to path: inout CanvasPath) {
        let positions = content.positions
        let ends = Int32(content.tileUnits)
        func isRim(_ from: Int, _ to: Int) -> Bool {
            let (x, y) = (positions[from], positions[from + 1])
            return (x == positions[to] && (x < 0 || x > ends)) || (y == positions[to + 1] && (y < 0 || y > ends))
        }
        let places = Array(stride(from: range.lowerBound, to: range.upperBound, by: 2))
        guard let firstRim = places.indices.first(where: { isRim(places[$0], places[($0 + 1) % places.count]) }) else {
            add(content, range, to: &path)
            path.closeRing()
            return
        }
        // From behind a piece of the rim, once around.
        var isOpen = false
        for step in 1...places.count {
            let from = places[(firstRim + step) % places.count]
            let to = places[(firstRim + step + 1) % places.count]
            if isRim(from, to) {
                if isOpen { path.endLine() }
                isOpen = false
                continue
            }
            if !isOpen { add(content, from..<(from + 2), to: &path) }
            add(content, to..<(to + 2), to: &path)
            isOpen = true
        }
        if isOpen { path.endLine() }
    }

    private func forEachPart(of feature: MapFeature, _ body: (FlatTileLayer, Range<Int>) -> Void) {
        let content = feature.layer.content
        var start = feature.feature.start
        for part in feature.feature.parts {
            let end = content.partEnds[part]
            body(content, start..<end)
            start = end
        }
    }

    @inline(__always)
    private func add(_ content: FlatTileLayer, _ range: Range<Int>, to path: inout CanvasPath) {
        var place = range.lowerBound
        while place + 1 < range.upperBound {
            let point = placement.point(content.positions[place], content.positions[place + 1])
            path.add(x: point.x + offset.x, y: point.y + offset.y)
            place += 2
        }
    }

    /// The points of a feature that are the tile's own: those of its buffer are a neighbour's.
    func forEachOwnPoint(of feature: MapFeature, _ body: (CanvasPoint) throws -> Void) rethrows {
        let content = feature.layer.content
        let units = Int32(content.tileUnits)
        guard let last = feature.feature.parts.last else { return }
        for place in stride(from: feature.feature.start, to: content.partEnds[last], by: 2) {
            let (x, y) = (content.positions[place], content.positions[place + 1])
            guard x >= 0, y >= 0, x < units, y < units else { continue }
            try body(placement.point(x, y) + offset)
        }
    }
}
