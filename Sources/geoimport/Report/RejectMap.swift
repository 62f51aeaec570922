import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// The map of a report: where the rejected and repaired rows lie in their layer, as inline SVG.
struct RejectMap {
    /// How wide the map is drawn: text has one size on either screen, so that a phone's map has less around it.
    enum Size: String {
        // What the names inside the drawing begin with.
        case wide = "map"
        case narrow = "small-map"

        var width: Double { self == .wide ? 960 : 360 }
        var margin: Double { self == .wide ? 34 : 24 }
    }

    /// A polygon smaller than this many pixels is a dot.
    private static let smallestShape = 5.0

    private let placing: MapPlacing
    private let content: ReportContent
    private let size: Size
    private var width: Double { size.width }

    /// Nil when nothing has a place.
    init?(_ content: ReportContent, size: Size = .wide) throws(ProjError) {
        self.content = content
        self.size = size
        var box = MapBox()
        if !content.sketch.isEmpty {
            box.add(Coordinate(x: content.sketch.minX, y: content.sketch.minY))
            box.add(Coordinate(x: content.sketch.maxX, y: content.sketch.maxY))
        }
        let transform = try content.crs.map { crs throws(ProjError) in try CoordinateTransform(from: crs, to: .crs84) }
        // A row far off the layer would make the rest a dot: only those beside it widen the frame.
        let reach = box.isEmpty ? .infinity : max(box.maxX - box.minX, box.maxY - box.minY)
        let layer = box
        for entry in content.entries {
            guard let geometry = entry.original, geometry.isStorable else { continue }
            var own = MapBox()
            for sequence in geometry.sequences {
                for index in 0..<sequence.count { own.add(sequence[index]) }
            }
            if layer.isEmpty || own.isWithin(reach, of: layer) { box.add(own) }
        }
        guard let placing = MapPlacing(box: box, transform: transform, width: size.width, margin: size.margin) else {
            return nil
        }
        self.placing = placing
    }

    var svg: String {
        let height = placing.height
        var svg = """
            <svg class="map" viewBox="0 0 \(Int(width)) \(Int(height))" role="img" \
            aria-labelledby="\(size.rawValue)-title \(size.rawValue)-desc"><title id="\(size.rawValue)-title">\(HTMLText.escaped(title.vi)) / \
            \(HTMLText.escaped(title.en))</title><desc id="\(size.rawValue)-desc">\(HTMLText.escaped(description))</desc>
            <rect class="sea" width="\(Int(width))" height="\(Int(height))" rx="6"/>
            """
        svg += extent
        svg += "<g class=\"dots\">"
        for place in content.sketch.places {
            guard let point = placing.point(place) else { continue }
            svg += "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"1.6\"/>"
        }
        svg += "</g>"
        var labels = LabelPlacing(width: width, height: height)
        // Lines first: one must not cross out the number of another.
        var leaders = ""
        var markers = ""
        for (index, entry) in content.entries.enumerated() {
            guard let shape = shape(of: entry) else { continue }
            svg += shape.path
            let marker = marker(index + 1, entry, at: shape.centre, &labels)
            leaders += marker.leader
            markers += marker.link
        }
        return svg + leaders + markers + corners + placing.scaleBar + "</svg>"
    }

    private var title: LocalizedText {
        LocalizedText(vi: "Bản đồ các dòng bị loại và đã sửa", en: "Map of the rejected and repaired rows")
    }

    private var description: String {
        "\(content.title): \(content.rejected) rejected, \(content.repaired) repaired; " + placing.cornerText
    }

    private var extent: String {
        let sketch = content.sketch
        guard !sketch.isEmpty, let low = placing.point(Coordinate(x: sketch.minX, y: sketch.minY)),
            let high = placing.point(Coordinate(x: sketch.maxX, y: sketch.maxY))
        else { return "" }
        return """
            <rect class="extent" x="\(Self.number(min(low.x, high.x)))" y="\(Self.number(min(low.y, high.y)))" \
            width="\(Self.number(abs(high.x - low.x)))" height="\(Self.number(abs(high.y - low.y)))"/>
            """
    }

