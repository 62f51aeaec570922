internal import CPROJ
public import SimpleFeatures

/// Makes many transforms to one CRS, a third of the time each: PROJ reads its register once.
///
/// Not Sendable, nor are its transforms to be used on several threads.
public final class TransformMaker {
    private let target: CRS
    private let context: ProjContext

    /// - Throws: `ProjError.contextUnavailable`.
    public init(to target: CRS) throws(ProjError) {
        self.target = target
        context = try ProjContext()
    }

    /// - Throws: `ProjError.unknownCRS`, `.noOperation`.
    public func transform(from source: CRS) throws(ProjError) -> CoordinateTransform {
        try CoordinateTransform(from: source, to: target, in: context)
    }

    /// As the register calls a CRS.
    /// - Throws: `ProjError.unknownCRS`.
    public func name(of crs: CRS) throws(ProjError) -> String {
        let object = try OperationChoice.crs(crs, in: context)
        // Owned by the object; NULL when it has no name.
        return proj_get_name(object.pointer).map { String(cString: $0) } ?? crs.identifier
    }
}
