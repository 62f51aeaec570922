import Foundation
import Logging
import MapRender
import StyleSpec
import Synchronization

/// The files of styles and icons, and what was found in them.
final class StyleFolder: Sendable {
    /// What a file was when it was looked at last.
    private struct Known {
        let stamp: FileStamp
        let issues: [StyleIssue]
        /// The last right state, and its dark variant if it has one; nothing when there never was a right one.
        let styles: [StyleFile]
    }

    private struct State {
        /// By file name; nil before the first look.
        var files: [String: Known]?
        var iconStamps: [String] = []
        var icons = StyleIcons.none
        var fault: String?
    }

    let path: String
    private let logger: Logger
    private let state = Mutex(State())

    init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
    }

    /// What is to be served now; nil when that is what was served before.
    func read() -> StyleShelf? {
        state.withLock { state in
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }
                state.fault = nil
            } catch {
                // What is known is still served: a folder that comes back is looked at again.
                if state.fault == nil { logger.error("style folder not read", metadata: ["error": "\(error)"]) }
                state.fault = "\(error)"
                return nil
            }
            let hasOtherIcons = readIcons(&state)
            let before = state.files ?? [:]
            var files: [String: Known] = [:]
            for name in names.sorted() {
                guard let stamp = FileStamp(path: "\(path)/\(name)") else { continue }
                if let known = before[name], known.stamp == stamp, !hasOtherIcons {
                    files[name] = known
                } else {
                    files[name] = look(at: name, stamp, before: before[name], images: state.icons.names)
                }
            }
            for name in before.keys.sorted() where files[name] == nil {
                logger.info("style removed", metadata: ["style": "\(name)"])
            }
            let isSame = state.files?.mapValues(\.stamp) == files.mapValues(\.stamp) && !hasOtherIcons
            state.files = files
            return isSame ? nil : Self.shelf(files, state.icons)
        }
    }

    private static func shelf(_ files: [String: Known], _ icons: StyleIcons) -> StyleShelf {
        let ordered = files.sorted { $0.key < $1.key }
        let styles = ordered.flatMap(\.value.styles)
        let files = styles.filter { $0.lightID == nil }
        let own = Set(files.map(\.id))
        return StyleShelf(
            // A dark style that somebody wrote as a file of its own is taken as it is.
            styles: files + styles.filter { $0.lightID != nil && !own.contains($0.id) }, icons: icons,
            faults: ordered.compactMap { name, known in
                let issues = known.issues.filter { $0.severity == .error }
                return issues.isEmpty
                    ? nil : StyleShelf.Fault(file: name, issues: known.issues, isServed: !known.styles.isEmpty)
            })
    }

    private func look(at name: String, _ stamp: FileStamp, before: Known?, images: Set<String>) -> Known {
        let check: StyleCheck
        if stamp.byteCount > StyleCheck.byteLimit {
            check = StyleCheck(issue: StyleCheck.tooLarge(stamp.byteCount))
        } else if let data = FileManager.default.contents(atPath: "\(path)/\(name)") {
            check = .of(id: String(name.dropLast(".json".count)), text: [UInt8](data), images: images)
        } else {
            check = StyleCheck(issue: StyleIssue(key: "", message: "the file cannot be read"))
        }
        let isNews = before.map { $0.stamp != stamp || $0.issues != check.issues } ?? true
        if isNews { tell(check, of: name, before: before) }
        let styles = check.file == nil ? before?.styles ?? [] : check.styles
        return Known(stamp: stamp, issues: check.issues, styles: styles)
    }

    /// Issues of one file that are logged; the others are counted.
    private static let mostIssues = 20

    private func tell(_ check: StyleCheck, of name: String, before: Known?) {
        for issue in check.issues.prefix(Self.mostIssues) {
            logger.warning(
                "style issue",
                metadata: [
                    "style": "\(name)", "place": "\(issue.key)", "issue": "\(issue.message)",
                    "line": "\(issue.line.map(String.init) ?? "-")", "severity": "\(issue.severity.rawValue)",
                ])
        }
        if check.file == nil {
            logger.warning(
                before?.styles.isEmpty ?? true ? "style not served" : "style served as before",
                metadata: ["style": "\(name)", "issues": "\(check.issues.count)"])
        } else if before != nil {
            logger.info("style changed", metadata: ["style": "\(name)"])
        }
    }

    /// Looks for other icons than before.
    /// - Returns: whether there are.
    private func readIcons(_ state: inout State) -> Bool {
        let folder = "\(path)/\(StyleIcons.folder)"
        // Without the folder there are no icons.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let stamps = names.filter { $0.hasSuffix(".svg") }.sorted().map { name in
            "\(name) \(FileStamp(path: "\(folder)/\(name)")?.text ?? "")"
        }
        guard stamps != state.iconStamps else { return false }
        state.iconStamps = stamps
        do throws(MapRenderError) {
            let icons = try stamps.isEmpty ? StyleIcons.none : StyleIcons.of(folder: folder, stamps: stamps)
            for refusal in icons.refused where !state.icons.refused.contains(refusal) {
                logger.warning(
                    "icon refused", metadata: ["icon": "\(refusal.name)", "reason": "\(refusal.fault.sentence)"])
            }
            state.icons = icons
            return true
        } catch {
            logger.warning("icons not taken over", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
