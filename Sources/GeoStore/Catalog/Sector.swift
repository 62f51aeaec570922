internal import Foundation
internal import Yams

/// A department's field: transport, health, education…
public struct Sector: Hashable, Sendable {
    public let id: String
    public let title: LocalizedText
    /// The department that owns the data of this sector.
    public let department: LocalizedText
    /// `#rrggbb`: what a layer that no style names is drawn in.
    public let colour: String
    /// Name of an icon in the Bootstrap Icons set.
    public let icon: String

    public init(id: String, title: LocalizedText, department: LocalizedText, colour: String, icon: String) {
        self.id = id
        self.title = title
        self.department = department
        self.colour = colour
        self.icon = icon
    }
}

extension Sector {
    /// Reads `data/sectors.yaml`, in the order of the file.
    /// - Throws: `GeoStoreError.sectorFile` naming the entry at fault.
    public static func list(fromFile path: String) throws(GeoStoreError) -> [Sector] {
        let entries: [Entry]
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            entries = try YAMLDecoder().decode(File.self, from: text).sectors
        } catch {
            throw GeoStoreError.sectorFile(path: path, reason: String(describing: error))
        }
        var seen: Set<String> = []
        for entry in entries {
            guard seen.insert(entry.id).inserted else {
                throw GeoStoreError.sectorFile(path: path, reason: "sector '\(entry.id)' stands there twice")
            }
            guard entry.colour.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil else {
                throw GeoStoreError.sectorFile(path: path, reason: "colour of sector '\(entry.id)' is not #rrggbb")
            }
        }
        return entries.map(\.sector)
    }

    private struct File: Decodable {
        let sectors: [Entry]
    }

    private struct Entry: Decodable {
        struct Text: Decodable {
            let vi: String
            let en: String
            var localized: LocalizedText { LocalizedText(vi: vi, en: en) }
        }

        let id: String
        let title: Text
        let department: Text
        let colour: String
        let icon: String

        var sector: Sector {
            Sector(
                id: id, title: title.localized, department: department.localized, colour: colour.lowercased(),
                icon: icon)
        }
    }
}
