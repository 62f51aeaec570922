/// How a client wants to be told that its map cannot be had (OGC 06-042, 7.3.3.11; 01-068r3, 7.2.3.11).
enum ExceptionForm: CaseIterable {
    case xml, inImage, blank

    func name(in version: WMSVersion) -> String {
        switch (self, version) {
        case (.xml, .v111): "application/vnd.ogc.se_xml"
        case (.inImage, .v111): "application/vnd.ogc.se_inimage"
        case (.blank, .v111): "application/vnd.ogc.se_blank"
        case (.xml, .v130): "XML"
        case (.inImage, .v130): "INIMAGE"
        case (.blank, .v130): "BLANK"
        }
    }

    /// By the names of either version; what is none of them is XML, so that the fault is told.
    static func read(_ parameters: ServiceParameters) -> ExceptionForm {
        let text: String?
        do { text = try parameters.value("EXCEPTIONS")?.lowercased() } catch { return .xml }
        return allCases.first { form in WMSVersion.allCases.contains { form.name(in: $0).lowercased() == text } }
            ?? .xml
    }
}
