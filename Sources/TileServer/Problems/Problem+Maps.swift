import HTTPTypes
import MapRender
import SimpleFeatures
import StyleSpec

extension Problem {
    init(_ error: MapError) {
        switch error {
        case .beyondCRS(let crs):
            self.init(
                status: .badRequest, title: "Box outside its CRS",
                detail: "The box reaches where \(crs.identifier) has no coordinates; ask for a smaller one, or for "
                    + "another CRS, for example EPSG:3857.",
                parameter: "bbox")
        }
    }

    /// What a request can bring about; everything else is the server's own, and in its log.
    init(_ error: MapRenderError) {
        switch error {
        case .canvasSize(let width, let height, let sideLimit, let pixelLimit):
            self.init(
                status: .badRequest, title: "Picture too large or too small",
                detail:
                    "\(Int(width)) × \(Int(height)) pixels cannot be drawn; each side takes 1 to \(sideLimit), both "
                    + "together \(pixelLimit) pixels.",
                parameter: "width")
        case .coordinate, .number, .cairo, .notOnThisCanvas, .encoding, .pixelCount, .textTooLong, .noFont,
            .unreadableFont, .icon, .noFolder, .glyphRange:
            self = .unexpected
        }
    }

    /// A style that is served and cannot be compiled.
    init(_ error: StyleErrors) {
        let issues = error.all.prefix(Self.mostIssues).map { "\($0.key): \($0.message)" }
        self.init(
            status: .unprocessableContent, title: "Style not drawable",
            detail: "The style has errors: \(issues.joined(separator: "; ")).")
    }

    private static let mostIssues = 5
}
