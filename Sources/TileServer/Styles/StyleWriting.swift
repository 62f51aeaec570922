import Foundation
import StyleSpec
import Synchronization

extension StyleLibrary {
    /// What a write expects to find, by the tags of contents.
    enum Expectation: Hashable, Sendable {
        case nothing
        case anything
        case oneOf(Set<String>)
    }

    /// Looks a style through as it would be when it is stored.
    /// - Throws: `StyleError.invalid` with every issue, `.composed`.
    func check(_ text: [UInt8], id: String) throws(StyleError) -> StyleCheck {
        guard !Self.isComposed(id) else { throw .composed }
        let check = StyleCheck(id: id, text: text, images: shelf.icons.names)
        guard check.file != nil else { throw .invalid(id: id, issues: check.issues) }
        return check
    }

    /// Stores a style: readers see the old file or the new one, whole.
    /// - Returns: whether it is new.
    /// - Throws: `StyleError`.
    func store(_ text: [UInt8], id: String, expecting expectation: Expectation) throws(StyleError) -> Bool {
        _ = try check(text, id: id)
        return try writing { () throws(StyleError) in
            let isNew = try meets(expectation, id) == nil
            do {
                try Self.replace(path(of: id), with: text)
            } catch {
                throw .notWritable(reason: "\(error)")
            }
            return isNew
        }
    }

    /// - Throws: `StyleError`.
    func remove(_ id: String, expecting expectation: Expectation) throws(StyleError) {
        guard !Self.isComposed(id) else { throw .composed }
        try writing { () throws(StyleError) in
            _ = try meets(expectation, id)
            do {
                try FileManager.default.removeItem(atPath: path(of: id))
            } catch {
                throw .notWritable(reason: "\(error)")
            }
        }
    }

    /// Only ids that are served or were checked come here: they name nothing outside the folder.
    private func path(of id: String) -> String { "\(folder.path)/\(id).json" }

    /// One write at a time, and what was written is served before the next.
    private func writing<Result>(_ body: () throws(StyleError) -> Result) throws(StyleError) -> Result {
        look()
        let result = try body()
        look()
        return result
    }

    /// - Returns: the tag of what is there; nil when nothing is.
    private func meets(_ expectation: Expectation, _ id: String) throws(StyleError) -> String? {
        let tag = styles.first { $0.id == id }?.tag
        switch expectation {
        case .nothing:
            guard tag == nil else { throw .exists(id) }
        case .anything: break
        case .oneOf(let tags):
            guard let tag, tags.contains(tag) else { throw .changed(id, tag: tag) }
        }
        return tag
    }

    /// Writes beside it, makes sure that it is on the disk, and renames.
    private static func replace(_ path: String, with text: [UInt8]) throws {
        let temporary = "\(path).\(UInt32.random(in: .min ... .max)).tmp"
        do {
            try Data(text).write(to: URL(filePath: temporary), options: .withoutOverwriting)
            let handle = try FileHandle(forUpdating: URL(filePath: temporary))
            try handle.synchronize()
            try handle.close()
            guard rename(temporary, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            // Gone already when it was renamed.
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }
}
