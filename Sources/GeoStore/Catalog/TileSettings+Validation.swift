internal import SimpleFeatures

extension TileSettings {
    /// What is wrong with settings.
    public enum Fault: Error, Hashable, Sendable {
        case outOfRange(Setting, value: Int, allowed: ClosedRange<Int>)
        case minZoomAboveMaxZoom(minZoom: Int, maxZoom: Int)
        /// Importance is compared: only numbers can be.
        case notANumber(property: String, known: [String])
        /// Neither `property op value@zoom` nor `*@zoom`.
        case malformedRule(String)
    }

    public enum Setting: String, Hashable, Sendable {
        case minZoom, maxZoom, buffer, tileLimit, ruleZoom, propertyZoom
    }

    /// Down to the deepest matrix of WebMercatorQuad.
    public static let zooms = 0...24
    public static let buffers = 0...256
    /// Below 10 kB not even a sketch of a layer fits; 20 MB no browser draws.
    public static let sizeLimits = 10_000...20_000_000

    /// - Throws: `GeoStoreError.invalidTileSettings`, `.propertyNotFound` with the properties there are.
    func check(for collection: PublishedCollection) throws(GeoStoreError) {
        if let fault = rangeFault { throw GeoStoreError.invalidTileSettings(fault, collection: collection.id.name) }
        let properties = collection.schema.properties
        let named =
            [importanceProperty, classProperty].compactMap { $0 } + zoomRules.compactMap { $0.condition?.property }
            + propertyZooms.map(\.property) + hiddenProperties
        for name in named where collection.schema.property(named: name) == nil {
            throw GeoStoreError.propertyNotFound(
                name, collection: collection.id.name, known: properties.map(\.name))
        }
        guard let importanceProperty else { return }
        let numbers = properties.filter { [.integer, .real].contains($0.type) }.map(\.name)
        guard numbers.contains(importanceProperty) else {
            throw GeoStoreError.invalidTileSettings(
                .notANumber(property: importanceProperty, known: numbers), collection: collection.id.name)
        }
    }

    private var rangeFault: Fault? {
        var values: [(Setting, Int, ClosedRange<Int>)] = [
            (.minZoom, minZoom, Self.zooms), (.maxZoom, maxZoom, Self.zooms), (.buffer, buffer, Self.buffers),
            (.tileLimit, sizeLimitInBytes, Self.sizeLimits),
        ]
        values += zoomRules.map { (.ruleZoom, $0.minZoom, Self.zooms) }
        values += propertyZooms.map { (.propertyZoom, $0.minZoom, Self.zooms) }
        for (setting, value, allowed) in values where !allowed.contains(value) {
            return .outOfRange(setting, value: value, allowed: allowed)
        }
        return minZoom > maxZoom ? .minZoomAboveMaxZoom(minZoom: minZoom, maxZoom: maxZoom) : nil
    }
}
