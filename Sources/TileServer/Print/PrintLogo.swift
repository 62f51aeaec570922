import Foundation
import MapRender
import MapSheet

/// The logo of the server's settings, read when it starts.
struct PrintLogo: Hashable, Sendable {
    /// Of a picture; more is no logo.
    private static let most = 4 << 20

    private let bytes: [UInt8]
    private let isPNG: Bool

    /// - Throws: `MapRenderError` for a file that is no logo, or what Foundation throws when it cannot be read.
    init(path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        bytes = try Array(file.read(upToCount: Self.most) ?? Data())
        isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        _ = try drawable()
    }

    /// For one thread.
    func drawable() throws(MapRenderError) -> SheetLogo {
        isPNG ? .picture(try PixelImage(png: bytes)) : .shapes(try SVGIcon(name: "logo", svg: bytes))
    }
}
