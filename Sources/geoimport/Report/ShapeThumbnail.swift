import SimpleFeatures

/// A row's delivered geometry and what repair makes of it, side by side in one small drawing: the delivered boundary red,
/// the repaired land green, the fault marked with a ring.
enum ShapeThumbnail {
    private static let width = 120.0
    private static let height = 84.0

    static func svg(of entry: LedgerEntry) -> String {
        guard let original = entry.original, original.isStorable, original.type.topologicalDimension != 0 else {
            return ""
        }
        var box = MapBox()
        for sequence in original.sequences {
            for index in 0..<sequence.count { box.add(sequence[index]) }
        }
        guard !box.isEmpty else { return "" }
        let span = max((box.maxX - box.minX) / (width - 16), (box.maxY - box.minY) / (height - 16))
        guard span > 0 else { return "" }
        let middle = Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
        func point(_ place: Coordinate) -> Coordinate {
            Coordinate(x: width / 2 + (place.x - middle.x) / span, y: height / 2 - (place.y - middle.y) / span)
        }
        func path(_ geometry: Geometry) -> String {
            var path = PathWriter()
            for sequence in geometry.sequences {
                path.begin()
                for index in 0..<sequence.count { path.add(point(sequence[index])) }
                path.end(isClosed: geometry.type.topologicalDimension == 2)
            }
            return path.text
        }
        var svg = "<svg class=\"thumb\" viewBox=\"0 0 \(Int(width)) \(Int(height))\" aria-hidden=\"true\">"
        if let repaired = entry.repaired, repaired.isStorable {
            svg += "<path class=\"after\" d=\"\(path(repaired))\"/>"
        }
        svg += "<path class=\"before\" d=\"\(path(original))\"/>"
        if let place = entry.record?.location.map(point) {
            svg +=
                "<circle class=\"fault\" cx=\"\(RejectMap.number(place.x))\" cy=\"\(RejectMap.number(place.y))\" r=\"6\"/>"
        }
        return svg + "</svg>"
    }
}
