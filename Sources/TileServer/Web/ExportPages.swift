import Foundation
import GeoStore
import SimpleFeatures

/// The formats to choose from, and how far a job is.
struct ExportPages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }
    private var suffix: String { "lang=\(language.rawValue)" }
    private func url(_ path: String) -> String { inquiry.links.url(path) }
    private func word(_ key: String) -> String { services.pages.word(key, language) }

    func formats(of collection: PublishedCollection) -> Page {
        let path = "/collections/\(collection.id)/export"
        let formats = ExportFormat.allCases.map { format -> [String: Any] in
            let address = url("\(path)?f=\(format.rawValue)&\(suffix)")
            return [
                "formatTitle": format.title, "isStreamed": format.isStreamed,
                "formatCRS": format.defaultCRS(storage: collection.storageCRS).identifier,
                "formatURL": address, "formatJobURL": address,
            ]
        }
        return Page(
            template: "export", title: word("export"),
            breadcrumbs: CollectionPages(inquiry: inquiry, services: services).crumbs(to: collection),
            context: [
                "layerTitle": collection.title.text(in: language),
                "countText": display.number(collection.featureCount), "formats": formats,
                "exampleURL": url("\(path)?f=csv&bbox=107.9,13.9,108.1,14.1&limit=100"),
            ])
    }

    func job(_ job: ExportJob) -> Page {
        var facts = [
            (word("format"), job.subject.title),
            (word(job.subject.isPrint ? "pageCount" : "featureCount"), job.total.map { display.number($0) } ?? "—"),
            (word("jobCreated"), moment(job.created)),
        ]
        if let finished = job.finished { facts.append((word("jobFinished"), moment(finished))) }
        if let expires = job.expires { facts.append((word("jobExpires"), moment(expires))) }
        if let result = job.result {
            facts.append((word("fileSize"), "\(display.number(result.bytes)) B"))
            facts.append(("SHA-256", result.digest))
        }
        var notes = job.result?.notes ?? []
        if let failure = job.failure { notes.append(Problem(failure).detail) }
        var context: [String: Any] = [
            "message": JobDocument.message(job).text(in: language), "percent": "\(job.progress)",
            "isOver": job.status.isOver, "facts": facts.map { ["factTitle": $0.0, "factText": $0.1] },
            "hasNotes": !notes.isEmpty, "notes": notes.map { ["noteText": $0] },
        ]
        if job.status == .successful { context["fileURL"] = url("/jobs/\(job.id)/file") }
        switch job.subject {
        case .features(let features):
            context["originURL"] = url("/collections/\(features.collection)?\(suffix)")
            context["originTitle"] = word("collection")
            if job.status == .successful { context["manifestURL"] = url("/jobs/\(job.id)/manifest") }
        case .sheets:
            context["originURL"] = url("/print?\(suffix)")
            context["originTitle"] = word("print")
        }
        return Page(
            template: "job", title: job.fileName.full, breadcrumbs: services.homeCrumb(language), context: context)
    }

    private func moment(_ date: Date) -> String { display.moment(date.formatted(.iso8601)) }
}
