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
        var table = ColourTable()
        var isWhole = true
        places = image.pixels.withUnsafeBufferPointer { pixels in
            [UInt16](unsafeUninitializedCapacity: pixels.count) { places, count in
                while count < pixels.count {
                    let pixel = pixels[count]
                    var end = count + 1
                    while end < pixels.count, pixels[end] == pixel { end += 1 }
                    guard let place = table.place(of: pixel, pixels: end - count) else {
                        isWhole = false
                        return
                    }
                    places[count..<end].update(repeating: UInt16(place))
                    count = end
                }
            }
        }
        guard isWhole else { return nil }
        colours = table.colours
        counts = table.counts
    }
}

/// Where each colour stands in the list of them: open addressing, at most half full.
private struct ColourTable {
    private(set) var colours: [UInt32] = []
    private(set) var counts: [Int] = []
    private var keys = [UInt32](repeating: 0, count: 2 * ColourCensus.mostColours)
    /// 0 is a free slot, else the place of a colour + 1.
    private var slots = [UInt16](repeating: 0, count: 2 * ColourCensus.mostColours)

    /// Counts a run of pixels; nil for one colour too many.
    @inline(__always)
    mutating func place(of pixel: UInt32, pixels: Int) -> Int? {
        let mask = slots.count - 1
        // Fibonacci hashing (Knuth 6.4): the upper bits of a product with 2³² / φ.
        var slot = Int((pixel &* 2_654_435_769) >> 16) & mask
        while slots[slot] != 0, keys[slot] != pixel { slot = (slot + 1) & mask }
        if slots[slot] == 0 {
            guard colours.count < ColourCensus.mostColours else { return nil }
            colours.append(pixel)
            counts.append(0)
            keys[slot] = pixel
            slots[slot] = UInt16(colours.count)
        }
        let place = Int(slots[slot]) - 1
        counts[place] += pixels
        return place
    }
}
