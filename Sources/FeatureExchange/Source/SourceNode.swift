import Foundation

/// What a path leads to, asked before anything is opened: opening a pipe waits for ever, a device never ends.
enum SourceNode {
    case file, folder

    init(at path: String) throws(FeatureExchangeError) {
        var status = stat()
        // stat: 0, or −1 with errno; follows links.
        guard stat(path, &status) == 0 else { throw Self.fault(at: path, errno: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFCHR: throw .notAFile(path: path, .characterDevice)
        case S_IFBLK: throw .notAFile(path: path, .blockDevice)
        case S_IFIFO: throw .notAFile(path: path, .pipe)
        default: throw .notAFile(path: path, .socket)
        }
    }

    private static func fault(at path: String, errno number: Int32) -> FeatureExchangeError {
        switch number {
        case ELOOP: return .linkLoop(path: path)
        case ENOENT:
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
                return .fileNotFound(path: path)
            }
            return .linkBroken(path: path, target: target)
        case ENOTDIR: return .fileNotFound(path: path)
        default: return .notReadable(path: path, errno: number)
        }
    }

    /// Names of the files beside `path` that share its stem, itself included.
    ///
    /// - Throws: `.notAFile` when one of them is a device or a pipe, which GDAL would open on its own.
    static func companions(of path: String) throws(FeatureExchangeError) -> [String] {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent()
        let stem = url.deletingPathExtension().lastPathComponent
        // An unreadable folder still has the file we were given.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [url.lastPathComponent]
        var companions: [String] = []
        for name in names.sorted() where name == stem || name.hasPrefix(stem + ".") {
            let candidate = folder.appending(path: name).path
            do {
                if try SourceNode(at: candidate) == .file { companions.append(candidate) }
            } catch .notAFile(let path, let kind) {
                throw .notAFile(path: path, kind)
            } catch {
                // A broken link beside the source is as if it were not there.
                continue
            }
        }
        return companions
    }
}
