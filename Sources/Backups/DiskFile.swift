internal import CSync
internal import Foundation
internal import Glibc

/// An open file: whole reads and writes, the system's faults as `BackupError`.
final class DiskFile {
    enum Use {
        case read
        /// A new file of the owner's own.
        case create
    }

    let path: String
    private let descriptor: Int32

    /// - Throws: `BackupError`.
    init(_ path: String, _ use: Use) throws(BackupError) {
        let flags = use == .read ? O_RDONLY : O_WRONLY | O_CREAT | O_EXCL
        // open: a descriptor, or −1 with errno.
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .failed(use == .read ? "opening" : "creating", path)
        }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes, fewer only at the end of the file.
    /// - Throws: `BackupError.system`.
    func read(_ count: Int) throws(BackupError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let start = buffer.baseAddress {
                // read: bytes taken, 0 at the end, or −1 with errno.
                let taken = Glibc.read(descriptor, start + filled, count - filled)
                if taken < 0, errno == EINTR { continue }
                if taken < 0 { failure = errno }
                guard taken > 0 else { return }
                filled += taken
            }
        }
        guard failure == 0 else { throw .system(attempted: "reading", path: path, errno: failure) }
        return bytes
    }

    /// - Throws: `BackupError`.
    func write(_ bytes: [UInt8]) throws(BackupError) {
        var written = 0
        while written < bytes.count {
            // write: bytes taken, or −1 with errno.
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed("writing", path) }
            written += count
        }
    }

    /// What was written is on the disk.
    /// - Throws: `BackupError`.
    func synchronise() throws(BackupError) {
        guard fsync(descriptor) == 0 else { throw .failed("writing", path) }
    }

    /// - Throws: `BackupError`.
    func setMode(_ mode: UInt32) throws(BackupError) {
        guard fchmod(descriptor, mode & 0o777) == 0 else { throw .failed("setting the rights of", path) }
    }

    static func readAll(_ path: String) throws(BackupError) -> [UInt8] {
        let file = try DiskFile(path, .read)
        var bytes: [UInt8] = []
        while true {
            let more = try file.read(1 << 16)
            bytes += more
            if more.count < 1 << 16 { return bytes }
        }
    }

    /// Writes a file that has its name only once it is whole and on the disk.
    /// - Throws: `BackupError`.
    static func publish(_ bytes: [UInt8], at path: String, draft: String) throws(BackupError) {
        do throws(BackupError) {
            let file = try DiskFile(draft, .create)
            try file.write(bytes)
            try file.synchronise()
            guard rename(draft, path) == 0 else { throw .failed("naming", path) }
            try synchronise(folder: (path as NSString).deletingLastPathComponent)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Names that were given or taken away in a folder are on the disk.
    /// - Throws: `BackupError`.
    static func synchronise(folder: String) throws(BackupError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed("opening", folder) }
        defer { close(descriptor) }
        // Some file systems of network shares cannot: EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .failed("writing", folder) }
    }

    /// Everything written to the file system of a folder is on its disk: one wait for thousands of chunks.
    /// - Throws: `BackupError`.
    static func synchroniseFileSystem(of folder: String) throws(BackupError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed("opening", folder) }
        defer { close(descriptor) }
        guard syncfs(descriptor) == 0 else { throw .failed("writing", folder) }
    }

    /// - Throws: `BackupError`; a folder that is there already is none.
    static func makeFolder(_ path: String) throws(BackupError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .failed("making", path) }
    }

    static func names(in folder: String) throws(BackupError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw .system(attempted: "listing", path: folder, errno: ENOENT)
        }
    }
}

extension BackupError {
    /// The system's last fault.
    static func failed(_ attempted: String, _ path: String) -> BackupError {
        let number = errno
        if number == ENOSPC || number == EDQUOT { return .diskFull(path: path) }
        return .system(attempted: attempted, path: path, errno: number)
    }
}
