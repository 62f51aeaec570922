/// Where the parts of a sheet lie.
///
/// ```
///   landscape with a legend             portrait with a legend       without
///   ┌───────────────────────────┐       ┌────────────────┐           ┌────────────────┐
///   │ logo     title         no │       │ logo  title no │           │ logo  title no │
///   │ ╔═══════════════╗ legend  │       │ ╔════════════╗ │           │ ╔════════════╗ │
///   │ ║               ║         │       │ ║    map     ║ │           │ ║    map     ║ │
///   │ ║      map      ║ scale   │       │ ╚════════════╝ │           │ ║            ║ │
///   │ ║               ║ north   │       │ legend   scale │           │ ╚════════════╝ │
///   │ ╚═══════════════╝ notes   │       │     north notes│           │ notes scale nor│
///   └───────────────────────────┘       └────────────────┘           └────────────────┘
/// ```
public struct SheetLayout: Hashable, Sendable {
    public let paper: Paper
    public let title: PaperBox
    public let logo: PaperBox?
    public let number: PaperBox
    /// The outer line around the map; numbers of grid lines stand between it and the map.
    public let frame: PaperBox
    public let map: PaperBox
    public let legend: PaperBox?
    public let scale: PaperBox
    public let north: PaperBox
    public let notes: PaperBox

    /// Lengths of A4; larger paper has larger ones.
    enum Measure {
        static let margin = 8.0
        static let gap = 3.5
        /// Between the frame and a map with a grid, and one without.
        static let band = (grid: 7.5, plain: 1.2)
        static let logo = (width: 30.0, height: 13.0)
        static let column = 60.0
        static let scale = 13.0
        static let north = 13.0
        static let notes = 20.0
        static let legendHeading = 6.5
        /// A smaller map is none.
        static let leastMap = 40.0
    }

    /// Of the sheet's height, for a legend below the map.
    private static let mostLegend = 0.3

    /// - Throws: `SheetError.noRoom`, `MapRenderError`, and what the legend throws.
    public init(_ paper: Paper, _ content: SheetContent, hasGrid: Bool, _ typesetter: Typesetter) throws {
        let size = paper.enlargement
        let gap = Measure.gap * size
        var room = paper.box.inset(by: Measure.margin * size)
        self.paper = paper
        let logoWidth = content.logo.map { min(Measure.logo.height * $0.aspect, Measure.logo.width) * size } ?? 0
        let side = max(logoWidth, content.texts.number == nil ? 0 : Measure.logo.height * size)
        let titleWidth = room.width - 2 * (side > 0 ? side + gap : 0)
        let titleHeight = try SheetTitle(content.texts, size, width: titleWidth, typesetter).height
        let header = max(titleHeight, content.logo == nil ? 0 : Measure.logo.height * size)
        guard header < room.height / 3 else { throw SheetError.noRoom }
        var top = room.cut(.top, header, gap: gap * 0.8)
        let left = top.cut(.left, side)
        number = top.cut(.right, side)
        logo = content.logo.map { logo in
            PaperBox(
                minX: left.minX, minY: left.minY, maxX: left.minX + logoWidth, maxY: left.minY + logoWidth / logo.aspect
            )
        }
        title = top.insetHorizontally(by: side > 0 ? gap : 0)

        if let legend = content.legend {
            let isLandscape = paper.orientation == .landscape
            let furniture = (Measure.scale + Measure.north + Measure.notes) * size + 2 * gap
            var part: PaperBox
            if isLandscape {
                part = room.cut(.right, Measure.column * size, gap: gap)
                var below = part
                part = below.cut(.top, part.height - furniture - gap, gap: gap)
                (scale, north, notes) = Self.stack(below, size)
            } else {
                let width = (room.width - gap) / 2
                let wanted = try legend.height(width: width) + Measure.legendHeading * size
                let height = max(furniture, min(wanted, room.height * Self.mostLegend))
                part = room.cut(.bottom, height, gap: gap)
                (scale, north, notes) = Self.stack(part.cut(.right, width, gap: gap), size)
            }
            self.legend = part
        } else {
            legend = nil
            var strip = room.cut(.bottom, Measure.notes * size, gap: gap)
            notes = strip.cut(.left, strip.width * 0.44, gap: gap)
            north = strip.cut(.right, strip.width * 0.42, gap: gap)
            scale = strip
        }
        frame = room
        map = room.inset(by: (hasGrid ? Measure.band.grid : Measure.band.plain) * size)
        guard map.width >= Measure.leastMap, map.height >= Measure.leastMap else { throw SheetError.noRoom }
    }

    /// Scale, north and notes below each other.
    private static func stack(_ box: PaperBox, _ size: Double) -> (scale: PaperBox, north: PaperBox, notes: PaperBox) {
        var rest = box
        let scale = rest.cut(.top, Measure.scale * size, gap: Measure.gap * size)
        let north = rest.cut(.top, Measure.north * size, gap: Measure.gap * size)
        return (scale, north, rest)
    }
}

extension PaperBox {
    fileprivate func insetHorizontally(by margin: Double) -> Self {
        PaperBox(minX: minX + margin, minY: minY, maxX: maxX - margin, maxY: maxY)
    }
}
