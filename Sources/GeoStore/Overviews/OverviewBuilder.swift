internal import Glibc
public import SimpleFeatures
public import VectorTile

/// Makes the overview file of one state of a collection, from features in any order.
///
/// ```swift
/// let builder = try OverviewBuilder(description, path: folder + "/parcels-3-x.overview.part")
/// for feature in features { try builder.add(id: feature.id, geometry: …, in: .degrees, values: feature.values) }
/// try builder.finish(former: former)               // complete, checked by sums, on the disk
/// try builder.publish(as: folder + "/parcels-3-x.overview")
/// ```
/// A builder that goes before `publish` takes its file with it.
public final class OverviewBuilder {
    private let path: String
    private let writer: OverviewWriter
    private let file: FileOverviewStorage
    private let spool: OverviewSpool
    private var isPublished = false

    /// - Parameters:
    ///   - path: a name for the time being, in the folder that the file will stay in.
    ///   - classProperty: the property, by its place in the description, whose values keep their share of the ground
    ///     where polygons are too small to draw.
    public init(
        _ description: OverviewDescription, path: String, classProperty: Int? = nil
    ) throws(OverviewError) {
        self.path = path
        file = try FileOverviewStorage(path: path)
        spool = OverviewSpool(path: path + ".spool")
        writer = OverviewWriter(description, spool: spool, classProperty: classProperty)
    }

    deinit { if !isPublished { unlink(path) } }

    /// Features taken so far.
    public var count: Int { writer.count }

    /// Whether the features so far, and some more, wait in memory.
    var isInMemory: Bool { spool.isInMemory }

    /// Takes a feature; see `OverviewWriter.add`.
    /// - Returns: false for a geometry without positions or with numbers that are not finite: it is not taken.
    @discardableResult
    public func add(
        id: FeatureID, geometry: Geometry, in coordinates: OverviewCoordinates, values: [PropertyValue],
        minZoom: UInt8 = 0, importance: Double = 0
    ) throws(OverviewError) -> Bool {
        try writer.add(
            id: id, geometry: geometry, in: coordinates, values: values, minZoom: minZoom, importance: importance)
    }

    /// Writes the file under its name for the time being, to the disk.
    /// - Parameters:
    ///   - description: instead of the one given at the start, of the same properties.
    ///   - former: the overview of the collection's former state, of which the change index is carried on.
    public func finish(as description: OverviewDescription? = nil, former: Overview? = nil) throws(OverviewError) {
        try writer.finish(as: description, in: file, former: former?.reader) { MappedFile.release($0) }
        try file.synchronize()
    }

    /// Gives the finished file its name. After this it is there even if the machine stops.
    public func publish(as name: String) throws(OverviewError) {
        guard rename(path, name) == 0 else { throw OverviewError.inputOutput(attempted: "rename", code: errno) }
        isPublished = true
        let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OverviewError.inputOutput(attempted: "open folder", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw OverviewError.inputOutput(attempted: "fsync folder", code: errno) }
    }
}
