import HTTPTypes
import SimpleFeatures

extension OpenAPIDocument {
    /// Maps on paper.
    static let printOperations: [Operation] = [
        Operation(
            path: "/print", id: "getPrintChoices", tag: "Print", summary: "Papers, formats, styles and CRS of sheets",
            type: .json, schema: "PrintChoices"),
        Operation(
            path: "/print", id: "createPrint", tag: "Print",
            summary: "A map on paper; a job for paper above A3 and for series", type: PrintFormat.pdf.mediaType,
            hasHTML: false, parameters: ["lang"], method: .post, isNegotiated: false, hasValidator: false,
            otherTypes: [PrintFormat.png, .svg].map(\.mediaType), answers: ["202", "404", "413", "415"],
            bodyTypes: [.json, .form], bodySchema: "PrintOrder", accepted: "JobAccepted"),
    ]
}
