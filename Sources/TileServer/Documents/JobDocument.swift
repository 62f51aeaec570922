import Foundation
import GeoStore
import HTTPTypes
import SimpleFeatures

/// A job as clients read it: the status document of OGC API Processes 1 (18-062r2, 7.11), with rows and expiry.
struct JobDocument {
    private static let results = "http://www.opengis.net/def/rel/ogc/1.0/results"
    /// Seconds until it is worth asking again.
    private static let pause = 2

    let links: LinkBuilder
    let language: Language

    /// To whom asked for it.
    /// - Parameter page: the same for people.
    func accepted(_ job: ExportJob, page: Answer? = nil) -> Answer {
        var answer = status(job, page: page)
        answer.status = .accepted
        answer.headers[.location] = links.url("/jobs/\(job.id)")
        if page != nil, !job.status.isOver {
            answer.headers[.refresh] = "\(Self.pause); url=\(links.url("/jobs/\(job.id)?lang=\(language.rawValue)"))"
        }
        return answer
    }

    func status(_ job: ExportJob, page: Answer? = nil) -> Answer {
        var answer = page ?? document(job)
        answer.cacheControl = "no-store"
        if !job.status.isOver {
            answer.headers[.retryAfter] = String(Self.pause)
            // A page without a script looks again by this.
            if page != nil { answer.headers[.refresh] = String(Self.pause) }
        }
        return answer
    }

    private func document(_ job: ExportJob) -> Answer {
        var members: JSONObject = [
            "jobID": .string(job.id), "type": "process", "processID": job.subject.isPrint ? "print" : "export",
            "status": .string(job.status.rawValue),
            "message": .string(Self.message(job).text(in: language)), "progress": JSONValue(job.progress),
            "format": .string(job.subject.format),
        ]
        let total = job.total.map { JSONValue($0) } ?? .null
        switch job.subject {
        case .features(let features):
            members["collection"] = .string(features.collection)
            members["numberOfFeatures"] = total
            members["featuresDone"] = JSONValue(job.rows)
        case .sheets:
            members["numberOfPages"] = total
            members["pagesDone"] = JSONValue(job.rows)
        }
        members["created"] = .string(job.created.formatted(.iso8601))
        if let started = job.started { members["started"] = .string(started.formatted(.iso8601)) }
        if let finished = job.finished { members["finished"] = .string(finished.formatted(.iso8601)) }
        if let expires = job.expires { members["expires"] = .string(expires.formatted(.iso8601)) }
        if let result = job.result {
            members["bytes"] = JSONValue(result.bytes)
            members["sha256"] = .string(result.digest)
            if !result.notes.isEmpty { members["notes"] = .array(result.notes.map(JSONValue.string)) }
        }
        if let failure = job.failure {
            let problem = Problem(failure)
            members["problem"] = [
                "type": "about:blank", "title": .string(problem.title), "status": JSONValue(problem.status.code),
                "detail": .string(problem.detail),
            ]
        }
        var own = [links.link("/jobs/\(job.id)", rel: "self", type: .json)]
        if job.status == .successful {
            let title = job.fileName.full
            own.append(links.link("/jobs/\(job.id)/file", rel: Self.results, type: job.subject.mediaType, title: title))
            if !job.subject.isPrint {
                own.append(links.link("/jobs/\(job.id)/manifest", rel: "describedby", type: .json))
            }
        }
        members["links"] = .array(own)
        return Answer(.object(members))
    }

    static func message(_ job: ExportJob) -> LocalizedText {
        switch job.status {
        case .accepted: LocalizedText(vi: "Đang chờ đến lượt.", en: "Waiting for its turn.")
        case .running:
            job.total.map { total in
                job.subject.isPrint
                    ? LocalizedText(
                        vi: "Đã vẽ \(job.rows) / \(total) trang.", en: "\(job.rows) of \(total) pages drawn.")
                    : LocalizedText(
                        vi: "Đã ghi \(job.rows) / \(total) đối tượng.", en: "\(job.rows) of \(total) features written.")
            } ?? LocalizedText(vi: "Đang đọc dữ liệu.", en: "Reading the data.")
        case .successful:
            LocalizedText(
                vi: "Tệp đã sẵn sàng; xin tải về trước khi hết hạn.",
                en: "The file is ready; fetch it before it expires.")
        case .failed: LocalizedText(vi: "Không tạo được tệp.", en: "The file could not be made.")
        case .dismissed: LocalizedText(vi: "Đã hủy.", en: "Cancelled.")
        }
    }
}

extension HTTPField.Name {
    /// Never standardised, and understood by every browser: when to ask again, and where.
    static let refresh = HTTPField.Name("Refresh")!
}
