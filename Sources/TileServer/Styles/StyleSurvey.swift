import Foundation
import GeoStore
import MapRender
import SimpleFeatures
import StyleSpec
import TileEngine

/// Looks through files of styles as a server would, and compares them with what a store has.
struct StyleSurvey {
    let files: [String]
    /// The folder of icons; nil takes the one beside each file.
    let icons: String?
    /// Nil leaves out what needs one.
    let store: String?

    /// - Throws: `GeoStoreError` when the store cannot be opened, `MapRenderError` when the folder of icons cannot be read.
    func findings() throws -> [StyleFinding] {
        let opened = try store.map { try Store(path: $0, access: .readOnly) }
        let catalog = try opened?.catalog()
        var findings = try opened.map(Self.lettering) ?? []
        var known: [String: StyleIcons] = [:]
        for file in files {
            let folder = icons ?? Self.iconFolder(beside: file)
            if known[folder] == nil {
                let found = try Self.icons(of: folder, isWanted: icons != nil)
                known[folder] = found
                findings += found.refused.map { refusal in
                    StyleFinding(
                        file: "\(folder)/\(refusal.name).svg",
                        issue: StyleIssue(key: "", message: refusal.fault.sentence))
                }
            }
            let check = Self.check(file, images: known[folder]?.names ?? [])
            findings += check.issues.map { StyleFinding(file: file, issue: $0) }
            if let catalog, let style = check.file {
                findings += Self.gaps(in: style, catalog).map { StyleFinding(file: file, issue: $0) }
            }
        }
        return findings
    }

    /// Characters of a store's texts that no font has. Collections whose overview is missing are not looked through.
    private static func lettering(of store: Store) throws -> [StyleFinding] {
        let provider = OverviewProvider(store: store)
        defer { provider.close() }
        let fonts = try FontLibrary(folders: [], includesSystemFonts: true)
        return try store.catalog().collections.compactMap { collection in
            let characters = try provider.open(collection)?.characters ?? []
            let uncovered = try UncoveredCharacters.of(characters, fonts: fonts)
            guard !uncovered.isEmpty else { return nil }
            return StyleFinding(
                file: store.path,
                issue: StyleIssue(
                    key: collection.id.name,
                    message: "no font has these characters: \(UncoveredCharacters.text(uncovered))",
                    severity: .warning))
        }
    }

    private static func iconFolder(beside file: String) -> String {
        URL(filePath: file).deletingLastPathComponent().appending(path: StyleIcons.folder).path
    }

    private static func icons(of folder: String, isWanted: Bool) throws(MapRenderError) -> StyleIcons {
        guard isWanted || FileManager.default.fileExists(atPath: folder) else { return .none }
        return try StyleIcons(folder: folder)
    }

    private static func check(_ file: String, images: Set<String>) -> StyleCheck {
        guard let stamp = FileStamp(path: file) else {
            return StyleCheck(issue: StyleIssue(key: "", message: "there is no such file"))
        }
        guard stamp.byteCount <= StyleCheck.byteLimit else {
            return StyleCheck(issue: StyleCheck.tooLarge(stamp.byteCount))
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            return StyleCheck(issue: StyleIssue(key: "", message: "the file cannot be read"))
        }
        let id = URL(filePath: file).deletingPathExtension().lastPathComponent
        return StyleCheck(id: id, text: [UInt8](data), images: images)
    }

    /// What a style reads that a store does not have: its layer draws nothing, or less than it was meant to.
    private static func gaps(in style: StyleFile, _ catalog: Catalog) -> [StyleIssue] {
        var issues: [StyleIssue] = []
        for (index, layer) in style.style.layers.enumerated() {
            guard let name = layer.source else { continue }
            guard let collection = catalog.existing(name) else {
                issues.append(
                    StyleIssue(
                        key: "layers[\(index)].source-layer",
                        message: "the store has no collection \"\(name)\"; the layer is left out"
                            + near(name, catalog.collections.map(\.id.name)), severity: .warning))
                continue
            }
            guard case .some(let properties) = layer.dependencies.properties else { continue }
            let columns = collection.schema.properties.map(\.name)
            for property in properties.sorted() where !columns.contains(property) {
                issues.append(
                    StyleIssue(
                        key: "layers[\(index)]",
                        message: "collection \"\(name)\" has no property \"\(property)\"" + near(property, columns),
                        severity: .warning))
            }
        }
        return issues
    }

    private static func near(_ name: String, _ known: [String]) -> String {
        let names = NearMatches.of(name, among: known)
        return names.isEmpty ? "" : "; near: \(names.joined(separator: ", "))"
    }
}
