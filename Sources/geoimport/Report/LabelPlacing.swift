import Foundation
import SimpleFeatures

/// Finds room for number labels: beside their place, then further away on a circle, or none.
struct LabelPlacing {
    let width: Double
    let height: Double
    /// Half the width of a dot with its edge, in the map's units.
    private static let dot = 5.0
    private var taken: [(minX: Double, minY: Double, maxX: Double, maxY: Double)] = []

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The middle of the label, which lies over no other label and no dot placed before.
    mutating func place(near place: Coordinate, characters: Int) -> Coordinate? {
        taken.append((place.x - Self.dot, place.y - Self.dot, place.x + Self.dot, place.y + Self.dot))
        let half = 6.0 + Double(characters) * 3.7
        for distance in [16.0, 28, 42, 60] {
            for step in 0..<8 {
                // Above to the right first, where maps have their labels.
                let angle = Double(step) * .pi / 4 - .pi / 4
                let x = place.x + cos(angle) * (distance + half - 8)
                let y = place.y + sin(angle) * distance
                let box = (minX: x - half, minY: y - 10, maxX: x + half, maxY: y + 10)
                guard box.minX > 2, box.minY > 26, box.maxX < width - 2, box.maxY < height - 28 else { continue }
                let isFree = taken.allSatisfy {
                    $0.minX >= box.maxX || $0.maxX <= box.minX || $0.minY >= box.maxY || $0.maxY <= box.minY
                }
                guard isFree else { continue }
                taken.append(box)
                return Coordinate(x: x, y: y)
            }
        }
        return nil
    }
}
