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

    public private(set) var summary: Summary
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
    /// All columns, or those that `VectorSource.Options.fields` names, in that order.
    public private(set) var fields: [SourceField]
    public let declaredEncoding: DeclaredEncoding
    /// Nil when the source does not state it or the layer is empty.
    public let extent: Extent?
    /// About this layer's own files.
    public let notes: [SourceNote]

    /// Which dataset of the source, which layer of the dataset.
    let datasetIndex: Int
    let layerIndex: Int
    let isNorthFirst: Bool
    /// Where a table keeps its geometry; nil when OGR hands it out.
    let shape: ShapeColumns?
    /// The folders between the source and the layer's file.
    let place: String
    /// A sheet that its workbook does not show.
    public let isHidden: Bool
}

extension SourceLayer {
    /// Which dataset of the source, which layer of the dataset.
    struct Position: Sendable {
        let dataset: Int
        let layer: Int
    }

    /// - Throws: `.unexpected`, `.columnsNotFound` for columns of `given` that are not there.
    init(
        handle: OGRLayerH, plan: OpenPlan, at position: Position, driver: String, given: GeometryColumns
    ) throws(FeatureExchangeError) {
        var notes = plan.notes
        let decoder = plan.defaultDecoder
        // GDAL makes geometries of a CSV column named WKT, and says nothing of those it cannot read: ours are used.
        let ogrType = plan.isTable ? wkbNone : OGR_L_GetGeomType(handle)
        // OGR_L_GetName: the layer keeps it, never NULL.
        let nameBytes = OGR_L_GetName(handle).map { UnsafeRawBufferPointer(start: $0, count: strlen($0)) }
        let layerName = SourceText.utf8(nameBytes ?? UnsafeRawBufferPointer(start: nil, count: 0))
        // OGR_L_GetFeatureCount without force: −1 when counting would read everything.
        let count = OGR_L_GetFeatureCount(handle, 0)
        let name = plan.layerName ?? layerName.text
        hasZ = OGR_GT_HasZ(ogrType) != 0
        hasM = OGR_GT_HasM(ogrType) != 0
        hasCurvesOrSurfaces = OGR_GT_IsNonLinear(ogrType) != 0 || GeometryType.isSurface(ogrType)

        // OGR_L_GetSpatialRef: the layer keeps it; NULL when there is none.
        let reference = OGR_L_GetSpatialRef(handle)
        var crs = reference.map { SourceCRS(reference: $0, notes: &notes) }
        isNorthFirst = reference.map { SourceCRS.isNorthFirst($0) } ?? false

        // OGR_L_GetLayerDefn, OGR_FD_GetFieldDefn: the layer keeps them.
        guard let definition = OGR_L_GetLayerDefn(handle) else {
            throw .unexpected(
                GDALError(function: "OGR_L_GetLayerDefn", messages: GDALMessages.take(), fallback: "no definition"))
        }
        var fields: [SourceField] = []
        for index in 0..<Int(OGR_FD_GetFieldCount(definition)) {
            guard let field = OGR_FD_GetFieldDefn(definition, Int32(index)) else { continue }
            let read = SourceField(definition: field, index: index, plan: plan, decoder: decoder)
            if driver == "LIBKML", Self.presentationFields.contains(read.name) { continue }
            if plan.isTable, read.name == DelimitedText.fillerColumn { continue }
            // GDAL gives a shapefile without .dbf a column of its own making.
            if plan.notes.contains(.attributeTableMissing), read.name == "FID" { continue }
            fields.append(read)
        }
        var shape: ShapeColumns?
        if ogrType == wkbNone, plan.isTable || !given.isEmpty {
            var search = ShapeColumnSearch(fields: fields, rows: Self.sample(handle, fields))
            shape = try search.find(given: given, layer: name)
            notes += search.notes
            if let code = search.srid { crs = SourceCRS(epsg: code, notes: &notes) ?? crs }
        }
        // A shape would otherwise be repeated as text; coordinates stay, people look for them.
        if case .shape(let field) = shape { fields.removeAll { $0.ogrIndex == field } }
        self.shape = shape
        self.crs = crs
        self.fields = fields
        summary = Summary(
            name: name,
            featureCount: plan.rowCount ?? (count < 0 ? nil : max(0, Int(count) - plan.deletedRows)),
            geometryType: ogrType == wkbNone ? shape?.geometryType : GeometryType(ogr: ogrType))
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
        place = plan.place
        isHidden = notes.contains(.hiddenSheet)
        datasetIndex = position.dataset
        layerIndex = position.layer
    }

    /// The first values of a table, as bytes.
    private static func sample(_ handle: OGRLayerH, _ fields: [SourceField]) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        OGR_L_ResetReading(handle)
        // OGR_L_GetNextFeature: ours to destroy; NULL at the end.
        while rows.count < ShapeColumnSearch.sampledRows, let feature = OGR_L_GetNextFeature(handle) {
            rows.append(
                fields.map { field in
                    guard OGR_F_IsFieldSetAndNotNull(feature, field.ogrIndex) != 0 else { return [] }
                    // Blanks alone are no value; a long shape is known by its beginning.
                    let bytes = ValueReader.bytes(of: feature, field: field).prefix(4_096)
                    return bytes.contains { $0 > 0x20 } ? [UInt8](bytes) : []
                })
            OGR_F_Destroy(feature)
        }
        OGR_L_ResetReading(handle)
        return rows
    }

    /// The same layer under a name that no other layer of the source has.
    func renamed(_ name: String) -> SourceLayer {
        var layer = self
        layer.summary = Summary(name: name, featureCount: featureCount, geometryType: geometryType)
        return layer
    }

    /// The same layer with its rows counted anew; nil when counting would read everything.
    func counting(_ count: Int?) -> SourceLayer {
        var layer = self
        layer.summary = Summary(name: name, featureCount: count, geometryType: geometryType)
        return layer
    }

    /// The same layer with these columns, in this order.
    /// - Throws: `.columnsNotFound`.
    func keeping(_ names: [String]) throws(FeatureExchangeError) -> SourceLayer {
        var kept: [SourceField] = []
        var missing: [String] = []
        for name in names {
            let composed = name.precomposedStringWithCanonicalMapping
            let field =
                fields.first { field in
                    ColumnName.readings(of: field).contains { $0.precomposedStringWithCanonicalMapping == composed }
                } ?? fields.first { $0.name.lowercased() == name.lowercased() }
            guard let field else {
                missing.append(name)
                continue
            }
            if !kept.contains(field) { kept.append(field) }
        }
        guard missing.isEmpty else {
            throw .columnsNotFound(names: missing, layer: self.name, available: fields.map(\.name))
        }
        var layer = self
        layer.fields = kept
        return layer
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
