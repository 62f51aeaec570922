import MapSheet
import SimpleFeatures

/// What there is to choose from for a sheet.
struct PrintDocument {
    let inquiry: Inquiry
    let styles: StyleLibrary

    var choices: JSONValue {
        [
            "title": .string(inquiry.language == .vi ? "In bản đồ" : "Printing maps"),
            "papers": .array(
                Paper.Size.allCases.map { size in
                    let paper = Paper(size, .portrait)
                    return ["id": .string(size.rawValue), "millimetres": [.real(paper.width), .real(paper.height)]]
                }),
            "orientations": .array(Paper.Orientation.allCases.map { .string($0.rawValue) }),
            "formats": .array(
                PrintFormat.allCases.map { ["id": .string($0.rawValue), "type": .string($0.mediaType.value)] }),
            "styles": .array(styles.ids.map(JSONValue.string)),
            "crs": .array(OfferedCRS.ofSheets.map { .string($0.uri) }),
            "members": .array(PrintOrder.names.map(JSONValue.string)),
            "links": [
                inquiry.links.link("/print", rel: "self", type: .json),
                inquiry.links.link("/api", rel: "service-desc", type: .openAPI),
            ],
        ]
    }
}
