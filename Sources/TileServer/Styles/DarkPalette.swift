import GeoStore
import SimpleFeatures

/// What each colour of a style becomes on a dark map: `geosector:dark` in the style's metadata, from colour to colour.
/// A colour that it does not name stays.
struct DarkPalette {
    /// A style's dark variant is called as the style, with this behind.
    static let suffix = "-dark"

    private let colours: [String: String]

    /// Nil where the style has no palette.
    init?(of document: JSONObject) {
        guard let palette = document["metadata"]?["geosector:dark"]?.object else { return nil }
        colours = Dictionary(
            palette.members.compactMap { light, dark in dark.string.map { (light, $0) } }, uniquingKeysWith: { $1 })
    }

    /// The style with the palette's colours in its layers, their legends included, under titles that say so.
    func applied(to document: JSONObject) -> JSONObject {
        var document = document
        document["layers"] = document["layers"]?.mapStrings { colours[$0] ?? $0 }
        guard var metadata = document["metadata"]?.object else { return document }
        metadata["geosector:dark"] = nil
        if var titles = metadata["geosector:titles"]?.object {
            for (language, mark) in [(Language.vi, "nền tối"), (.en, "dark")] {
                guard let title = titles[language.rawValue]?.string else { continue }
                titles[language.rawValue] = .string("\(title) (\(mark))")
            }
            metadata["geosector:titles"] = .object(titles)
        }
        document["metadata"] = .object(metadata)
        return document
    }
}
