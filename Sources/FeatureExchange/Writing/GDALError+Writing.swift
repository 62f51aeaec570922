import CGDAL
import Foundation
import Glibc

extension GDALError {
    /// Room below which a write that failed failed for want of it.
    private static let little: UInt64 = 1 << 16

    /// From what GDAL said while it wrote. Drivers call a full disk an I/O failure, or nothing at all: it is named.
    /// - Parameter path: the file that grew; it need not be there any more.
    init(function: String, messages: [GDALMessage], writing path: String) {
        let said = GDALError(function: function, messages: messages, fallback: "it failed")
        guard let reason = Self.wantOfRoom(for: path) else {
            self = said
            return
        }
        self.init(function: function, code: .fileIO, message: "\(said.message); \(reason)")
    }

    /// The system's words (strerror) for a full disk, and for a file as large as this process may make one.
    private static func wantOfRoom(for path: String) -> String? {
        var disk = statvfs()
        // statvfs, getrlimit, stat: 0, or −1 with errno.
        if statvfs(URL(fileURLWithPath: path).deletingLastPathComponent().path, &disk) == 0,
            UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < little
        {
            return String(cString: strerror(ENOSPC))
        }
        var limit = rlimit()
        var file = stat()
        guard getrlimit(Int32(RLIMIT_FSIZE.rawValue), &limit) == 0, stat(path, &file) == 0 else { return nil }
        let isAtLimit = UInt64(file.st_size) + little > UInt64(limit.rlim_cur)
        return isAtLimit ? String(cString: strerror(EFBIG)) : nil
    }
}
