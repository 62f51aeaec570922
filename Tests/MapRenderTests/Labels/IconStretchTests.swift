import Testing

@testable import MapRender

/// Plates that grow about a text.
@Suite struct IconStretchTests {
    @Test func `what a text may fill becomes as long as the text, and corners keep their size`() {
        let side = IconStretch(length: 16, zones: [[4, 12]], content: 3...13, text: 0...30, ratio: 1)
        // 3 pixels before the content and 3 behind it; of the content, 2 do not grow and 8 become 28.
        #expect((side.start, side.end) == (-3, 33))
        let sources = side.sources
        #expect(sources.count == 36)
        #expect(Array(sources.prefix(4)) == [0, 1, 2, 3] && Array(sources.suffix(4)) == [12, 13, 14, 15])
        #expect(sources[18] == 8 && zip(sources, sources.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `an image for fine screens has the same size on the map`() {
        let side = IconStretch(length: 32, zones: [[8, 24]], content: 6...26, text: 0...30, ratio: 2)
        #expect((side.start, side.end) == (-3, 33))
        #expect(side.sources.count == 72)
    }

    @Test func `without zones all of it grows, and a side that does not fit lies in the middle`() {
        let whole = IconStretch(length: 10, zones: [], content: nil, text: 5...25, ratio: 1)
        #expect((whole.start, whole.end) == (5, 25) && whole.sources[19] == 9)
        let kept = IconStretch(length: 10, about: 15, ratio: 1)
        #expect((kept.start, kept.end) == (10, 20) && kept.sources == Array(0..<10))
    }

    @Test func `a text shorter than what must not be stretched makes no icon turned inside out`() {
        let side = IconStretch(length: 16, zones: [[4, 12]], content: 3...13, text: 0...1, ratio: 1)
        #expect(side.start < side.end && side.sources.allSatisfy { (0..<16).contains($0) })
    }
}
