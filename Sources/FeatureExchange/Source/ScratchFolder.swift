import Foundation

/// A temporary folder of one source: unpacked members, rebuilt indexes, links. Removed with its owner.
///
/// It exists so that a delivered folder, often a read-only share, is never written to.
final class ScratchFolder {
    let path: String
    private var partCount = 0

    init() throws(FeatureExchangeError) {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/geosector-source-XXXXXX".utf8CString)
        // mkdtemp: fills in the X and returns the buffer, or NULL with errno. Mode 0700.
        guard mkdtemp(&template) != nil else { throw .scratchFailed(path: parent, errno: errno) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        // Nothing to tell and nobody to tell it to: the system empties its temporary folder by itself.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A new empty folder inside, so that members of the same name never meet.
    func makePart() throws(FeatureExchangeError) -> String {
        partCount += 1
        let part = "\(path)/\(partCount)"
        guard mkdir(part, 0o700) == 0 else { throw .scratchFailed(path: part, errno: errno) }
        return part
    }

    func link(_ target: String, as link: String) throws(FeatureExchangeError) {
        let absolute = URL(filePath: target).path
        guard symlink(absolute, link) == 0 else { throw .scratchFailed(path: link, errno: errno) }
    }

    func write(_ bytes: [UInt8], to file: String) throws(FeatureExchangeError) {
        do {
            try Data(bytes).write(to: URL(filePath: file))
        } catch {
            throw .scratchFailed(path: file, errno: errno)
        }
    }
}
