/// What happens to invalid geometries, and what is remarked upon in valid ones.
struct RepairPolicy: Hashable, Sendable {
    enum Mode: String, CaseIterable, Hashable, Sendable {
        /// Repairs within the limits are stored, others are rejected with the proposal in the ledger.
        case auto
        /// Every repair waits in the ledger for a person's decision.
        case ask
        /// Nothing is repaired: invalid geometries are rejected.
        case refuse
    }

    /// How far a repair may go without a person looking at it. The area limits are alternatives: a change is small when
    /// it is small in per cent or in square metres.
    struct Limits: Hashable, Sendable {
        /// Against the area as maps draw it. 1 %: the area of a parcel of 100 m² stays the same to the square metre.
        var areaChangeInPercent = 1.0
        /// Areas of parcels are stated to 0.1 m²: a smaller change is lost in rounding.
        var areaChangeInSquareMetres = 0.1
        /// From a vertex that disappears to the repaired boundary. 2 m is 0.2 mm, the width of a drawn line, on the
        /// 1:10 000 sheet, the smallest scale of cadastral maps: further away is another place on every map.
        var vertexShiftInMetres = 2.0
    }

    /// What is reported though it is valid. The geometry is stored as it came in every case.
    struct Remarks: Hashable, Sendable {
        /// Mean width (2 × area / perimeter) under which an area counts as a sliver. 0.3 m: the bund between two
        /// paddies is wider.
        var sliverWidthInMetres = 0.3
        /// Isoperimetric quotient (4π × area / perimeter²; 1 for a circle, 0.785 for a square) above which a small area
        /// is compact, so no sliver.
        var sliverThinness = 0.1
        /// Angle of a ring at a vertex under which it counts as a spike.
        var spikeAngleInDegrees = 0.5
        /// Shorter spikes cannot be seen on any map.
        var spikeLengthInMetres = 0.5
        /// Lines shorter than this are reported; a centimetre is the precision of coordinates in metres.
        var shortLineInMetres = 0.01
        /// Features remembered for finding duplicates: bounds memory to about 100 MB.
        var duplicateMemory = 4_000_000
    }

    var mode = Mode.auto
    var limits = Limits()
    var remarks = Remarks()
}
