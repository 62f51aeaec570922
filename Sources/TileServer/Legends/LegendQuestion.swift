import GeoStore
import SimpleFeatures

/// Which legend somebody wants.
struct LegendQuestion: Hashable, Sendable {
    /// Of which map.
    var content: MapOrder.Content
    /// Only what is drawn at this zoom, as it is drawn there; everything when nil.
    var zoom: Double?
    /// Only classes that features in this box have, in any CRS that PROJ knows, x to the east; all when nil.
    var envelope: Envelope?
    /// Only these collections; all when nil.
    var collections: Set<String>?

    init(_ content: MapOrder.Content, zoom: Double? = nil, envelope: Envelope? = nil, collections: Set<String>? = nil) {
        self.content = content
        self.zoom = zoom
        self.envelope = envelope
        self.collections = collections
    }
}
