import GeoStore
import SimpleFeatures
import TileEngine
import Tiling

/// What a tileset is made from, and so where it is.
enum TileSetOrigin: Sendable {
    case collection(PublishedCollection)
    /// All collections, or those that `collections` names.
    case dataset(title: String, chosen: [CollectionID]?)

    /// Of the list of tilesets.
    var path: String {
        switch self {
        case .collection(let collection): "/collections/\(collection.id)/tiles"
        case .dataset: "/tiles"
        }
    }

    /// What tiles are asked for with, beginning with `?`; empty when it is nothing.
    var query: String {
        guard case .dataset(_, let chosen?) = self else { return "" }
        return "?collections=\(chosen.map(\.name).joined(separator: ","))"
    }

    func title(in language: Language) -> String {
        switch self {
        case .collection(let collection): collection.title.text(in: language)
        case .dataset(let title, _): title
        }
    }

    var names: TileDirectory.Names {
        switch self {
        case .collection(let collection): .layers(collection.id.name)
        case .dataset(_, nil): .everything
        case .dataset(_, let chosen?): .layers(chosen.map(\.name).joined(separator: ","))
        }
    }
}

/// Tilesets as clients read them: the metadata of OGC 17-083r4, 8, with the links that OGC 20-057, 8 and 9, asks for.
struct TileSetDocument {
    let links: LinkBuilder
    let language: Language

    private var matrixSet: TileMatrixSet { .webMercatorQuad }

    func list(_ origin: TileSetOrigin, inquiry: Inquiry) -> JSONValue {
        let tileset: JSONValue = [
            "title": .string(origin.title(in: language)),
            "dataType": "vector",
            "crs": .string(matrixSet.crs.uri),
            "tileMatrixSetURI": .string(matrixSet.uri),
            "links": .array([
                links.link(path(of: origin), rel: "self", type: .json, title: "Tileset"),
                schemeLink, itemLink(origin),
            ]),
        ]
        return [
            "links": .array(links.selfAndAlternate(origin.path, query: inquiry.query, json: .json, isHTML: false)),
            "tilesets": [tileset],
        ]
    }

    func document(_ set: TileSet, of origin: TileSetOrigin, inquiry: Inquiry) -> JSONValue {
        var members: JSONObject = [
            "title": .string(origin.title(in: language)),
            "dataType": "vector",
            "crs": .string(matrixSet.crs.uri),
            "tileMatrixSetURI": .string(matrixSet.uri),
        ]
        let limits = Self.limits(of: set)
        if !limits.isEmpty { members["tileMatrixSetLimits"] = .array(limits.map(Self.limit)) }
        var extent = EnvelopeAccumulator()
        for envelope in set.summaries.compactMap(\.layer.collection.envelope) { extent.add(envelope) }
        if let box = extent.envelope(in: .crs84) {
            members["boundingBox"] = Self.boundingBox(box)
            members["centerPoint"] = centre(of: box, zooms: set.zooms)
        }
        members["layers"] = .array(set.summaries.map(layer))
        var own = links.selfAndAlternate(path(of: origin), query: inquiry.query, json: .json, isHTML: false)
        own += [schemeLink, itemLink(origin)]
        switch origin {
        case .collection(let collection):
            own.append(geodataLink(collection))
            own.append(
                links.link("/tiles/\(collection.id).json", rel: "describedby", type: .json, title: "TileJSON"))
        case .dataset:
            own.append(links.link("/", rel: LinkRelation.dataset, type: .json, title: origin.title(in: language)))
        }
        members["links"] = .array(own)
        return .object(members)
    }

    /// The tiles that there are: of the zooms offered, those that may show something. None when no feature has a
    /// geometry: then every tile of the matrix set is there, and empty.
    static func limits(of set: TileSet) -> [TileRange] { set.zooms.compactMap { set[$0].limits(matrix: $0) } }

    private func path(of origin: TileSetOrigin) -> String { "\(origin.path)/\(matrixSet.id)\(origin.query)" }

    private var schemeLink: JSONValue {
        links.link(
            TileMatrixSetDocument.path(matrixSet), rel: LinkRelation.tilingScheme, type: .json, title: matrixSet.id)
    }

