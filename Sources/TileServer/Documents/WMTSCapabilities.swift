import GeoStore
import SimpleFeatures
import Tiling

/// What this server offers as WMTS (OGC 07-057r7, 7.1), by the schema of version 1.0.0.
struct WMTSCapabilities {
    static let version = "1.0.0"
    static let path = "/wmts/1.0.0/WMTSCapabilities.xml"

    let layers: MapLayers
    let uses: StyleUses
    let links: LinkBuilder
    let language: Language
    let configuration: ServerConfiguration

    var answer: Answer {
        let document = XMLTree(
            "Capabilities",
            [
                "version": Self.version, "xmlns": "http://www.opengis.net/wmts/1.0",
                "xmlns:ows": "http://www.opengis.net/ows/1.1", "xmlns:xlink": "http://www.w3.org/1999/xlink",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    """
                http://www.opengis.net/wmts/1.0 \
                http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd
                """,
            ],
            [
                identification, operations,
                XMLTree("Contents", [:], layers.all.map(layer) + MapTileMatrixSet.allCases.map(matrixSet)),
                XMLTree("ServiceMetadataURL", ["xlink:href": links.url(Self.path)]),
            ])
        return Answer(bytes: document.document(), type: .textXML)
    }

    private var identification: XMLTree {
        XMLTree(
            "ows:ServiceIdentification", [:],
            [
                XMLTree("ows:Title", text: configuration.title),
                XMLTree("ows:Abstract", text: configuration.subtitle.text(in: language)),
                XMLTree("ows:ServiceType", text: "OGC WMTS"),
                XMLTree("ows:ServiceTypeVersion", text: Self.version),
                XMLTree("ows:Fees", text: "none"), XMLTree("ows:AccessConstraints", text: "none"),
            ])
    }

    private var operations: XMLTree {
        XMLTree(
            "ows:OperationsMetadata", [:],
            ["GetCapabilities", "GetTile"].map { name in
                XMLTree(
                    "ows:Operation", ["name": name],
                    [
                        XMLTree(
                            "ows:DCP", [:],
                            [
                                XMLTree(
                                    "ows:HTTP", [:],
                                    [
                                        get(links.url("/wmts?"), encoding: "KVP"),
                                        get(
                                            links.url(name == "GetTile" ? "/wmts/1.0.0/" : Self.path),
                                            encoding: "RESTful"),
                                    ])
                            ])
                    ])
            })
    }

    private func get(_ url: String, encoding: String) -> XMLTree {
        let values = XMLTree("ows:AllowedValues", [:], [XMLTree("ows:Value", text: encoding)])
        return XMLTree(
            "ows:Get", ["xlink:href": url], [XMLTree("ows:Constraint", ["name": "GetEncoding"], [values])])
    }

    // MARK: Layers

    private func layer(_ layer: MapLayers.Layer) -> XMLTree {
        let (title, abstract) = words(of: layer)
        let head: [XMLTree?] = [
            XMLTree("ows:Title", text: title), ServiceElement.text("ows:Abstract", abstract),
            MapExtents.envelope(of: layer.collections).map(boundingBox), XMLTree("ows:Identifier", text: layer.name),
        ]
        let standard = style(MapLayers.defaultStyle, title: language == .vi ? "Mặc định" : "Default", isDefault: true)
        let others = uses.ids(drawing: layer).map {
            style($0, title: layers.title(of: $0, in: language), isDefault: false)
        }
        let formats = MapOrder.Format.allCases
        let sets = MapTileMatrixSet.allCases.map {
            XMLTree("TileMatrixSetLink", [:], [XMLTree("TileMatrixSet", text: $0.rawValue)])
        }
        let parts: [[XMLTree?]] = [
            head, [standard], others, formats.map { XMLTree("Format", text: $0.type.essence) }, sets,
            formats.map { resource(layer, $0) },
        ]
        return XMLTree("Layer", [:], parts.flatMap { $0 })
    }

    private func words(of layer: MapLayers.Layer) -> (title: String, abstract: String?) {
        switch layer {
        case .whole: (configuration.title, configuration.subtitle.text(in: language))
        case .sector(let sector, _): (sector.title.text(in: language), sector.department.text(in: language))
        case .collection(let collection):
            (
                collection.title.text(in: language),
                MetadataRecord(of: collection, sector: nil).abstract?.text(in: language) ?? collection.description
            )
        }
    }

    private func boundingBox(_ box: Envelope) -> XMLTree {
        func corner(_ x: Double, _ y: Double) -> String {
            "\(ServiceElement.decimal(x, decimals: 7)) \(ServiceElement.decimal(y, decimals: 7))"
        }
        return XMLTree(
            "ows:WGS84BoundingBox", [:],
            [
                XMLTree("ows:LowerCorner", text: corner(box.minX, box.minY)),
                XMLTree("ows:UpperCorner", text: corner(box.maxX, box.maxY)),
            ])
    }

    private func style(_ id: String, title: String, isDefault: Bool) -> XMLTree {
        XMLTree(
            "Style", ["isDefault": isDefault ? "true" : "false"],
            [XMLTree("ows:Title", text: title), XMLTree("ows:Identifier", text: id)])
    }

    private func resource(_ layer: MapLayers.Layer, _ format: MapOrder.Format) -> XMLTree {
        let path = "/wmts/1.0.0/\(layer.name)/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}"
        return XMLTree(
            "ResourceURL",
            [
                "format": format.type.essence, "resourceType": "tile",
                "template": links.url("\(path).\(format.suffix)"),
            ])
    }

    // MARK: Tile matrix sets

    private func matrixSet(_ tiles: MapTileMatrixSet) -> XMLTree {
        let set = tiles.set
        // East before north, as the register has it for Web Mercator.
        let corner = [set.topLeft.x, set.topLeft.y].map { ServiceElement.decimal($0, decimals: 9) }
        let side = "\(tiles.pixels)"
        // The well-known scales are those of tiles of 256 pixels.
        let wellKnown = tiles == .webMercatorQuad ? "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible" : nil
        let head: [XMLTree?] = [
            XMLTree("ows:Identifier", text: tiles.rawValue),
            XMLTree("ows:SupportedCRS", text: "urn:ogc:def:crs:EPSG::3857"),
            ServiceElement.text("WellKnownScaleSet", wellKnown),
        ]
        let matrices = set.matrices.enumerated().map { number, matrix in
            XMLTree(
                "TileMatrix", [:],
                [
                    XMLTree("ows:Identifier", text: "\(number)"),
                    XMLTree(
                        "ScaleDenominator",
                        text: ServiceElement.decimal(tiles.scaleDenominator(of: matrix), decimals: 9)),
                    XMLTree("TopLeftCorner", text: corner.joined(separator: " ")),
                    XMLTree("TileWidth", text: side), XMLTree("TileHeight", text: side),
                    XMLTree("MatrixWidth", text: "\(matrix.width)"), XMLTree("MatrixHeight", text: "\(matrix.height)"),
                ])
        }
        return XMLTree("TileMatrixSet", [:], head + matrices)
    }
}
