/// A Gaussian blur, near enough: three averages over a box in each direction (Wells 1986), at a cost that does not
/// depend on the radius.
enum BoxBlur {
    /// - Parameters:
    ///   - channels: bytes per pixel, each blurred by itself; colours must be premultiplied.
    ///   - stride: bytes per row.
    ///   - radius: pixels to where the blur has faded; the deviation is half of it.
    static func blur(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, stride: Int, channels: Int, radius: Double
    ) {
        let half = halfWidth(deviation: radius / 2)
        guard half > 0, width > 0, height > 0 else { return }
        var line = [UInt8](repeating: 0, count: max(width, height))
        for _ in 0..<3 {
            for row in 0..<height {
                for channel in 0..<channels {
                    average(bytes, row * stride + channel, channels, width, half, &line)
                }
            }
            for column in 0..<width * channels {
                average(bytes, column, stride, height, half, &line)
            }
        }
    }

    /// Three boxes of width w have the variance (w² - 1) / 4.
    private static func halfWidth(deviation: Double) -> Int {
        Int(((4 * deviation * deviation + 1).squareRoot() / 2).rounded())
    }

    /// The mean of each place and `half` to both sides; beyond the ends there is nothing.
    private static func average(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int, _ step: Int, _ count: Int, _ half: Int,
        _ line: inout [UInt8]
    ) {
        let span = 2 * half + 1
        var sum = 0
        for index in 0..<min(half, count) { sum += Int(bytes[start + index * step]) }
        for index in 0..<count {
            if index + half < count { sum += Int(bytes[start + (index + half) * step]) }
            if index > half { sum -= Int(bytes[start + (index - half - 1) * step]) }
            line[index] = UInt8(truncatingIfNeeded: (sum + half) / span)
        }
        for index in 0..<count { bytes[start + index * step] = line[index] }
    }
}
