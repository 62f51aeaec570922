import HTTPTypes

extension Problem {
    init(_ error: ExportError) {
        switch error {
        case .formatLimit(let format, let limit): self = Problem(limit, of: format)
        case .queueFull:
            self.init(
                status: .serviceUnavailable, title: "Too many exports",
                detail: "As many exports wait as the server lets wait; try again shortly.")
            headers[.retryAfter] = "60"
        case .diskFull:
            self.init(
                status: .serviceUnavailable, title: "No room for the file",
                detail: "The room that exports may take is taken; try again later, or ask for f=geojson or f=csv, which"
                    + " take none.")
            headers[.retryAfter] = "600"
        case .outOfMemory:
            self.init(
                status: .serviceUnavailable, title: "File too large to build",
                detail:
                    "Building the file took more memory than it may; ask for f=gpkg, f=fgb or f=csv, or for part of it."
            )
            headers[.retryAfter] = "600"
        case .outOfTime(let seconds):
            self.init(
                status: .serviceUnavailable, title: "Export took too long",
                detail: "The export was ended after \(seconds) seconds; ask for part of it, with bbox or a property.")
            headers[.retryAfter] = "600"
        case .cancelled:
            self.init(status: .gone, title: "Export cancelled", detail: "This export was cancelled; ask for it again.")
        case .jobNotFound(let id):
            self.init(
                status: .notFound, title: "Job not found",
                detail: "There is no job '\(id)'; finished ones are forgotten after an hour, all with a restart.")
        case .notReady(let id):
            self.init(
                status: .conflict, title: "File not ready", detail: "The file of job '\(id)' is not there yet.",
                suggestions: ["/jobs/\(id)"])
            headers[.retryAfter] = "5"
        case .failed: self = .unexpected
        }
    }

    private init(_ limit: FormatLimit, of format: ExportFormat) {
        let reason =
            switch limit {
            case .features(let found, let most): "\(format.title) holds \(most) features, there are \(found)"
            case .bytes(let found, let most): "\(format.title) holds \(most) bytes, there would be \(found)"
            case .columns(let found, let most): "\(format.title) holds \(most) columns, there would be \(found)"
            case .cell(let column, let found, let most):
                "a cell of \(format.title) holds \(most) characters, column '\(column)' has one of \(found)"
            case .withoutGeometry(let found):
                "\(format.title) keeps no feature without a geometry, there are \(found)"
            case .mixedGeometries(let found):
                "\(format.title) has no place for collections of several kinds of geometry, there are \(found)"
            }
        self.init(
            status: .badRequest, title: "Too much for this format",
            detail: "\(reason); ask for f=\(format.instead.map(\.rawValue).joined(separator: " or f=")).",
            parameter: "f")
    }
}

extension ExportFormat {
    /// Formats that hold what this one cannot.
    var instead: [ExportFormat] {
        switch self {
        case .workbook: [.csv, .geoPackage]
        case .shapefile, .flatGeobuf, .drawing: [.geoPackage, .geoJSON]
        case .geoJSON, .geoJSONSequence, .jsonFG, .csv, .kml, .gml, .geoPackage: [.geoPackage]
        }
    }
}
