internal import SimpleFeatures

extension FeatureSchema {
    /// Whether both schemas make the same table.
    func hasSameTable(as other: FeatureSchema) -> Bool {
        geometryType == other.geometryType && hasZ == other.hasZ
            && properties.map(\.name) == other.properties.map(\.name)
            && properties.map(\.type) == other.properties.map(\.type)
    }

    /// What keeps features of `given` from being appended to a collection of this schema.
    func differences(to given: FeatureSchema) -> [String] {
        var differences: [String] = []
        if geometryType != .geometry, geometryType != given.geometryType {
            differences.append("geometry is \(given.geometryType.rawValue), stored is \(geometryType.rawValue)")
        }
        if hasZ != given.hasZ { differences.append(given.hasZ ? "has heights, stored has none" : "has no heights") }
        for property in given.properties {
            guard let stored = self.property(named: property.name) else {
                differences.append("column \(property.name) is not stored")
                continue
            }
            if stored.type != property.type {
                differences.append(
                    "column \(property.name) is \(property.type.rawValue), stored is \(stored.type.rawValue)")
            }
        }
        for property in properties where given.property(named: property.name) == nil {
            differences.append("column \(property.name) is missing")
        }
        return differences
    }
}
