internal import CPROJ
internal import SimpleFeatures

/// Which of the operations that PROJ offers is used, always the same one for a pair.
///
/// `proj_create_crs_to_crs` would choose anew for every point. One pinned operation can be named in metadata, and
/// two neighbours never take different ways.
enum OperationChoice {
    /// The state's seven parameters of 2007 (Decision 05/2007/QĐ-BTNMT). EPSG:5194 fits the Mekong delta only and
    /// is 0.76 m off in Gia Lai.
    static let preferredDatumShift = "VN-2000 to WGS 84 (2)"

    static func best(from source: CRS, to target: CRS, in context: ProjContext) throws(ProjError) -> ProjObject {
        let sourceObject = try crs(source, in: context)
        let targetObject = try crs(target, in: context)
        let candidates = try candidates(from: sourceObject, to: targetObject, in: context)
        let preferred = candidates.first { describe($0).name.contains(preferredDatumShift) }
        guard let chosen = preferred ?? candidates.first else {
            throw ProjError.noOperation(from: source, to: target)
        }
        return chosen
    }

    /// What PROJ offers, the most fitting first.
    /// - Parameter withMissingGrids: whether operations count that this machine lacks a grid for.
    static func candidates(
        from source: ProjObject, to target: ProjObject, withMissingGrids: Bool = false, in context: ProjContext
    ) throws(ProjError) -> [ProjObject] {
        // Returns NULL when memory ran out.
        guard let factory = proj_create_operation_factory_context(context.pointer, nil) else {
            throw ProjError.contextUnavailable
        }
        defer { proj_operation_factory_context_destroy(factory) }
        proj_operation_factory_context_set_grid_availability_use(
            context.pointer, factory,
            withMissingGrids
                ? PROJ_GRID_AVAILABILITY_IGNORED : PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
        proj_operation_factory_context_set_spatial_criterion(
            context.pointer, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
        // Returns a list to be destroyed, NULL on failure.
        guard let list = proj_create_operations(context.pointer, source.pointer, target.pointer, factory) else {
            return []
        }
        defer { proj_list_destroy(list) }
        var candidates: [ProjObject] = []
        for index in 0..<proj_list_get_count(list) {
            // Returns a new object.
            guard let pointer = proj_list_get(context.pointer, list, index) else { continue }
            candidates.append(ProjObject(owning: pointer, in: context))
        }
        return candidates
    }

    static func describe(_ operation: ProjObject) -> CoordinateTransform.Operation {
        let info = proj_pj_info(operation.pointer)
        // Owned by the object; NULL when it has no name.
        let name = proj_get_name(operation.pointer).map { String(cString: $0) }
        // Returns a negative number when unknown.
        let accuracy = proj_coordoperation_get_accuracy(operation.context.pointer, operation.pointer)
        return CoordinateTransform.Operation(
            name: name ?? info.description.map { String(cString: $0) } ?? "unnamed",
            accuracyInMetres: accuracy < 0 ? nil : accuracy)
    }

    static func crs(_ crs: CRS, in context: ProjContext) throws(ProjError) -> ProjObject {
        // Returns NULL when the code is unknown.
        guard let pointer = proj_create(context.pointer, crs.identifier) else {
            throw ProjError.unknownCRS(crs, reason: context.lastReason)
        }
        return ProjObject(owning: pointer, in: context)
    }
}
