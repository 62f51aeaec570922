import SimpleFeatures
import TileArchive

/// What clients read about tile archives: the list, and TileJSON 3.0 of each.
struct ArchiveDocument {
    let links: LinkBuilder

    func list(_ archives: [ServedArchive]) -> JSONValue {
        [
            "archives": .array(archives.map(entry)),
            "links": [
                links.link("/archives", rel: "self", type: .json, title: "This document"),
                links.link("/archives?f=html", rel: "alternate", type: .html, title: "This document as HTML"),
            ],
        ]
    }

    private func entry(_ archive: ServedArchive) -> JSONValue {
        let path = Self.path(archive)
        var found = [links.link("\(path).json", rel: "describedby", type: .json, title: "TileJSON")]
        if archive.format == .pmtiles {
            found.append(links.link("\(path).pmtiles", rel: "enclosure", type: .pmtiles, title: "The file"))
        }
        return [
            "id": .string(archive.name), "title": .string(archive.reader.metadata.name),
            "format": .string(archive.format.rawValue), "tiles": .string(archive.reader.metadata.kind.rawValue),
            "links": .array(found),
        ]
    }

    func tileJSON(_ archive: ServedArchive) -> JSONValue {
        let metadata = archive.reader.metadata
        let bounds = metadata.bounds
        var members: JSONObject = [
            "tilejson": "3.0.0",
            "name": .string(metadata.name),
            "scheme": "xyz",
            // The state in the URL lets clients keep a tile for ever and still see another file at once.
            "tiles": [.string(links.url("\(Self.path(archive))/{z}/{x}/{y}?v=\(archive.state)"))],
            "minzoom": JSONValue(metadata.zooms.lowerBound),
            "maxzoom": JSONValue(metadata.zooms.upperBound),
            "bounds": [.real(bounds.minX), .real(bounds.minY), .real(bounds.maxX), .real(bounds.maxY)],
            "format": .string(metadata.kind.rawValue),
        ]
        if let centre = metadata.centre {
            members["center"] = [.real(centre.longitude), .real(centre.latitude), JSONValue(centre.zoom)]
        }
        members["description"] = metadata.description.map(JSONValue.string)
        members["version"] = metadata.version.map(JSONValue.string)
        members["attribution"] = metadata.attribution.map { .string(Self.withoutTags($0)) }
        if metadata.kind == .vector { members["vector_layers"] = metadata.vectorLayers ?? [] }
        return .object(members)
    }

    static func path(_ archive: ServedArchive) -> String { "/archives/\(QueryParameters.encode(archive.name))" }

    /// Clients write an attribution into their page as HTML (TileJSON 3.0, 3.2), and a file may come from anywhere:
    /// its words remain, its tags do not.
    static func withoutTags(_ text: String) -> String {
        var plain = ""
        var isInside = false
        // By scalar: a combining mark behind a `<` must not hide it.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": isInside = true
            case ">": isInside = false
            default: if !isInside { plain.unicodeScalars.append(scalar) }
            }
        }
        return plain
    }
}
