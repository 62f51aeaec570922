internal import Glibc

/// Held while something works in a repository; the system takes it back from a program that is killed.
final class RepositoryLock {
    enum Kind {
        /// Reading: others may read, too.
        case shared
        case exclusive
    }

    private let descriptor: Int32

    /// - Throws: `BackupError.busy`, `.system`.
    init(_ path: String, _ kind: Kind, of repository: String) throws(BackupError) {
        // A repository on a read-only disk can be read and restored from.
        var descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0, kind == .shared { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .failed("opening", path) }
        guard flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let failure = BackupError.failed("locking", path)
            close(descriptor)
            throw isHeld ? .busy(path: repository) : failure
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
