import SimpleFeatures
import StyleSpec
import TileEngine

/// The layers of one map, compiled to be drawn with. An object, so that what is remembered of it is found by it.
final class CompiledStyle: Sendable {
    /// As they stand in the documents.
    let layers: [JSONValue]
    let style: Style
    /// Equal styles have equal ones, in every run.
    let fingerprint: Fingerprint

    /// - Parameter layers: with a collection each as its source.
    /// - Throws: `StyleErrors`.
    init(layers: [JSONValue]) throws(StyleErrors) {
        self.layers = layers
        var writer = JSONWriter()
        writer.append(.array(layers))
        fingerprint = Fingerprint(writer.bytes)
        var sources: [(key: String, value: JSONValue)] = []
        for name in layers.compactMap({ $0["source"]?.string }) where !sources.contains(where: { $0.key == name }) {
            sources.append((name, ["type": "vector", "tiles": ["/tiles/{z}/{x}/{y}"]]))
        }
        style = try Style([
            "version": 8, "sources": .object(JSONObject(sources)), "sprite": "/sprites/icons",
            "glyphs": "/fonts/{fontstack}/{range}.pbf", "layers": .array(layers),
        ])
    }
}
