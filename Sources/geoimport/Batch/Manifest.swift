import Foundation

/// Many sources with their settings, as one file says them: what `geoimport sync` works through.
///
/// Each setting of a source is an option of `geoimport load` by its name without the dashes, so that what is written
/// down here and what is typed there are one thing.
struct Manifest: Hashable, Sendable {
    /// One source, or a folder whose files are sources.
    struct Entry: Hashable, Sendable {
        enum Location: Hashable, Sendable {
            case file(String)
            /// Every file of the folder that the pattern takes (`*` and `?`), each a collection named by its file.
            case folder(String, pattern: String)

            var path: String {
                switch self {
                case .file(let path), .folder(let path, _): path
                }
            }
        }

        let location: Location
        /// Where it stands in the manifest, for messages.
        let line: Int
        /// Options of `load`, in the order of `Manifest.keys`.
        let options: [String]

        var takesAllLayers: Bool { options.contains(Manifest.allLayers) }
    }

    let path: String
    /// As the manifest names it, from its own folder; nil when it does not.
    let store: String?
    let entries: [Entry]

    /// The folder that relative paths start from.
    var folder: String { URL(filePath: path).deletingLastPathComponent().path }

    /// How a key's value is written and what it becomes.
    enum Kind: Hashable, Sendable {
        /// `--key value`.
        case text
        /// `--key value` for each of a list, or `--key name=value` for each of a mapping.
        case list
        /// `--value`, one of these.
        case choice([String])
        /// `--option` when the value is this word, the only one it can be.
        case flag(String, option: String)
    }

    /// Settings of a source, in the order in which they are handed on.
    static let keys: [(name: String, kind: Kind)] = [
        ("sector", .text), ("collection", .text), ("layer", .text), ("layers", .flag("all", option: allLayers)),
        ("title-vi", .text), ("title-en", .text),
        ("description", .text), ("licence", .text), ("attribution", .text), ("source-crs", .text),
        ("encoding", .list), ("fields", .list), ("rename", .list), ("where", .text), ("x", .text), ("y", .text),
        ("wkt", .text), ("key", .text), ("mode", .choice(["create", "replace", "append", "update"])),
        ("repair", .text), ("max-area-change", .text), ("max-shift", .text), ("max-rejected", .text), ("ledger", .text),
        ("ledger-table", .text),
    ]

    /// Stands for each layer of a source by itself.
    static let allLayers = "--all-layers"

    /// A file named like this is taken from a folder unless the manifest says otherwise.
    static let standardPattern = "*"
}

/// Why a manifest is not followed.
enum ManifestError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)
    /// What stands at the line is not what belongs there.
    case wrongShape(path: String, line: Int, what: String, expected: String)
    case unknownKey(path: String, line: Int, key: String, known: [String])
    case missingKey(path: String, line: Int, key: String)
    /// The options of a source do not go together.
    case invalidOptions(path: String, line: Int, reason: String)
    case noSources(path: String)
}
