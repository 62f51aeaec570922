/// The sections of a file whose header was checked, as typed memory.
struct OverviewSections {
    let bytes: UnsafeRawBufferPointer
    let places: [OverviewLayout.Place]

    func pointer<Element>(to section: OverviewLayout.Section) -> UnsafePointer<Element> { pointer(section.index) }

    func pointer<Element>(to section: OverviewLayout.BandSection, ofBand band: Int) -> UnsafePointer<Element> {
        pointer(section.index(ofBand: band))
    }

    /// A section is as long as the header's counts say, or as long as the file says; an empty one is never read from.
    private func pointer<Element>(_ index: Int) -> UnsafePointer<Element> {
        // The header was read, so there are bytes.
        (bytes.baseAddress! + places[index].offset).assumingMemoryBound(to: Element.self)
    }

    /// The bytes of a section with those that fill it up to the next one.
    func checkedBytes(of index: Int) -> UnsafeRawBufferPointer {
        let place = places[index]
        return UnsafeRawBufferPointer(
            rebasing: bytes[place.offset..<place.offset + OverviewLayout.aligned(place.length)])
    }
}
