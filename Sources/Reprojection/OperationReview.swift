internal import CPROJ
public import SimpleFeatures

/// What should be known of the operation between two CRS beside its name and accuracy.
public struct OperationReview: Hashable, Sendable {
    /// An operation that would be more accurate, and is not used because this machine lacks its grids.
    public struct Better: Hashable, Sendable {
        public let name: String
        public let accuracyInMetres: Double
        /// Names of the files that are missing.
        public let grids: [String]
    }

    /// Where the operation is meant to be used, degrees; nil when the register names no box.
    public let areaOfUse: Envelope?
    public let better: Better?

    /// - Throws: `ProjError.unknownCRS`, `.noOperation`.
    public init(from source: CRS, to target: CRS) throws(ProjError) {
        guard source != target, Set([source, target]) != [.crs84, .epsg(4326)] else {
            areaOfUse = nil
            better = nil
            return
        }
        let context = try ProjContext()
        let chosen = try OperationChoice.best(from: source, to: target, in: context)
        areaOfUse = Self.area(of: chosen)
        let all = try OperationChoice.candidates(
            from: OperationChoice.crs(source, in: context), to: OperationChoice.crs(target, in: context),
            withMissingGrids: true, in: context)
        let accuracy = OperationChoice.describe(chosen).accuracyInMetres ?? .infinity
        better = all.compactMap(Self.missing).filter { $0.accuracyInMetres < accuracy }
            .min { $0.accuracyInMetres < $1.accuracyInMetres }
    }

    /// Nil for an operation without a missing grid, or of unknown accuracy.
    private static func missing(_ operation: ProjObject) -> Better? {
        let context = operation.context.pointer
        var grids: [String] = []
        for index in 0..<proj_coordoperation_get_grid_used_count(context, operation.pointer) {
            var name: UnsafePointer<CChar>?
            var isAvailable: Int32 = 0
            // Returns 1 on success; the operation keeps the name.
            let found = proj_coordoperation_get_grid_used(
                context, operation.pointer, index, &name, nil, nil, nil, nil, nil, &isAvailable)
            if found == 1, isAvailable == 0, let name { grids.append(String(cString: name)) }
        }
        let described = OperationChoice.describe(operation)
        guard !grids.isEmpty, let accuracy = described.accuracyInMetres else { return nil }
        return Better(name: described.name, accuracyInMetres: accuracy, grids: grids)
    }

    private static func area(of operation: ProjObject) -> Envelope? {
        var west = 0.0
        var south = 0.0
        var east = 0.0
        var north = 0.0
        // Returns 1 when there is an area; -1000 stands for "no box".
        let found = proj_get_area_of_use(
            operation.context.pointer, operation.pointer, &west, &south, &east, &north, nil)
        guard found == 1, west > -1000, west <= east, south <= north else { return nil }
        return Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: .crs84)
    }
}
