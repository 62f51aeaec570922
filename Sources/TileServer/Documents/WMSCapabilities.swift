import GeoStore
import SimpleFeatures

/// What this server offers as WMS: version 1.3.0 by the schema of OGC 06-042, 1.1.1 by the DTD of 01-068r3.
struct WMSCapabilities {
    let version: WMSVersion
    let layers: MapLayers
    let uses: StyleUses
    let links: LinkBuilder
    let language: Language
    let configuration: ServerConfiguration
    let extents: MapExtents

    /// Layers can be dozens deep in boxes: it is made off the event loop.
    func answer() throws -> Answer {
        switch version {
        case .v111:
            let document = XMLTree("WMT_MS_Capabilities", ["version": version.rawValue], [service, try capability])
            return Answer(
                bytes: document.document(
                    doctype: "http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd"),
                type: MediaType("application/vnd.ogc.wms_xml"))
        case .v130:
            let document = XMLTree(
                "WMS_Capabilities",
                [
                    "version": version.rawValue, "xmlns": "http://www.opengis.net/wms",
                    "xmlns:sld": "http://www.opengis.net/sld",
                    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                    "xsi:schemaLocation":
                        """
                    http://www.opengis.net/wms http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd \
                    http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd
                    """,
                ], [service, try capability])
            return Answer(bytes: document.document(), type: .textXML)
        }
    }

    /// Where operations are asked for.
    private var address: String { links.url("/wms?") }

    private var service: XMLTree {
        let common: [XMLTree?] = [
            XMLTree("Name", text: version == .v130 ? "WMS" : "OGC:WMS"),
            XMLTree("Title", text: configuration.title),
            XMLTree("Abstract", text: configuration.subtitle.text(in: language)),
            ServiceElement.onlineResource(links.url("/")),
            XMLTree("Fees", text: "none"),
            XMLTree("AccessConstraints", text: "none"),
        ]
        guard version == .v130 else { return XMLTree("Service", [:], common) }
        return XMLTree(
            "Service", [:],
            common + [
                XMLTree("LayerLimit", text: "\(MapLayers.mostChoices)"),
                XMLTree("MaxWidth", text: "\(configuration.mapSize.width)"),
                XMLTree("MaxHeight", text: "\(configuration.mapSize.height)"),
            ])
    }

    private var capability: XMLTree {
        get throws {
            let pictures = MapOrder.Format.allCases.map(\.type.essence)
            let isNew = version == .v130
            let request = XMLTree(
                "Request", [:],
                [
                    ServiceElement.operation(
                        "GetCapabilities", formats: [isNew ? "text/xml" : "application/vnd.ogc.wms_xml"], url: address),
                    ServiceElement.operation("GetMap", formats: pictures, url: address),
                    ServiceElement.operation(
                        "GetFeatureInfo", formats: FeatureInfoFormat.allCases.flatMap(\.names), url: address),
                    ServiceElement.operation(
                        isNew ? "sld:GetLegendGraphic" : "GetLegendGraphic", formats: pictures, url: address),
                ])
            let exceptions = XMLTree(
                "Exception", [:], ExceptionForm.allCases.map { XMLTree("Format", text: $0.name(in: version)) })
            return XMLTree("Capability", [:], [request, exceptions, try rootLayer])
        }
    }
}
