/// Where labels stand along the lines of one tile (after MapLibre's `getAnchors`): the same lines have the same places,
/// whichever picture asks.
struct LineAnchors {
    /// Pixels from label to label.
    let spacing: Double
    /// Pixels of the longer of text and icon.
    let labelLength: Double
    /// Pixels per em of the text.
    let textSize: Double
    /// The tile, in the pixels of the lines.
    let tile: CanvasBox

    /// Pixels along the line to each label's middle.
    func distances(along line: MeasuredLine) -> [Double] {
        // A label needs a quarter of the spacing as room.
        let step = spacing - labelLength < spacing / 4 ? labelLength + spacing / 4 : spacing
        let goesOn = isOnEdge(line.points[0])
        let first = goesOn ? (step / 2).truncatingRemainder(dividingBy: step) : (labelLength / 2 + 2 * textSize)
        let found = resample(line, from: first.truncatingRemainder(dividingBy: step), step: step)
        if found.isEmpty, !goesOn { return resample(line, from: line.length / 2, step: .infinity) }
        return found
    }

    /// The middle, where the label has room.
    func middle(of line: MeasuredLine) -> [Double] { resample(line, from: line.length / 2, step: .infinity) }

    private func resample(_ line: MeasuredLine, from first: Double, step: Double) -> [Double] {
        var found: [Double] = []
        var distance = first
        while distance < line.length {
            if distance >= labelLength / 2, distance + labelLength / 2 <= line.length,
                tile.holdsOwn(line.point(at: distance))
            {
                found.append(distance)
            }
            guard step.isFinite, step > 0 else { break }
            distance += step
        }
        return found
    }

    private func isOnEdge(_ point: CanvasPoint) -> Bool {
        point.x == tile.minX || point.x == tile.maxX || point.y == tile.minY || point.y == tile.maxY
    }
}

extension CanvasBox {
    /// Whether a point is inside or on the upper or left edge: of neighbours, one has it.
    func holdsOwn(_ point: CanvasPoint) -> Bool {
        point.x >= minX && point.x < maxX && point.y >= minY && point.y < maxY
    }
}

/// Lines of one text, joined where one ends and the next begins: a street that was stored in pieces has one name.
struct LineMerger<Key: Hashable> {
    private struct End: Hashable {
        let key: Key
        let point: CanvasPoint
    }

    private(set) var lines: [(key: Key, points: [CanvasPoint])?] = []
    private var byStart: [End: Int] = [:]
    private var byEnd: [End: Int] = [:]

    var merged: [(key: Key, points: [CanvasPoint])] { lines.compactMap { $0 } }

    mutating func add(_ points: [CanvasPoint], _ key: Key) {
        guard let first = points.first, let last = points.last, points.count > 1 else { return }
        let start = End(key: key, point: first)
        let end = End(key: key, point: last)
        let before = byEnd[start]
        let after = byStart[end]
        switch (before, after) {
        case (let before?, let after?) where before != after:
            let rest = lines[after]?.points ?? []
            lines[before]?.points += points.dropFirst() + rest.dropFirst()
            byEnd[start] = nil
            byStart[end] = nil
            if let far = rest.last { byEnd[End(key: key, point: far)] = before }
            lines[after] = nil
        case (let before?, _):
            lines[before]?.points += points.dropFirst()
            byEnd[start] = nil
            byEnd[end] = before
        case (nil, let after?):
            lines[after]?.points.insert(contentsOf: points.dropLast(), at: 0)
            byStart[end] = nil
            byStart[start] = after
        case (nil, nil):
            byStart[start] = lines.count
            byEnd[end] = lines.count
            lines.append((key, points))
        }
    }
}

extension CanvasBox {
    /// The pieces of a line inside the box, each cut where it crosses an edge.
    func pieces(of line: [CanvasPoint]) -> [[CanvasPoint]] {
        var pieces: [[CanvasPoint]] = []
        var piece: [CanvasPoint] = []
        for (from, to) in zip(line, line.dropFirst()) {
            guard let (start, end) = clipped(from, to) else {
                if piece.count > 1 { pieces.append(piece) }
                piece = []
                continue
            }
            if piece.last != start {
                if piece.count > 1 { pieces.append(piece) }
                piece = [start]
            }
            piece.append(end)
        }
        if piece.count > 1 { pieces.append(piece) }
        return pieces
    }

    private func clipped(_ from: CanvasPoint, _ to: CanvasPoint) -> (CanvasPoint, CanvasPoint)? {
        guard let part = part(from: from, to: to), part.lowerBound < part.upperBound else { return nil }
        let way = to - from
        let (enter, leave) = (part.lowerBound, part.upperBound)
        return (enter == 0 ? from : onEdge(from + way * enter), leave == 1 ? to : onEdge(from + way * leave))
    }

    /// A point that was computed to lie on an edge, exactly there.
    private func onEdge(_ point: CanvasPoint) -> CanvasPoint {
        func snapped(_ value: Double, _ low: Double, _ high: Double) -> Double {
            abs(value - low) < 1e-6 ? low : abs(value - high) < 1e-6 ? high : value
        }
        return CanvasPoint(x: snapped(point.x, minX, maxX), y: snapped(point.y, minY, maxY))
    }
}
