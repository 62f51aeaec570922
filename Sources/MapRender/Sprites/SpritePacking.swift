/// Places for boxes on one sheet: rows of about equal heights, the highest first. Equal boxes get equal places.
struct SpritePacking {
    struct Place: Hashable {
        let x: Int
        let y: Int
    }

    let width: Int
    let height: Int
    /// In the order of the boxes.
    let places: [Place]

    /// Pixels between boxes, so that none bleeds into its neighbour when the sheet is read between pixels.
    static let gap = 1

    init(_ boxes: [(width: Int, height: Int)]) {
        let order = boxes.indices.sorted {
            (-boxes[$0].height, -boxes[$0].width, $0) < (-boxes[$1].height, -boxes[$1].width, $1)
        }
        let area = boxes.reduce(0) { $0 + ($1.width + Self.gap) * ($1.height + Self.gap) }
        let widest = boxes.map(\.width).max() ?? 0
        let limit = max(widest, Int(Double(area).squareRoot().rounded(.up)))
        var places = [Place](repeating: Place(x: 0, y: 0), count: boxes.count)
        var (x, y, rowHeight, usedWidth) = (0, 0, 0, 0)
        for index in order {
            let box = boxes[index]
            if x > 0, x + box.width > limit {
                y += rowHeight + Self.gap
                (x, rowHeight) = (0, 0)
            }
            places[index] = Place(x: x, y: y)
            usedWidth = max(usedWidth, x + box.width)
            rowHeight = max(rowHeight, box.height)
            x += box.width + Self.gap
        }
        width = usedWidth
        height = y + rowHeight
        self.places = places
    }
}
