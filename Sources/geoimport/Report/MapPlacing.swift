import Foundation
import Reprojection
import SimpleFeatures

/// From coordinates of a layer to pixels of a map: through WGS 84 in degrees where the CRS is known, as they stand where
/// it is not. North is up, and a metre is as long to the east as to the north in the middle of the map.
struct MapPlacing {
    let height: Double
    private let width: Double
    private let transform: CoordinateTransform?
    private let box: MapBox
    /// Pixels for one unit of y.
    private let scale: Double
    private let stretch: Double
    private let offset: Coordinate

    /// Nil when the box is empty or has no place.
    init?(box given: MapBox, transform: CoordinateTransform?, width: Double, margin: Double) {
        guard !given.isEmpty else { return nil }
        self.transform = transform
        self.width = width
        var box = MapBox()
        // Edges of a projected box are curves: eight points of them will do.
        for x in [given.minX, (given.minX + given.maxX) / 2, given.maxX] {
            for y in [given.minY, (given.minY + given.maxY) / 2, given.maxY] {
                if let place = Self.moved(Coordinate(x: x, y: y), transform) { box.add(place) }
            }
        }
        guard !box.isEmpty else { return nil }
        let stretch = transform == nil ? 1 : cos((box.minY + box.maxY) / 2 * .pi / 180)
        // A single point gets surroundings: a hundred metres, in whatever unit.
        let least = transform == nil ? 100.0 : 0.001
        let spanX = max((box.maxX - box.minX) * stretch, least)
        let spanY = max(box.maxY - box.minY, least)
        let inner = width - 2 * margin
        let ratio = min(max(spanY / spanX, 0.45), 0.85)
        height = (inner * ratio + 2 * margin).rounded()
        scale = min(inner / spanX, (height - 2 * margin) / spanY)
        self.stretch = stretch
        self.box = box
        offset = Coordinate(x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
    }

    /// Nil where the CRS has no such place.
    func point(_ place: Coordinate) -> Coordinate? {
        guard let moved = Self.moved(place, transform) else { return nil }
        return Coordinate(
            x: width / 2 + (moved.x - offset.x) * stretch * scale, y: height / 2 - (moved.y - offset.y) * scale)
    }

    private static func moved(_ place: Coordinate, _ transform: CoordinateTransform?) -> Coordinate? {
        guard let transform else { return place }
        do throws(ProjError) {
            let moved = try transform.transform(place)
            return abs(moved.x) <= 360 && abs(moved.y) <= 90 ? moved : nil
        } catch {
            return nil
        }
    }

    // MARK: What the reader measures by

    var corners: (topLeft: String, topRight: String, bottomLeft: String, bottomRight: String) {
        let (west, east, south, north) = edges
        return (text(west, north), text(east, north), text(west, south), text(east, south))
    }

    var cornerText: String {
        let (west, east, south, north) = edges
        return "\(text(west, south)) – \(text(east, north))"
    }

    private var edges: (west: Double, east: Double, south: Double, north: Double) {
        let halfX = width / 2 / scale / stretch
        let halfY = height / 2 / scale
        return (offset.x - halfX, offset.x + halfX, offset.y - halfY, offset.y + halfY)
    }

    private func text(_ x: Double, _ y: Double) -> String {
        guard transform != nil else { return "\(Figure.fixed(x, 0)) · \(Figure.fixed(y, 0))" }
        return "\(Figure.fixed(abs(y), 4))°\(y < 0 ? "S" : "N") \(Figure.fixed(abs(x), 4))°\(x < 0 ? "W" : "E")"
    }

    /// A round length of about a fifth of the width.
    var scaleBar: String {
        let unit = transform == nil ? 1 : GroundMeasure(isGeographic: true).metres(atY: offset.y).y
        let wanted = width / 5 / scale * unit
        guard wanted > 0, wanted.isFinite else { return "" }
        let power = pow(10, floor(log10(wanted)))
        let length = [5.0, 2, 1].map { $0 * power }.first { $0 <= wanted } ?? power
        let pixels = length / unit * scale
        let name =
            length >= 1000 ? "\(Figure.fixed(length / 1000, 0)) km" : "\(Figure.fixed(length, length < 1 ? 2 : 0)) m"
        let x = (width - pixels) / 2
        let y = height - 14
        return """
            <g class="scale"><path d="M\(RejectMap.number(x)) \(RejectMap.number(y - 5))v5h\(RejectMap.number(pixels))v-5"/>\
            <text x="\(RejectMap.number(width / 2))" y="\(RejectMap.number(y - 5))" text-anchor="middle">\(name)</text></g>
            """
    }
}
