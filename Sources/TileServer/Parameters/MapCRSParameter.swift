import SimpleFeatures

/// The CRS of a map by the names of map services: `EPSG:9218`, `CRS:84`.
enum MapCRSParameter {
    /// What programs of before 2009, and ArcGIS, call Web Mercator.
    private static let otherNames = ["EPSG:900913": CRS.epsg(3857), "EPSG:102100": .epsg(3857)]

    static func name(of crs: CRS) -> String { crs == .crs84 ? "CRS:84" : crs.identifier }

    static func read(_ parameters: ServiceParameters, version: WMSVersion) throws -> CRS {
        let (parameter, offered) = (version.crsParameter, OfferedCRS.ofMaps)
        let names = offered.map(name).joined(separator: ", ")
        // A client of one version may ask in the other's words.
        let other = version == .v130 ? WMSVersion.v111.crsParameter : WMSVersion.v130.crsParameter
        let text = try parameters.value(parameter) ?? parameters.value(other)
        guard let text else { throw ServiceFault(missing: parameter, expected: "one of \(names)") }
        guard let crs = otherNames[text.uppercased()] ?? CRS(text), offered.contains(crs) else {
            throw ServiceFault(version.invalidCRS, parameter, text, expected: "one of \(names)")
        }
        return crs
    }
}
