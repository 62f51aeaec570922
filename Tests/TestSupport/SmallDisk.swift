import Foundation

/// A disk in memory, unmounted with its owner.
public final class SmallDisk: Sendable {
    private let folder: TemporaryFolder

    /// Tried once: a container may forbid even root to mount.
    public static let isAllowed: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? SmallDisk(megabytes: 1)) != nil
    }()

    public init(megabytes: Int) throws {
        folder = try TemporaryFolder()
        guard let mount = Program("mount") else { throw CocoaError(.executableNotLoadable) }
        try mount.run(["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.url.path])
    }

    deinit { _ = try? Program("umount")?.run(["--lazy", folder.url.path]) }

    public func path(_ name: String) -> String { folder.path(name) }
}
