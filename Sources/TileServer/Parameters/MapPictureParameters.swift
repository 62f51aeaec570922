import GeoStore
import Reprojection
import SimpleFeatures

/// A map of the API as a picture (OGC 20-058): which part, how large, on what ground.
struct MapPictureParameters: Sendable {
    static let names: Set<String> = [
        "bbox", "bbox-crs", "crs", "width", "height", "transparent", "bgcolor",
    ]
    /// Pixels of the longer side when no size is asked for.
    private static let standardSide = 1024

    let order: MapOrder

    /// - Parameters:
    ///   - extent: of what is drawn, in CRS84; shown when no box is asked for.
    ///   - transforms: between the CRS of the box and that of the map.
    /// - Throws: `ParameterError`, `ProjError`.
    init(
        _ query: QueryParameters, of content: MapOrder.Content, extent: Envelope, limit: MapSize,
        format: MapOrder.Format, transforms: TransformPool
    ) throws {
        let offered = OfferedCRS.ofMaps
        let boxCRS = try CRSParameter.read("bbox-crs", query, offered: offered)
        let crs = try CRSParameter.read("crs", query, offered: offered) ?? .crs84
        let box = try Self.box(query, crs: boxCRS ?? .crs84) ?? extent
        let envelope = try transforms.withTransform(from: box.crs, to: crs) { try $0.transform(box) }
        let size = try Self.size(query, proportion: envelope.width / envelope.height, limit: limit)
        var order = MapOrder(content: content, envelope: envelope, width: size.width, height: size.height)
        order.format = format
        let colour = try Self.colour(query)
        order.isTransparent =
            try FlagParameter.read("transparent", query, default: colour == nil) && format != .jpeg
        if let colour { order.background = colour }
        self.order = order
    }

    private static func box(_ query: QueryParameters, crs: CRS) throws -> Envelope? {
        guard let boxes = try BBoxParameter.read(query, crs: crs, axes: .of(crs)) else { return nil }
        guard boxes.count == 1, boxes[0].width > 0, boxes[0].height > 0 else {
            throw ParameterError(
                parameter: "bbox", value: try query.value("bbox") ?? "",
                expected: "a box with an area, on one side of the antimeridian")
        }
        return boxes[0]
    }

    /// The side that is not asked for follows from the other, so that the map is not stretched.
    private static func size(
        _ query: QueryParameters, proportion: Double, limit: MapSize
    ) throws(ParameterError) -> MapSize {
        let width = try side("width", query, most: limit.width)
        let height = try side("height", query, most: limit.height)
        func fitting(_ pixels: Double, _ most: Int) -> Int { Int(min(max(pixels.rounded(), 1), Double(most))) }
        switch (width, height) {
        case (let width?, let height?): return MapSize(width: width, height: height)
        case (let width?, nil):
            return MapSize(width: width, height: fitting(Double(width) / proportion, limit.height))
        case (nil, let height?):
            return MapSize(width: fitting(Double(height) * proportion, limit.width), height: height)
        case (nil, nil):
            let side = Double(min(standardSide, limit.width, limit.height))
            return MapSize(
                width: fitting(side * min(proportion, 1), limit.width),
                height: fitting(side / max(proportion, 1), limit.height))
        }
    }

    private static func side(_ name: String, _ query: QueryParameters, most: Int) throws(ParameterError) -> Int? {
        guard let text = try query.value(name) else { return nil }
        guard let pixels = Int(text), (1...most).contains(pixels) else {
            throw ParameterError(parameter: name, value: text, expected: "pixels from 1 to \(most)")
        }
        return pixels
    }

    private static func colour(_ query: QueryParameters) throws(ParameterError) -> UInt32? {
        guard let text = try query.value("bgcolor") else { return nil }
        guard let colour = ColourParameter.read(text) else {
            throw ParameterError(parameter: "bgcolor", value: text, expected: ColourParameter.expected)
        }
        return colour
    }
}
