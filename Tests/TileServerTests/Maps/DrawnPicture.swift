import Foundation
import TestSupport
import Testing

/// A picture as GDAL reads it.
struct DrawnPicture {
    let width: Int
    let height: Int
    /// Of each band, row by row.
    private let bands: [[UInt8]]

    /// - Parameter bytes: JPEG or WebP: palettes are another matter.
    init(_ bytes: [UInt8], width: Int, height: Int) throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try Data(bytes).write(to: URL(filePath: folder.path("picture")))
        let translate = try #require(Program("gdal_translate"))
        _ = try translate.run([
            "-q", "-of", "ENVI", "-co", "INTERLEAVE=BSQ", folder.path("picture"), folder.path("pixels"),
        ])
        let pixels = try [UInt8](Data(contentsOf: URL(filePath: folder.path("pixels"))))
        let size = width * height
        try #require(pixels.count >= size && pixels.count.isMultiple(of: size), "not \(width) × \(height)")
        self.width = width
        self.height = height
        bands = stride(from: 0, to: pixels.count, by: size).map { Array(pixels[$0..<$0 + size]) }
    }

    var bandCount: Int { bands.count }

    /// Red, green, blue and, where there is one, opacity.
    func pixel(x: Int, y: Int) -> [Int] { bands.map { Int($0[y * width + x]) } }

    /// The mean of a band around a place; letters and gaps count little in it.
    func mean(_ band: Int, x: Int, y: Int, reach: Int = 5) -> Double {
        var sum = 0
        for row in y - reach...y + reach {
            for column in x - reach...x + reach { sum += Int(bands[band][row * width + column]) }
        }
        return Double(sum) / Double((2 * reach + 1) * (2 * reach + 1))
    }
}

/// What a file says of itself.
enum PictureFile {
    /// Of a PNG: its first chunk has the size.
    static func size(ofPNG bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), bytes.count > 24 else { return nil }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
