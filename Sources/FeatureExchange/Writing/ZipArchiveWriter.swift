import CGDAL
import Foundation

/// Packs files into a new ZIP archive, through GDAL's own file system; large archives become ZIP64.
enum ZipArchiveWriter {
    /// Bytes copied at a time.
    private static let pieceSize = 1 << 20

    /// - Parameters:
    ///   - path: of the archive, with the ending `.zip`.
    ///   - files: names in `folder`, and in the archive.
    /// - Throws: `FeatureWritingError.failed`; what is there of the archive is of no use then.
    static func write(_ files: [String], of folder: String, to path: String) throws(FeatureWritingError) {
        GDALLibrary.start()
        _ = GDALMessages.take()
        func failure(_ function: String) -> FeatureWritingError {
            .failed(path: path, GDALError(function: function, messages: GDALMessages.take(), fallback: "it failed"))
        }
        // VSIFOpenL: ours to close, NULL on failure. The archive stays open while its members are written.
        guard let archive = VSIFOpenL("/vsizip/\(path)", "wb") else { throw failure("VSIFOpenL") }
        do throws(FeatureWritingError) {
            for file in files {
                guard let source = FileHandle(forReadingAtPath: "\(folder)/\(file)"),
                    let member = VSIFOpenL("/vsizip/\(path)/\(file)", "wb")
                else { throw failure("VSIFOpenL") }
                var isWritten = true
                while isWritten, let piece = try? source.read(upToCount: pieceSize), !piece.isEmpty {
                    // VSIFWriteL: how many of the items were written.
                    isWritten = piece.withUnsafeBytes { VSIFWriteL($0.baseAddress, 1, $0.count, member) } == piece.count
                }
                let isClosed = VSIFCloseL(member) == 0
                guard isWritten, isClosed else { throw failure("VSIFWriteL") }
            }
        } catch {
            VSIFCloseL(archive)
            throw error
        }
        guard VSIFCloseL(archive) == 0 else { throw failure("VSIFCloseL") }
    }
}
