import MapSheet
import SimpleFeatures

/// Sheets that somebody wants.
struct PrintOrder: Hashable, Sendable {
    /// What the sheets show.
    enum Extent: Hashable, Sendable {
        /// Around a place of WGS 84 longitude and latitude.
        case place(Coordinate, MapScale)
        /// A box in CRS84, whole.
        case box(Envelope)
        case series(Series)
    }

    /// A page for each feature of a collection, such as the communes.
    struct Series: Hashable, Sendable {
        let collection: String
        /// Whose text is the page's subtitle; when nil the one that search takes for the name, else the first text.
        var property: String?
        /// Only these, as the API writes them; all when nil.
        var ids: [String]?
        /// Of every page; each its own, so that its feature fits, when nil.
        var scale: MapScale?
    }

    enum Grid: Hashable, Sendable {
        case none, automatic
        /// Metres or degrees.
        case every(Double)

        var interval: Double? {
            guard case .every(let interval) = self else { return nil }
            return interval
        }
    }

    var content: MapOrder.Content
    var extent: Extent
    /// That of the place when nil.
    var crs: CRS?
    var paper: Paper
    /// Those of what is drawn when nil.
    var title: String?
    var subtitle: String?
    var attribution: String?
    var language: SheetLanguage
    /// Of the coordinates of the CRS; on a web map, of the place's VN-2000.
    var grid = Grid.automatic
    /// Of longitudes and latitudes.
    var graticule = Grid.none
    var hasLogo = true
    /// Of what is in view; of a series, of its whole map.
    var hasLegend = true
    var format: PrintFormat
    var dotsPerInch: Double
}