    /// Row before column, unlike the XYZ template of TileJSON.
    private func itemLink(_ origin: TileSetOrigin) -> JSONValue {
        links.template(
            "\(origin.path)/\(matrixSet.id)/{tileMatrix}/{tileRow}/{tileCol}\(origin.query)", rel: "item",
            type: .vectorTile, title: "Mapbox Vector Tiles")
    }

    private func geodataLink(_ collection: PublishedCollection) -> JSONValue {
        links.link(
            "/collections/\(collection.id)", rel: LinkRelation.geodata, type: .json,
            title: collection.title.text(in: language))
    }

    private static func limit(_ range: TileRange) -> JSONValue {
        [
            "tileMatrix": .string("\(range.matrix)"),
            "minTileRow": JSONValue(range.rows.lowerBound), "maxTileRow": JSONValue(range.rows.upperBound),
            "minTileCol": JSONValue(range.columns.lowerBound), "maxTileCol": JSONValue(range.columns.upperBound),
        ]
    }

    static func boundingBox(_ box: Envelope) -> JSONValue {
        [
            "lowerLeft": [.real(box.minX), .real(box.minY)], "upperRight": [.real(box.maxX), .real(box.maxY)],
            "crs": .string(CRS.crs84.uri), "orderedAxes": ["Lon", "Lat"],
        ]
    }

    /// Where a client may begin to look: the whole, as large as a window of about four tiles shows it.
    private func centre(of box: Envelope, zooms: ClosedRange<Int>) -> JSONValue {
        let span = WebMercator.project(box)
        let extent = max(span.maxX - span.minX, span.maxY - span.minY)
        let fitting = matrixSet.matrices.lastIndex { $0.tileSpan * 4 >= extent } ?? 0
        let zoom = min(max(fitting, zooms.lowerBound), zooms.upperBound)
        let matrix = matrixSet.matrices[zoom]
        return [
            "coordinates": [.real(box.centre.x), .real(box.centre.y)], "crs": .string(CRS.crs84.uri),
            "tileMatrix": .string("\(zoom)"),
            "scaleDenominator": .real(TileMatrixSetDocument.scaleDenominator(of: matrix)),
            "cellSize": .real(TileMatrixSetDocument.cellSize(of: matrix)),
        ]
    }

    private func layer(_ summary: TileSet.Summary) -> JSONValue {
        let collection = summary.layer.collection
        let coarsest = matrixSet.matrices[summary.zooms.lowerBound]
        let finest = matrixSet.matrices[summary.zooms.upperBound]
        var members: JSONObject = [
            "id": .string(summary.layer.name), "title": .string(collection.title.text(in: language)),
        ]
        members["description"] = collection.description.map(JSONValue.string)
        members["dataType"] = "vector"
        members["geometryDimension"] = collection.schema.geometryType.dimension.map { JSONValue($0) }
        members["featureType"] = .string(collection.id.name)
        members["attribution"] = collection.attribution.map(JSONValue.string)
        members["license"] = collection.licence.map(JSONValue.string)
        members["theme"] = .string(collection.sector)
        members["crs"] = .string(matrixSet.crs.uri)
        members["minScaleDenominator"] = .real(TileMatrixSetDocument.scaleDenominator(of: finest))
        members["maxScaleDenominator"] = .real(TileMatrixSetDocument.scaleDenominator(of: coarsest))
        members["minCellSize"] = .real(TileMatrixSetDocument.cellSize(of: finest))
        members["maxCellSize"] = .real(TileMatrixSetDocument.cellSize(of: coarsest))
        members["minTileMatrix"] = .string("\(summary.zooms.lowerBound)")
        members["maxTileMatrix"] = .string("\(summary.zooms.upperBound)")
        members["boundingBox"] = collection.envelope.map(Self.boundingBox)
        members["updated"] = .string(collection.updatedAt)
        let schemas = collection.schema.properties.filter { summary.properties.contains($0.name) }
            .map { (key: $0.name, value: SchemaDocument.property($0)) }
        members["propertiesSchema"] = ["type": "object", "properties": .object(JSONObject(schemas))]
        members["links"] = [geodataLink(collection)]
        return .object(members)
    }
}

extension GeometryType {
    /// 0 for points, 1 for lines, 2 for areas; nil for a mixture.
    var dimension: Int? {
        switch self {
        case .point, .multiPoint: 0
        case .lineString, .multiLineString: 1
        case .polygon, .multiPolygon: 2
        case .geometryCollection, .geometry: nil
        }
    }
}
