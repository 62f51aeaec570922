import GeoStore
import SimpleFeatures

/// The tree of layers: the whole map, in it the sectors, in them the collections. Names and boxes stand in the order of
/// the schema, which is that of the DTD too.
extension WMSCapabilities {
    var rootLayer: XMLTree {
        get throws {
            let whole = MapLayers.Layer.whole(layers.catalog.collections)
            return try group(
                whole, title: configuration.title, abstract: configuration.subtitle.text(in: language),
                // The name is younger than version 1.1.1.
                systems: OfferedCRS.ofMaps.filter { version == .v130 || $0 != .crs84 },
                children: layers.sectors.map { sector, collections in
                    try group(
                        .sector(sector, collections), title: sector.title.text(in: language),
                        abstract: sector.department.text(in: language), systems: [],
                        children: collections.map(single))
                } + layers.others.map(single))
        }
    }

    /// - Parameter systems: those that the layers in it inherit.
    private func group(
        _ layer: MapLayers.Layer, title: String, abstract: String, systems: [CRS], children: [XMLTree]
    ) throws -> XMLTree {
        let isNamed = layers.isNamed(layer)
        let head: [XMLTree?] = [
            isNamed ? XMLTree("Name", text: layer.name) : nil, XMLTree("Title", text: title),
            XMLTree("Abstract", text: abstract),
        ]
        let names = systems.map { XMLTree(version.crsParameter, text: MapCRSParameter.name(of: $0)) }
        let boxes = try boxes(
            MapExtents.envelope(of: layer.collections), in: systems.isEmpty ? OfferedCRS.ofMapBoxes : systems)
        let parts: [[XMLTree?]] = [head, names, boxes, isNamed ? styles(of: layer) : [], children]
        return XMLTree("Layer", ["queryable": isNamed ? "1" : "0"], parts.flatMap { $0 })
    }

    private func single(_ collection: PublishedCollection) throws -> XMLTree {
        let layer = MapLayers.Layer.collection(collection)
        let record = MetadataRecord(of: collection, sector: layers.catalog.sector(collection.sector))
        let metadata = record.metadata
        let words = metadata.list(language == .vi ? .keywordsVI : .keywordsEN)
        let head: [XMLTree?] = [
            XMLTree("Name", text: layer.name), XMLTree("Title", text: collection.title.text(in: language)),
            ServiceElement.text("Abstract", record.abstract?.text(in: language) ?? collection.description),
            words.isEmpty ? nil : XMLTree("KeywordList", [:], words.map { XMLTree("Keyword", text: $0) }),
        ]
        let systems = OfferedCRS.ofMaps.filter { OfferedCRS.ofMapBoxes.contains($0) || $0 == collection.storageCRS }
        let tail: [XMLTree?] = [
            collection.attribution.map { XMLTree("Attribution", [:], [XMLTree("Title", text: $0)]) },
            metadataURL(of: collection),
        ]
        let parts: [[XMLTree?]] = [
            head, try boxes(collection.envelope, in: systems), tail, styles(of: layer),
            scales(of: collection.tileSettings),
        ]
        return XMLTree("Layer", ["queryable": "1"], parts.flatMap { $0 })
    }

    private func metadataURL(of collection: PublishedCollection) -> XMLTree {
        XMLTree(
            "MetadataURL", ["type": version == .v130 ? "ISO19115:2003" : "TC211"],
            [
                XMLTree("Format", text: "text/xml"),
                ServiceElement.onlineResource(links.url("/collections/\(collection.id)/metadata?f=iso19139")),
            ])
    }

    // MARK: Places

    private func boxes(_ envelope: Envelope?, in systems: [CRS]) throws -> [XMLTree] {
        guard let envelope else { return [] }
        return [geographic(envelope)] + (try extents.boxes(of: envelope, in: systems).map(boundingBox))
    }

    private func geographic(_ box: Envelope) -> XMLTree {
        func degrees(_ value: Double) -> String { ServiceElement.decimal(value, decimals: 7) }
        guard version == .v130 else {
            return XMLTree(
                "LatLonBoundingBox",
                [
                    "minx": degrees(box.minX), "miny": degrees(box.minY), "maxx": degrees(box.maxX),
                    "maxy": degrees(box.maxY),
                ])
        }
        return XMLTree(
            "EX_GeographicBoundingBox", [:],
            [
                XMLTree("westBoundLongitude", text: degrees(box.minX)),
                XMLTree("eastBoundLongitude", text: degrees(box.maxX)),
                XMLTree("southBoundLatitude", text: degrees(box.minY)),
                XMLTree("northBoundLatitude", text: degrees(box.maxY)),
            ])
    }

    /// In version 1.3.0 with the axes as the authority has them.
    private func boundingBox(_ box: Envelope) throws -> XMLTree {
        let axes = try CRSAxes.of(box.crs)
        let isFlipped = version == .v130 && axes.isNorthFirst
        func number(_ value: Double) -> String { ServiceElement.decimal(value, decimals: axes.isGeographic ? 7 : 2) }
        let (low, high) = ((number(box.minX), number(box.minY)), (number(box.maxX), number(box.maxY)))
        return XMLTree(
            "BoundingBox",
            [
                version.crsParameter: MapCRSParameter.name(of: box.crs),
                "minx": isFlipped ? low.1 : low.0, "miny": isFlipped ? low.0 : low.1,
                "maxx": isFlipped ? high.1 : high.0, "maxy": isFlipped ? high.0 : high.1,
            ])
    }

    // MARK: Looks

    private func styles(of layer: MapLayers.Layer) -> [XMLTree] {
        let standard = style(MapLayers.defaultStyle, title: language == .vi ? "Mặc định" : "Default", of: layer)
        return [standard]
            + uses.ids(drawing: layer).map { style($0, title: layers.title(of: $0, in: language), of: layer) }
    }

    private func style(_ id: String, title: String, of layer: MapLayers.Layer) -> XMLTree {
        let url = links.url(
            """
            /wms?SERVICE=WMS&VERSION=\(version.rawValue)&REQUEST=GetLegendGraphic&FORMAT=image/png\
            &LAYER=\(layer.name)&STYLE=\(id)
            """)
        let content = [XMLTree("Format", text: MediaType.png.essence), ServiceElement.onlineResource(url)]
        // The DTD wants a size; the legend is as large as what stands in it.
        let size = "\(LegendGraphicParameters.standardSize)"
        let legend =
            version == .v130
            ? XMLTree("LegendURL", [:], content) : XMLTree("LegendURL", ["width": size, "height": size], content)
        return XMLTree("Style", [:], [XMLTree("Name", text: id), XMLTree("Title", text: title), legend])
    }

    /// The scales at which something of a collection is shown.
    private func scales(of settings: TileSettings) -> [XMLTree] {
        guard settings.minZoom > 0 else { return [] }
        let coarsest = PictureScale.denominator(ofZoom: settings.minZoom)
        guard version == .v111 else {
            return [XMLTree("MaxScaleDenominator", text: ServiceElement.decimal(coarsest, decimals: 2))]
        }
        // The diagonal of a pixel in metres (OGC 01-068r3, 7.1.4.5.8).
        let diagonal = coarsest * TileMatrixSetDocument.pixelSize * 2.0.squareRoot()
        return [XMLTree("ScaleHint", ["min": "0", "max": ServiceElement.decimal(diagonal, decimals: 6)])]
    }
}
