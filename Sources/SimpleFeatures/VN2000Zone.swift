/// The 3° zones of VN-2000 (TM-3: scale 0.9999, false easting 500,000 m), each with its EPSG code.
public enum VN2000Zone {
    /// Central meridians in degrees east, in their order.
    public static let all: [(meridian: Double, crs: CRS)] = [
        (102, 5896), (103, 9205), (104, 9206), (104.5, 9207), (104.75, 9208), (105, 5897), (105.5, 9209),
        (105.75, 9210), (106, 9211), (106.25, 9212), (106.5, 9213), (107, 9214), (107.25, 9215), (107.5, 9216),
        (107.75, 5899), (108, 5898), (108.25, 9217), (108.5, 9218),
    ].map { (meridian: $0.0, crs: CRS.epsg($0.1)) }

    /// The zone of a central meridian; nil where no province has one.
    public static func crs(ofMeridian meridian: Double) -> CRS? {
        all.first { abs($0.meridian - meridian) < 0.000_1 }?.crs
    }
}
