internal import CWebP

/// Images to WebP, by libwebp.
public enum WebPEncoder {
    public enum Mode: Hashable, Sendable {
        case lossless
        /// 0 to 100.
        case lossy(quality: Int)
    }

    /// Pixels each way that the format can hold.
    static let sideLimit = 16_383

    /// - Throws: `MapRenderError.number`, `.canvasSize`, `.encoding`.
    public static func encode(_ image: PixelImage, _ mode: Mode = .lossless) throws(MapRenderError) -> [UInt8] {
        guard image.width <= sideLimit, image.height <= sideLimit else {
            throw .canvasSize(
                width: Double(image.width), height: Double(image.height), sideLimit: sideLimit,
                pixelLimit: Canvas.pixelLimit)
        }
        let (width, height, stride) = (Int32(image.width), Int32(image.height), Int32(image.width * 4))
        let pixels = image.straightBytes()
        var bytes: UnsafeMutablePointer<UInt8>?
        // Both return 0 for failure, and allocate `bytes` otherwise.
        let count: Int
        switch mode {
        case .lossless: count = WebPEncodeLosslessRGBA(pixels, width, height, stride, &bytes)
        case .lossy(let quality):
            guard (0...100).contains(quality) else {
                throw .number(of: "WebP quality", value: Double(quality), allowed: 0...100)
            }
            count = WebPEncodeRGBA(pixels, width, height, stride, Float(quality), &bytes)
        }
        defer { WebPFree(bytes) }
        guard count > 0, let bytes else { throw .encoding(format: "WebP", reason: "libwebp gave no bytes") }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}
