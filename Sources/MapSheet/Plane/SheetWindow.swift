public import SimpleFeatures

/// Which part of a plane a sheet shows, where on paper, and how large.
public struct SheetWindow: Hashable, Sendable {
    public let crs: CRS
    /// Of the plane; lies in the middle of `box`.
    public let centre: Coordinate
    public let box: PaperBox
    public let scale: MapScale
    /// Metres of the plane per metre of what the scale is said of: 1 where that is the plane.
    public let stretch: Double

    /// - Throws: `ProjError` where the plane has no such place.
    public init(_ plane: MapPlane, centre: Coordinate, scale: MapScale, box: PaperBox) throws {
        crs = plane.crs
        self.centre = centre
        self.box = box
        self.scale = scale
        stretch = try plane.stretch(at: centre)
    }

    /// Shows a box of the plane whole, at the largest usual scale, in the middle of the paper's box.
    /// - Throws: `SheetError.tooLarge` when it fits at no scale, `ProjError`.
    public init(_ plane: MapPlane, holding envelope: Envelope, box: PaperBox) throws {
        let stretch = try plane.stretch(at: envelope.centre)
        let needed = max(envelope.width / box.width, envelope.height / box.height) * 1000 / stretch
        guard let scale = MapScale(holding: needed) else { throw SheetError.tooLarge }
        try self.init(plane, centre: envelope.centre, scale: scale, box: box)
    }

    public var metresPerMillimetre: Double { scale.denominator / 1000 * stretch }

    /// What is shown, in the plane.
    public var envelope: Envelope {
        let (width, height) = (box.width * metresPerMillimetre, box.height * metresPerMillimetre)
        return Envelope(
            minX: centre.x - width / 2, minY: centre.y - height / 2, maxX: centre.x + width / 2,
            maxY: centre.y + height / 2, crs: crs)
    }

    /// Where a place of the plane lies on paper.
    public func paper(_ point: Coordinate) -> PaperPoint {
        PaperPoint(
            x: box.centre.x + (point.x - centre.x) / metresPerMillimetre,
            y: box.centre.y - (point.y - centre.y) / metresPerMillimetre)
    }
}