    /// The delivered geometry where it is large enough to be seen, and the middle of what can be seen of it.
    private func shape(of entry: LedgerEntry) -> (path: String, centre: Coordinate)? {
        guard let geometry = entry.original ?? entry.repaired, geometry.isStorable else { return nil }
        var outline = PathWriter()
        for sequence in geometry.sequences {
            let isRing = geometry.type.topologicalDimension == 2
            outline.begin()
            for index in 0..<sequence.count {
                if let point = placing.point(sequence[index]) { outline.add(point) }
            }
            outline.end(isClosed: isRing)
        }
        guard let centre = outline.centre else { return nil }
        guard centre.x > 0, centre.x < width, centre.y > 0, centre.y < placing.height else { return nil }
        guard outline.size >= Self.smallestShape else { return ("", centre) }
        let kind = entry.outcome == .rejected ? "rejected" : "repaired"
        return ("<path class=\"\(kind)\" d=\"\(outline.text)\"/>", centre)
    }

    /// The dot with its number, which leads to the row, and the line between the two.
    private func marker(
        _ number: Int, _ entry: LedgerEntry, at place: Coordinate, _ labels: inout LabelPlacing
    ) -> (leader: String, link: String) {
        let kind = entry.outcome == .rejected ? "rejected" : "repaired"
        let (x, y) = (Self.number(place.x), Self.number(place.y))
        var text = "<a href=\"#r\(number)\"><circle class=\"dot \(kind)\" cx=\"\(x)\" cy=\"\(y)\" r=\"4\"/>"
        var leader = ""
        if let label = labels.place(near: place, characters: "\(number)".count) {
            let (cx, cy) = (Self.number(label.x), Self.number(label.y))
            let half = 5.0 + Double("\(number)".count) * 3.7
            leader = "<line class=\"leader \(kind)\" x1=\"\(x)\" y1=\"\(y)\" x2=\"\(cx)\" y2=\"\(cy)\"/>"
            text += """
                <rect class="tag \(kind)" x="\(Self.number(label.x - half))" y="\(Self.number(label.y - 9))" \
                width="\(Self.number(half * 2))" height="18" rx="9"/><text x="\(cx)" y="\(Self.number(label.y + 4))" \
                text-anchor="middle">\(number)</text>
                """
        }
        return (leader, text + "<title>\(number): \(HTMLText.attribute(entry.codes))</title></a>")
    }

    private var corners: String {
        let texts = placing.corners
        let bottom = Self.number(placing.height - 12)
        return """
            <g class="corner"><text x="12" y="20">\(texts.topLeft)</text>\
            <text x="\(Int(width) - 12)" y="20" text-anchor="end">\(texts.topRight)</text>\
            <text x="12" y="\(bottom)">\(texts.bottomLeft)</text>\
            <text x="\(Int(width) - 12)" y="\(bottom)" text-anchor="end">\(texts.bottomRight)</text></g>
            """
    }

    static func number(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
    }
}

/// A box that grows with what is put into it.
struct MapBox {
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity

    var isEmpty: Bool { minX > maxX }

    func isWithin(_ distance: Double, of other: MapBox) -> Bool {
        minX >= other.minX - distance && maxX <= other.maxX + distance && minY >= other.minY - distance
            && maxY <= other.maxY + distance
    }

    mutating func add(_ box: MapBox) {
        guard !box.isEmpty else { return }
        add(Coordinate(x: box.minX, y: box.minY))
        add(Coordinate(x: box.maxX, y: box.maxY))
    }

    mutating func add(_ place: Coordinate) {
        minX = min(minX, place.x)
        minY = min(minY, place.y)
        maxX = max(maxX, place.x)
        maxY = max(maxY, place.y)
    }
}
