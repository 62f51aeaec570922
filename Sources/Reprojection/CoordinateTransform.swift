internal import CPROJ
public import SimpleFeatures

/// One coordinate operation between two CRS, x east and y north on both sides whatever the authority says.
///
/// Not Sendable: a PROJ object belongs to one thread at a time. `TransformPool` hands them out.
public final class CoordinateTransform {
    /// What is done to the coordinates, for metadata.
    public struct Operation: Hashable, Sendable {
        /// As PROJ names it, for example `Inverse of Vietnam TM-3 108-30 + VN-2000 to WGS 84 (2)`.
        public let name: String
        /// Metres; nil where the authority states none.
        public let accuracyInMetres: Double?

        /// Between two names of one CRS nothing is to be done.
        public static let none = Operation(name: "none (same CRS)", accuracyInMetres: 0)
        public var isNone: Bool { self == .none }
    }

    public enum Direction { case forward, inverse }

    public let source: CRS
    public let target: CRS
    public let operation: Operation
    private let object: ProjObject?

    /// Whether coordinates stay as they are.
    public var isIdentity: Bool { object == nil }

    /// - Throws: `ProjError.unknownCRS`, `.noOperation`.
    public convenience init(from source: CRS, to target: CRS) throws(ProjError) {
        try self.init(from: source, to: target, in: ProjContext())
    }

    /// Transforms of one context share what PROJ read from its register, and one thread.
    init(from source: CRS, to target: CRS, in context: ProjContext) throws(ProjError) {
        self.source = source
        self.target = target
        guard !Self.agree(source, target) else {
            object = nil
            operation = .none
            return
        }
        let chosen = try OperationChoice.best(from: source, to: target, in: context)
        // Returns a new object, NULL on failure; the argument stays ours.
        guard let normalised = proj_normalize_for_visualization(context.pointer, chosen.pointer) else {
            throw ProjError.noOperation(from: source, to: target)
        }
        object = ProjObject(owning: normalised, in: context)
        operation = OperationChoice.describe(chosen)
    }

    /// From a definition as a file states it, however wrong, to a registered CRS: to tell how far off it would be.
    /// - Parameters:
    ///   - definition: WKT of any dialect, or a PROJ string with `+type=crs`.
    ///   - source: what `source` shall say; the definition has no code.
    /// - Throws: `ProjError.unknownCRS` when PROJ cannot read it, `.noOperation`.
    public init(definition: String, standingFor source: CRS, to target: CRS) throws(ProjError) {
        self.source = source
        self.target = target
        let context = try ProjContext()
        // Returns NULL when PROJ cannot read it.
        guard let pointer = proj_create(context.pointer, definition) else {
            throw ProjError.unknownCRS(source, reason: context.lastReason)
        }
        let stated = ProjObject(owning: pointer, in: context)
        let goal = try OperationChoice.crs(target, in: context)
        guard let chosen = try OperationChoice.candidates(from: stated, to: goal, in: context).first,
            // Returns a new object, NULL on failure; the argument stays ours.
            let normalised = proj_normalize_for_visualization(context.pointer, chosen.pointer)
        else { throw ProjError.noOperation(from: source, to: target) }
        object = ProjObject(owning: normalised, in: context)
        operation = OperationChoice.describe(chosen)
    }

    /// Moves `count` positions in place: x at `stride * i`, y at `stride * i + 1`. Heights are left alone.
    /// - Throws: `ProjError.outsideDomain` naming the first position given; the values are then undefined.
    public func transform(
        _ values: UnsafeMutableBufferPointer<Double>, stride: Int, direction: Direction = .forward
    ) throws(ProjError) {
        guard let object, !values.isEmpty else { return }
        let count = values.count / stride
        let first = Coordinate(x: values[0], y: values[1])
        let step = stride * MemoryLayout<Double>.size
        let base = values.baseAddress!
        // Returns how many positions it went through; failed ones become HUGE_VAL.
        _ = proj_trans_generic(
            object.pointer, direction == .forward ? PJ_FWD : PJ_INV,
            base, step, count, base + 1, step, count, nil, 0, 0, nil, 0, 0)
        proj_errno_reset(object.pointer)
        var offset = 0
        while offset < values.count {
            guard values[offset].isFinite, values[offset + 1].isFinite else {
                throw ProjError.outsideDomain(
                    from: direction == .forward ? source : target, to: direction == .forward ? target : source,
                    near: first)
            }
            offset += stride
        }
    }

    public func transform(_ coordinate: Coordinate, direction: Direction = .forward) throws(ProjError) -> Coordinate {
        let moved = try transform(CoordinateSequence([coordinate]), direction: direction)
        return moved[0]
    }

    public func transform(
        _ sequence: CoordinateSequence, direction: Direction = .forward
    ) throws(ProjError) -> CoordinateSequence {
        guard object != nil else { return sequence }
        var moved = sequence
        let result: Result<Void, ProjError> = moved.values.withUnsafeMutableBufferPointer { buffer in
            do throws(ProjError) {
                return .success(try transform(buffer, stride: sequence.stride, direction: direction))
            } catch { return .failure(error) }
        }
        try result.get()
        return moved
    }

    public func transform(_ geometry: Geometry, direction: Direction = .forward) throws(ProjError) -> Geometry {
        guard object != nil else { return geometry }
        return try geometry.mapSequences { sequence throws(ProjError) in
            try transform(sequence, direction: direction)
        }
    }

    /// The box that holds the transformed box: edges are densified, because straight lines bend.
    public func transform(_ envelope: Envelope, direction: Direction = .forward) throws(ProjError) -> Envelope {
        let (from, to) = direction == .forward ? (source, target) : (target, source)
        precondition(envelope.crs == from, "the envelope is not in the CRS this transform starts from")
        guard let object else {
            return Envelope(
                minX: envelope.minX, minY: envelope.minY, maxX: envelope.maxX, maxY: envelope.maxY, crs: to)
        }
        var minX = 0.0
        var minY = 0.0
        var maxX = 0.0
        var maxY = 0.0
        // Returns 1 on success.
        let succeeded = proj_trans_bounds(
            object.context.pointer, object.pointer, direction == .forward ? PJ_FWD : PJ_INV,
            envelope.minX, envelope.minY, envelope.maxX, envelope.maxY,
            &minX, &minY, &maxX, &maxY, Self.pointsPerEdge)
        proj_errno_reset(object.pointer)
        guard succeeded == 1, minX.isFinite, minY.isFinite, maxX.isFinite, maxY.isFinite, minX <= maxX, minY <= maxY
        else { throw ProjError.outsideDomain(from: from, to: to, near: envelope.centre) }
        return Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY, crs: to)
    }

    /// With x east and y north on both sides, EPSG:4326 and CRS84 are one.
    private static func agree(_ source: CRS, _ target: CRS) -> Bool {
        func longitudeFirst(_ crs: CRS) -> CRS { crs == .epsg(4326) ? .crs84 : crs }
        return longitudeFirst(source) == longitudeFirst(target)
    }

    /// PROJ's own recommendation for boxes of any size.
    private static let pointsPerEdge: Int32 = 21
}
