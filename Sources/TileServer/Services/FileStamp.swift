import Foundation

/// What changes when a file does.
struct FileStamp: Hashable, Sendable {
    let text: String
    let byteCount: Int

    /// Nil when there is no such file.
    init?(path: String) {
        // A link is followed, as opening it does.
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard let file = try? FileManager.default.attributesOfItem(atPath: target),
            file[.type] as? FileAttributeType == .typeRegular,
            let modified = file[.modificationDate] as? Date
        else { return nil }
        byteCount = file[.size] as? Int ?? 0
        let number = file[.systemFileNumber] as? Int ?? 0
        text = "\(number) \(byteCount) \(modified.timeIntervalSinceReferenceDate.bitPattern)"
    }
}
