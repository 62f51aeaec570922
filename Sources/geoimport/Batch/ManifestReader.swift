import Foundation
import Yams

/// From the YAML of a manifest to its values. Strict: a misspelt key is an error, never ignored.
///
/// ```yaml
/// store: gialai.sqlite
/// defaults: {max-rejected: 5%}
/// sources:
///   - file: giao_thong/duong.shp
///     sector: transport
///     key: MA_DUONG
///     encoding: {TEN: tcvn3}
///   - folder: hop_thu/giao_duc
///     pattern: "*.zip"
///     sector: education
/// ```
struct ManifestReader {
    private let path: String

    /// - Throws: `ManifestError`.
    static func read(_ path: String) throws(ManifestError) -> Manifest {
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw .unreadable(path: path, reason: String(describing: error))
        }
        return try ManifestReader(path: path).manifest(root)
    }

    private func manifest(_ root: Node?) throws(ManifestError) -> Manifest {
        guard let root else { throw .noSources(path: path) }
        let members = try mapping(root, what: "the manifest", known: ["store", "defaults", "sources"])
        let defaults = try members["defaults"].map { node throws(ManifestError) in
            try mapping(node, what: "'defaults'", known: Manifest.keys.map(\.name))
        }
        guard let list = members["sources"] else { throw .missingKey(path: path, line: line(root), key: "sources") }
        guard let sources = list.sequence else {
            throw .wrongShape(path: path, line: line(list), what: "'sources'", expected: "a list")
        }
        guard !sources.isEmpty else { throw .noSources(path: path) }
        var entries: [Manifest.Entry] = []
        for source in sources { entries.append(try entry(source, defaults ?? [:])) }
        return Manifest(
            path: path, store: try members["store"].map { node throws(ManifestError) in try text(node, "store") },
            entries: entries)
    }

    private func entry(_ node: Node, _ defaults: [String: Node]) throws(ManifestError) -> Manifest.Entry {
        let places = ["file", "folder", "pattern"]
        let members = try mapping(node, what: "a source", known: places + Manifest.keys.map(\.name))
        let settings = defaults.merging(members) { $1 }
        guard settings["sector"] != nil else { throw .missingKey(path: path, line: line(node), key: "sector") }
        var options: [String] = []
        for key in Manifest.keys {
            guard let value = settings[key.name] else { continue }
            options += try arguments(key.name, key.kind, value)
        }
        return Manifest.Entry(location: try location(members, node), line: line(node), options: options)
    }

    private func location(
        _ members: [String: Node], _ node: Node
    ) throws(ManifestError) -> Manifest.Entry.Location {
        switch (members["file"], members["folder"]) {
        case (let file?, nil):
            if let pattern = members["pattern"] {
                throw .wrongShape(
                    path: path, line: line(pattern), what: "'pattern'", expected: "a 'folder' beside it, not a 'file'")
            }
            return .file(try text(file, "file"))
        case (nil, let folder?):
            for key in ["collection", "layer", "title-vi", "title-en"] where members[key] != nil {
                throw .wrongShape(
                    path: path, line: line(node), what: "'\(key)' of a folder",
                    expected: "none: each file of a folder names its own collection")
            }
            let pattern = try members["pattern"].map { node throws(ManifestError) in try text(node, "pattern") }
            return .folder(try text(folder, "folder"), pattern: pattern ?? Manifest.standardPattern)
        case (nil, nil): throw .missingKey(path: path, line: line(node), key: "file")
        case (_?, _?):
            throw .wrongShape(path: path, line: line(node), what: "a source", expected: "either 'file' or 'folder'")
        }
    }

    /// What `load` would be told.
    private func arguments(
        _ key: String, _ kind: Manifest.Kind, _ value: Node
    ) throws(ManifestError) -> [String] {
        switch kind {
        case .text:
            return ["--\(key)=\(try text(value, key))"]
        case .choice(let choices):
            let choice = try text(value, key)
            guard choices.contains(choice) else {
                throw .wrongShape(
                    path: path, line: line(value), what: "'\(key)'", expected: choices.joined(separator: ", "))
            }
            return ["--\(choice)"]
        case .flag(let word, let option):
            guard try text(value, key) == word else {
                throw .wrongShape(path: path, line: line(value), what: "'\(key)'", expected: word)
            }
            return [option]
        case .list:
            if let members = value.mapping {
                var arguments: [String] = []
                for (name, value) in members {
                    arguments.append("--\(key)=\(try text(name, key))=\(try text(value, key))")
                }
                return arguments
            }
            guard let items = value.sequence else { return ["--\(key)=\(try text(value, key))"] }
            var arguments: [String] = []
            for item in items { arguments.append("--\(key)=\(try text(item, key))") }
            return arguments
        }
    }

    private func mapping(
        _ node: Node, what: String, known: [String]
    ) throws(ManifestError) -> [String: Node] {
        guard let mapping = node.mapping else {
            throw .wrongShape(path: path, line: line(node), what: what, expected: "'key: value' lines")
        }
        var members: [String: Node] = [:]
        for (key, value) in mapping {
            let name = try text(key, what)
            guard known.contains(name) else {
                throw .unknownKey(path: path, line: line(key), key: name, known: known)
            }
            members[name] = value
        }
        return members
    }

    /// A scalar as it is written: `9218` and `5%` are texts here, and `no` is no truth value.
    private func text(_ node: Node, _ key: String) throws(ManifestError) -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            throw .wrongShape(path: path, line: line(node), what: "'\(key)'", expected: "a text")
        }
        return scalar.string
    }

    private func line(_ node: Node) -> Int { node.mark?.line ?? 1 }
}
