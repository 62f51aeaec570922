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
        return try makeFolder("\(path)/\(partCount)")
    }

    func makeFolder(_ folder: String) throws(FeatureExchangeError) -> String {
        guard mkdir(folder, 0o700) == 0 else { throw .scratchFailed(path: folder, errno: errno) }
        return folder
    }

    func link(_ target: String, as link: String) throws(FeatureExchangeError) {
        let absolute = URL(filePath: target).path
        guard symlink(absolute, link) == 0 else { throw .scratchFailed(path: link, errno: errno) }
    }

    /// The operating system's number inside an error of Foundation's, EIO when there is none.
    static func number(of error: any Error) -> Int32 {
        var cause: NSError? = error as NSError
        while let current = cause {
            if current.domain == NSPOSIXErrorDomain { return Int32(clamping: current.code) }
            cause = current.userInfo[NSUnderlyingErrorKey] as? NSError
        }
        return EIO
    }

    func write(_ bytes: [UInt8], to file: String) throws(FeatureExchangeError) {
        do {
            try Data(bytes).write(to: URL(filePath: file))
        } catch {
            throw .scratchFailed(path: file, errno: Self.number(of: error))
        }
    }
}
