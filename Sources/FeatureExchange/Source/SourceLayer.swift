import CGDAL
import Foundation
public import SimpleFeatures

/// What is known about a layer before its features are read. A plain value: reading needs `VectorSource.reader(for:)`.
public struct SourceLayer: Hashable, Sendable {
    /// What a list of layers shows.
    public struct Summary: Hashable, Sendable {
        public let name: String
        /// Nil when counting would mean reading everything.
        public let featureCount: Int?
        /// Nil for a table without geometry.
        public let geometryType: GeometryType?

        public init(name: String, featureCount: Int?, geometryType: GeometryType?) {
            self.name = name
            self.featureCount = featureCount
            self.geometryType = geometryType
        }
    }

    /// The box around a layer as the source states it, in the layer's units, east before north.
    public struct Extent: Hashable, Sendable {
        public let minimum: Coordinate
        public let maximum: Coordinate

        public func envelope(in crs: CRS) -> Envelope {
            Envelope(minX: minimum.x, minY: minimum.y, maxX: maximum.x, maxY: maximum.y, crs: crs)
        }
    }

    public let summary: Summary
    public var name: String { summary.name }
    public var featureCount: Int? { summary.featureCount }
    /// The declared type; `.geometry` when the source leaves it open (DXF, KML, mixed tables).
    public var geometryType: GeometryType? { summary.geometryType }
    public let hasZ: Bool
    /// M is dropped on reading, each feature says so.
    public let hasM: Bool
    /// Declared curves or surfaces, which reading turns into lines and polygons.
    public let hasCurvesOrSurfaces: Bool
    /// Nil when the source states no CRS.
    public let crs: SourceCRS?
    public let fields: [SourceField]
    public let declaredEncoding: DeclaredEncoding
    /// Nil when the source does not state it or the layer is empty.
    public let extent: Extent?
    /// About this layer's own files.
    public let notes: [SourceNote]

    /// Which dataset of the source, which layer of the dataset.
    let datasetIndex: Int
    let layerIndex: Int
    let isNorthFirst: Bool
}

extension SourceLayer {
    init(handle: OGRLayerH, plan: OpenPlan, datasetIndex: Int, layerIndex: Int, driver: String) throws(GDALError) {
        var notes = plan.notes
        let decoder = plan.defaultDecoder
        let ogrType = OGR_L_GetGeomType(handle)
        // OGR_L_GetName: the layer keeps it, never NULL.
        let nameBytes = OGR_L_GetName(handle).map { UnsafeRawBufferPointer(start: $0, count: strlen($0)) }
        let layerName = SourceText.utf8(nameBytes ?? UnsafeRawBufferPointer(start: nil, count: 0))
        // OGR_L_GetFeatureCount without force: −1 when counting would read everything.
        let count = OGR_L_GetFeatureCount(handle, 0)
        summary = Summary(
            name: layerName.text, featureCount: count < 0 ? nil : max(0, Int(count) - plan.deletedRows),
            geometryType: ogrType == wkbNone ? nil : GeometryType(ogr: ogrType))
        hasZ = OGR_GT_HasZ(ogrType) != 0
        hasM = OGR_GT_HasM(ogrType) != 0
        hasCurvesOrSurfaces = OGR_GT_IsNonLinear(ogrType) != 0 || GeometryType.isSurface(ogrType)

        // OGR_L_GetSpatialRef: the layer keeps it; NULL when there is none.
        let reference = OGR_L_GetSpatialRef(handle)
        crs = reference.map { SourceCRS(reference: $0, notes: &notes) }
        isNorthFirst = reference.map { SourceCRS.isNorthFirst($0) } ?? false

        // OGR_L_GetLayerDefn, OGR_FD_GetFieldDefn: the layer keeps them.
        guard let definition = OGR_L_GetLayerDefn(handle) else {
            throw GDALError(function: "OGR_L_GetLayerDefn", messages: GDALMessages.take(), fallback: "no definition")
        }
        var fields: [SourceField] = []
        for index in 0..<Int(OGR_FD_GetFieldCount(definition)) {
            guard let field = OGR_FD_GetFieldDefn(definition, Int32(index)) else { continue }
            let read = SourceField(definition: field, index: index, plan: plan, decoder: decoder)
            if driver == "LIBKML", Self.presentationFields.contains(read.name) { continue }
            if driver == "CSV", ogrType != wkbNone, CSVColumns.isShapeColumn(read.name) { continue }
            // GDAL gives a shapefile without .dbf a column of its own making.
            if plan.notes.contains(.attributeTableMissing), read.name == "FID" { continue }
            fields.append(read)
        }
        self.fields = fields
        declaredEncoding = plan.declaredEncoding

        var envelope = OGREnvelope()
        // OGR_L_GetExtent without force: OGRERR_NONE when the source states it.
        let hasExtent = ogrType != wkbNone && OGR_L_GetExtent(handle, &envelope, 0) == OGRERR_NONE
        let isSound = envelope.MinX <= envelope.MaxX && envelope.MinY <= envelope.MaxY
        let first = isNorthFirst
        extent =
            hasExtent && isSound
            ? Extent(
                minimum: Coordinate(
                    x: first ? envelope.MinY : envelope.MinX, y: first ? envelope.MinX : envelope.MinY),
                maximum: Coordinate(
                    x: first ? envelope.MaxY : envelope.MaxX, y: first ? envelope.MaxX : envelope.MaxY))
            : nil
        notes += GDALMessages.take().map { SourceNote.libraryWarning($0) }
        self.notes = notes
        self.datasetIndex = datasetIndex
        self.layerIndex = layerIndex
    }

    /// How KML shows a placemark; not data, and filled with -1 where absent.
    private static let presentationFields: Set<String> = [
        "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon",
    ]

    /// What reads text when the caller knows no better: the declared code page, else strict UTF-8.
    public var defaultDecoder: TextDecoder { declaredEncoding.defaultDecoder }
}

extension OpenPlan {
    var defaultDecoder: TextDecoder { textIsRaw ? declaredEncoding.defaultDecoder : SourceText.utf8 }
}

extension DeclaredEncoding {
    /// The declared code page; strict UTF-8 when nothing is declared or the name is unknown. What that cannot read is
    /// counted in each value, so a wrong default is seen, never hidden.
    public var defaultDecoder: TextDecoder {
        guard let page = codePage, let decoder = try? page.makeDecoder() else { return SourceText.utf8 }
        return decoder
    }
}
