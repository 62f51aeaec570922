internal import Reprojection
internal import SimpleFeatures

/// What a sheet says of its plane and its grid.
struct SheetNotes {
    let plane: MapPlane
    let window: SheetWindow
    let grids: [SheetGrid]
    let language: SheetLanguage
    private let factors: ProjectionFactors

    /// - Throws: `ProjError`.
    init(_ plane: MapPlane, _ window: SheetWindow, _ grids: [SheetGrid], _ language: SheetLanguage) throws {
        self.plane = plane
        self.window = window
        self.grids = grids
        self.language = language
        factors = try plane.factors(at: window.centre)
    }

    /// Minutes by which directions differ before anybody says so.
    private static let leastConvergence = 0.5

    private var convergenceInMinutes: Double { factors.convergence * 60 }

    /// Whether the top of the sheet is another north than the pole's.
    var isGridNorth: Bool { abs(convergenceInMinutes) >= Self.leastConvergence }

    var north: String {
        isGridNorth ? language.pick("Bắc lưới chiếu", "Grid north") : language.pick("Bắc thực", "True north")
    }

    /// Where true north is, seen from the top of the sheet.
    var convergence: String? {
        guard isGridNorth else { return nil }
        let minutes = Int(abs(convergenceInMinutes).rounded())
        let angle = "\(minutes / 60)°" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)′"
        let side = factors.convergence > 0 ? language.pick("tây", "west") : language.pick("đông", "east")
        return language.pick("Bắc thực lệch \(angle) về phía \(side)", "True north \(angle) \(side)")
    }

    var system: String {
        language.pick("Hệ toạ độ: ", "Coordinate system: ") + Self.title(of: plane, language)
            + " (\(plane.crs.identifier))"
    }

    /// What the bar and the scale measure.
    var measure: String {
        if plane.isMeasuredOnGround {
            return language.pick(
                "Tỷ lệ đúng trên thực địa tại tâm tờ bản đồ", "Scale holds on the ground at the centre")
        }
        let factor = language.decimal(factors.scale, places: 5)
        return language.pick(
            "Tỷ lệ tính theo lưới chiếu; hệ số chiếu tại tâm \(factor)",
            "Scale is that of the grid; scale factor at the centre \(factor)")
    }

    /// A line for each grid.
    var gridLines: [String] {
        grids.map { grid in
            switch grid.unit {
            case .metres:
                let isLong = grid.interval >= 1000
                let length =
                    isLong
                    ? language.decimal(
                        grid.interval / 1000, places: grid.interval.remainder(dividingBy: 1000) == 0 ? 0 : 1)
                        + " km"
                    : GroupedNumber.text(grid.interval) + " m"
                let of = grid.crs == plane.crs ? "" : " (\(grid.crs.identifier))"
                return language.pick("Lưới toạ độ vuông góc ", "Grid ") + length + of
            case .degrees:
                return language.pick("Lưới kinh vĩ tuyến ", "Graticule ")
                    + GridUnit.degrees(grid.interval, interval: grid.interval) + " (\(grid.crs.identifier))"
            }
        }
    }

    /// As surveyors name it where it is one of theirs, else as the register does.
    private static func title(of plane: MapPlane, _ language: SheetLanguage) -> String {
        func meridian(_ degrees: Double) -> String { GridUnit.degrees(degrees, interval: 1 / 60) }
        if let zone = VN2000Zone.all.first(where: { $0.crs == plane.crs }) {
            return language.pick(
                "VN-2000, múi chiếu 3°, kinh tuyến trục \(meridian(zone.meridian))",
                "VN-2000, 3° zone, central meridian \(meridian(zone.meridian))")
        }
        return plane.name
    }
}
