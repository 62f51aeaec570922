import GeoStore
import SimpleFeatures
import Tiling

/// What is wrong with a request, as a map service tells it.
struct ServiceExceptionReport {
    /// Nil where the standard has no word for it.
    let code: ServiceFault.Code?
    /// The parameter at fault.
    let locator: String?
    let text: String

    init(_ error: any Error, path: String) {
        text = Problem(error, path: path).detail
        switch error {
        case let fault as ServiceFault: (code, locator) = (fault.code, fault.parameter)
        case let error as ParameterError: (code, locator) = (.invalidParameterValue, error.parameter)
        case is TilingError: (code, locator) = (.tileOutOfRange, nil)
        default: (code, locator) = (nil, nil)
        }
    }

    func answer(_ version: WMSVersion) -> Answer {
        switch version {
        case .v111:
            return Answer(
                bytes: XMLTree("ServiceExceptionReport", ["version": "1.1.1"], [exception(at: nil)]).document(
                    doctype: "http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd"),
                type: MediaType("application/vnd.ogc.se_xml"))
        case .v130:
            let report = XMLTree(
                "ServiceExceptionReport",
                [
                    "version": "1.3.0", "xmlns": "http://www.opengis.net/ogc",
                    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                    "xsi:schemaLocation":
                        "http://www.opengis.net/ogc http://schemas.opengis.net/wms/1.3.0/exceptions_1_3_0.xsd",
                ], [exception(at: locator)])
            return Answer(bytes: report.document(), type: .textXML)
        }
    }

    /// Parameter locator: an attribute that 1.3.0 has and the DTD of 1.1.1 has not.
    private func exception(at locator: String?) -> XMLTree {
        switch (code, locator) {
        case (let code?, let locator?):
            XMLTree("ServiceException", ["code": code.rawValue, "locator": locator], text: text)
        case (let code?, nil): XMLTree("ServiceException", ["code": code.rawValue], text: text)
        case (nil, _): XMLTree("ServiceException", text: text)
        }
    }

    /// Of WMTS and everything else of OWS Common 1.1 (OGC 06-121r3, 8).
    var owsAnswer: Answer {
        let name = (code ?? .noApplicableCode).rawValue
        let content = [XMLTree("ows:ExceptionText", text: text)]
        let exception =
            locator.map { XMLTree("ows:Exception", ["exceptionCode": name, "locator": $0], content) }
            ?? XMLTree("ows:Exception", ["exceptionCode": name], content)
        let report = XMLTree(
            "ows:ExceptionReport",
            [
                "version": "1.1.0", "xml:lang": "en", "xmlns:ows": "http://www.opengis.net/ows/1.1",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://www.opengis.net/ows/1.1 http://schemas.opengis.net/ows/1.1.0/owsExceptionReport.xsd",
            ], [exception])
        return Answer(bytes: report.document(), type: .textXML)
    }
}

extension MediaType {
    static let textXML = MediaType("text/xml", parameters: "; charset=utf-8")
}
