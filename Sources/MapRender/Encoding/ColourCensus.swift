/// Which colours an image has, how often, and which one each pixel is.
struct ColourCensus {
    /// A map with names and roads has 4,000; what has more than this is a photograph, or nobody's palette.
    static let mostColours = 16_384

    /// Premultiplied, in the order in which they come first.
    private(set) var colours: [UInt32] = []
    /// Pixels of each.
    private(set) var counts: [Int] = []
    /// Per pixel the place of its colour.
    private(set) var places: [UInt16] = []

    /// Nil for an image of more colours than `mostColours`.
    init?(_ image: PixelImage) {
        // Open addressing, at most half full; 0 is a free slot, else the place of a colour + 1.
        var slots = [UInt16](repeating: 0, count: 2 * Self.mostColours)
        let mask = slots.count - 1
        places.reserveCapacity(image.pixels.count)
        var last: UInt32?
        var lastPlace = 0
        for pixel in image.pixels {
            if pixel != last {
                // Fibonacci hashing (Knuth 6.4): the upper bits of a product with 2³² / φ.
                var slot = Int((pixel &* 2_654_435_769) >> 16) & mask
                while slots[slot] != 0, colours[Int(slots[slot]) - 1] != pixel { slot = (slot + 1) & mask }
                if slots[slot] == 0 {
                    guard colours.count < Self.mostColours else { return nil }
                    colours.append(pixel)
                    counts.append(0)
                    slots[slot] = UInt16(colours.count)
                }
                last = pixel
                lastPlace = Int(slots[slot]) - 1
            }
            counts[lastPlace] += 1
            places.append(UInt16(lastPlace))
        }
    }
}
