internal import SimpleFeatures

/// GeoJSON geometries of a filter, with a pointer to what is wrong.
extension FilterJSONReader {
    mutating func readGeometry(_ value: JSONValue) throws(FilterError) -> Geometry {
        do throws(GeoJSONFault) { return try GeoJSONGeometryReader.read(value) } catch {
            throw try located(error.path[...], error.reason)
        }
    }

    private mutating func located(
        _ steps: ArraySlice<String>, _ reason: GeoJSONFault.Reason
    ) throws(FilterError) -> FilterError {
        if let step = steps.first {
            return try within(step) { (reader) throws(FilterError) in try reader.located(steps.dropFirst(), reason) }
        }
        switch reason {
        case .unexpected(let value, let expected): return unexpected(value, expected)
        case .unknownMember(let name, let known): return unknownMember(name, known: known)
        case .positions(let positions): return fault(.invalidGeometry(reason: positions.description))
        }
    }
}
