internal import CTurboJPEG

/// Images to JPEG, by libjpeg-turbo.
public enum JPEGEncoder {
    /// - Parameters:
    ///   - quality: 1 to 100.
    ///   - background: what is seen where the image lets through; JPEG has no opacity.
    /// - Throws: `MapRenderError.number`, `.encoding`.
    public static func encode(
        _ image: PixelImage, quality: Int = 85, background: Colour = .white
    ) throws(MapRenderError) -> [UInt8] {
        guard (1...100).contains(quality) else {
            throw .number(of: "JPEG quality", value: Double(quality), allowed: 1...100)
        }
        // Returns NULL when memory ran out.
        guard let compressor = tjInitCompress() else { throw .encoding(format: "JPEG", reason: "out of memory") }
        defer { tjDestroy(compressor) }
        let pixels = laid(image, over: background)
        var bytes: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        // Allocates `bytes`, also when it fails; -1 is failure.
        let result = pixels.withUnsafeBytes {
            tjCompress2(
                compressor, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(image.width), 0,
                Int32(image.height), Int32(TJPF_BGRX.rawValue), &bytes, &count, Int32(TJSAMP_444.rawValue),
                Int32(quality), 0)
        }
        defer { tjFree(bytes) }
        guard result == 0, let bytes else {
            throw .encoding(format: "JPEG", reason: String(cString: tjGetErrorStr2(compressor)))
        }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    /// Premultiplied, so that the background fills up what is missing.
    private static func laid(_ image: PixelImage, over background: Colour) -> [UInt32] {
        func byte(_ part: Double) -> UInt32 { UInt32(part * 255 + 0.5) }
        let (red, green, blue) = (byte(background.red), byte(background.green), byte(background.blue))
        return image.pixels.map { pixel in
            let rest = 255 - pixel >> 24
            if rest == 0 { return pixel }
            func part(_ shift: UInt32, _ below: UInt32) -> UInt32 {
                min((pixel >> shift & 0xFF) + (below * rest + 127) / 255, 255) << shift
            }
            return part(16, red) | part(8, green) | part(0, blue)
        }
    }
}
