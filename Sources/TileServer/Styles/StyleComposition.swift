import GeoStore
import SimpleFeatures

/// The style of the whole map: the basemap, each sector's style, and a plain drawing of every collection that no
/// style names, so that a layer is on the map as soon as it is imported.
struct StyleComposition {
    let styles: [StyleFile]
    let catalog: Catalog

    private static let basemapID = "basemap"

    var document: JSONValue {
        StyleSources(styleID: StyleLibrary.composedID, catalog: catalog).document([
            "version": 8,
            "name": "GeoSector",
            "metadata": ["geosector:titles": ["vi": "Bản đồ tổng hợp", "en": "All sectors"]],
            "layers": .array(orderedLayers),
        ])
    }

    /// With the collection of each as its source.
    var orderedLayers: [JSONValue] {
        let basemap = styles.filter { ($0.lightID ?? $0.id) == Self.basemapID }.flatMap { $0.layers(in: catalog) }
        let sectors = styles.filter { $0.sector != nil }.sorted { rank($0) < rank($1) }
        let styled = sectors.flatMap { $0.layers(in: catalog) }
        let named = Set(styled.compactMap { $0["source"]?.string })
        let unstyled = catalog.collections.filter { !named.contains($0.id.name) }
        let plain = unstyled.flatMap { PlainDrawing(collection: $0, in: catalog).layers }
        // Areas below lines below points below names, whichever sector they come from. Areas and lines lie as the
        // catalogue lists them, its first sector on top: roads over rivers, parcels over crops over communes. Points
        // and names lie the other way round: where two want one place, the later sector's stands.
        let surfaces = sectors.reversed().flatMap { $0.layers(in: catalog) } + plain
        let marks = styled + plain
        return basemap.filter { !Self.isLayer($0, "symbol") }
            + surfaces.filter { Self.isLayer($0, "fill") } + surfaces.filter { Self.isLayer($0, "line") }
            + marks.filter { Self.isLayer($0, "circle") }
            + (basemap + marks).filter { Self.isLayer($0, "symbol") }
    }

    private static func isLayer(_ layer: JSONValue, _ type: String) -> Bool { layer["type"]?.string == type }

    private func rank(_ style: StyleFile) -> Int {
        catalog.sectors.firstIndex { $0.id == style.sector } ?? catalog.sectors.count
    }
}

/// How a collection without a style is drawn: by its geometry type in its sector's colour, at every zoom.
struct PlainDrawing {
    let collection: PublishedCollection
    let colour: String

    init(collection: PublishedCollection, in catalog: Catalog) {
        self.collection = collection
        colour = catalog.sector(collection.sector)?.colour ?? "#666666"
    }

    var layers: [JSONValue] {
        switch collection.schema.geometryType {
        case .point, .multiPoint: [circle()]
        case .lineString, .multiLineString: [line()]
        case .polygon, .multiPolygon: [fill(), outline()]
        case .geometry, .geometryCollection:
            [fill(only: "Polygon"), outline(only: "Polygon"), line(only: "LineString"), circle(only: "Point")]
        }
    }

    /// - Parameter inLegend: false for the outline of an area, which the legend shows with the area.
    private func layer(
        _ kind: String, type: String, only geometryType: String?, inLegend: Bool = true, paint: JSONValue
    ) -> JSONValue {
        var metadata: JSONObject = ["geosector:collection": .string(collection.id.name)]
        if inLegend {
            metadata["geosector:legend"] = [
                [
                    "vi": .string(collection.title.vi), "en": .string(collection.title.en),
                    "colour": .string(colour), "kind": .string(type),
                ]
            ]
        }
        var layer: JSONObject = [
            "id": .string("default-\(collection.id)-\(kind)"),
            "type": .string(type),
            "metadata": .object(metadata),
            "source": .string(collection.id.name),
            "source-layer": .string(collection.id.name),
        ]
        if let geometryType { layer["filter"] = ["==", ["geometry-type"], .string(geometryType)] }
        layer["paint"] = paint
        return .object(layer)
    }

    private func fill(only type: String? = nil) -> JSONValue {
        layer("fill", type: "fill", only: type, paint: ["fill-color": .string(colour), "fill-opacity": 0.25])
    }

    private func outline(only type: String? = nil) -> JSONValue {
        layer(
            "outline", type: "line", only: type, inLegend: false,
            paint: [
                "line-color": .string(colour),
                "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 12, 1.2, 16, 2],
            ])
    }

    private func line(only type: String? = nil) -> JSONValue {
        layer(
            "line", type: "line", only: type,
            paint: [
                "line-color": .string(colour),
                "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.8, 14, 3],
            ])
    }

    private func circle(only type: String? = nil) -> JSONValue {
        layer(
            "circle", type: "circle", only: type,
            paint: [
                "circle-color": .string(colour),
                "circle-radius": ["interpolate", ["linear"], ["zoom"], 7, 1.4, 11, 2.6, 14, 4.2, 18, 7],
                "circle-stroke-color": "#ffffff",
                "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 11, 0, 14, 1],
            ])
    }
}
