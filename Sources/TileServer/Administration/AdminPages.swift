import Accounts
import Foundation
import GeoStore
import SimpleFeatures

/// What administrators see: the state of the server, people, systems, and the collections with their versions and rules.
struct AdminPages {
    let inquiry: Inquiry
    let services: Services
    /// What has just been done or not done.
    var outcome = Outcome()

    struct Outcome: Sendable {
        var notice: String?
        /// Shown this once.
        var secret: String?
        var refusal: String?
    }

    private var language: Language { inquiry.language }
    var display: DisplayText { DisplayText(language: language) }

    func word(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }

    func url(_ path: String) -> String { inquiry.links.url("\(path)?lang=\(language.rawValue)") }

    func cell(_ text: String, url: String? = nil, isAmount: Bool = false, forms: [Sheet.Form] = []) -> Sheet.Cell {
        Sheet.Cell(text: text, url: url, isAmount: isAmount, forms: forms)
    }

    func moment(_ date: Date?) -> String { date.map { display.moment($0.formatted(.iso8601)) } ?? "–" }

    func page(_ sheet: Sheet, _ title: String, path: String, hasJSON: Bool = false) -> Page {
        var sheet = sheet
        (sheet.notice, sheet.secret, sheet.refusal) = (outcome.notice, outcome.secret, outcome.refusal)
        var crumbs = services.homeCrumb(language)
        if path != "/admin" { crumbs.append((title: word("Quản trị", "Administration"), path: "/admin")) }
        return sheet.page(title, breadcrumbs: crumbs, hasJSON: hasJSON)
    }

    // MARK: The server

    /// - Parameter status: see `AdminStatus`.
    func overview(_ status: AdminStatus) -> Page {
        var sheet = Sheet()
        sheet.lead = word(
            "Tình trạng máy chủ, các lớp dữ liệu, người dùng và hệ thống.",
            "The state of the server, its layers, people and systems.")
        sheet.actions = [
            (word("Người dùng", "People"), url("/admin/users")), (word("Hệ thống", "Systems"), url("/admin/keys")),
            (word("Nhật ký", "Audit log"), url("/admin/audit")), (word("Số liệu", "Metrics"), url("/metrics")),
        ]
        sheet.facts = status.facts(self)
        sheet.tables = [collections()]
        sheet.forms = [
            Sheet.Form(
                title: word("Xem với tư cách người khác", "Look through another's eyes"), url: url("/admin/view-as"),
                submit: word("Xem", "View"),
                fields: [
                    Sheet.Form.Field(
                        name: "who", label: word("Tư cách", "Whose"), value: "public",
                        hint: Grantee.forms.joined(separator: ", "), isRequired: true)
                ])
        ]
        return page(sheet, word("Quản trị", "Administration"), path: "/admin", hasJSON: true)
    }

    /// The rules in force, in short.
    private func rules(of collection: CollectionID) -> String {
        services.audiences.everything.policy(of: collection).summary(in: language)
    }

    private func collections() -> Sheet.Table {
        let everything = services.audiences.everything
        return Sheet.Table(
            title: word("Lớp dữ liệu", "Layers"),
            columns: [
                cell(word("Lớp", "Layer")), cell(word("Phiên bản", "Version"), isAmount: true),
                cell(word("Đối tượng", "Features"), isAmount: true), cell(word("Cập nhật", "Updated")),
                cell(word("Ai xem được", "Who sees it")),
            ],
            rows: everything.collections.map { collection in
                [
                    cell(
                        collection.title.text(in: language), url: url("/admin/collections/\(collection.id)")),
                    cell(collection.state.description, isAmount: true),
                    cell(display.number(collection.featureCount), isAmount: true),
                    cell(display.moment(collection.updatedAt)), cell(rules(of: collection.id)),
                ]
            })
    }

    // MARK: A collection

    /// - Parameters:
    ///   - versions: the newest first.
    ///   - policy: the text of the policy, as it was typed when it was not taken.
    func collection(
        _ collection: PublishedCollection, versions: [DatasetVersion], policy: String
    ) -> Page {
        let path = "/admin/collections/\(collection.id)"
        var sheet = Sheet()
        sheet.facts = [(word("Ai xem được", "Who sees it"), cell(rules(of: collection.id)))]
        sheet.tables = [
            Sheet.Table(
                title: word("Các phiên bản", "Versions"),
                columns: [
                    cell(word("Số", "Number"), isAmount: true), cell(word("Công bố", "Published")),
                    cell(word("Từ", "From")), cell(word("Nguồn", "Source")),
                    cell(word("Đối tượng", "Features"), isAmount: true), cell(""),
                ],
                rows: versions.map { version in
                    let canReturn = version.isRestorable && version.number != collection.state.version
                    return [
                        cell("\(version.number)", isAmount: true), cell(display.moment(version.publishedAt)),
                        cell(version.origin.rawValue), cell(version.provenance.source ?? "–"),
                        cell(display.number(version.featureCount), isAmount: true),
                        cell(
                            "",
                            forms: canReturn
                                ? [
                                    Sheet.Form(
                                        url: url(path), submit: word("Khôi phục", "Restore"),
                                        hidden: [("do", "rollback"), ("version", "\(version.number)")])
                                ] : []),
                    ]
                })
        ]
        sheet.forms = [
            Sheet.Form(
                title: word("Ai xem được gì", "Who sees what"), url: url(path),
                submit: word("Áp dụng", "Put in force"), hidden: [("do", "policy")],
                fields: [
                    Sheet.Form.Field(
                        name: "policy", label: word("Chính sách", "Policy"), kind: .text, value: policy,
                        hint: word(
                            "YAML như lệnh access show in ra; để trống để bỏ chính sách riêng.",
                            "YAML as 'access show' prints it; empty takes the policy away.")),
                    Sheet.Form.Field(name: "comment", label: word("Lý do", "Why"), isRequired: true),
                ])
        ]
        return page(sheet, collection.title.text(in: language), path: path)
    }

    // MARK: The audit log

    func audit(_ entries: [AuditEntry], verification: AuditVerification) -> Page {
        var sheet = Sheet()
        sheet.facts = [
            (
                word("Chuỗi băm", "Hash chain"),
                cell(
                    verification.isWhole
                        ? word("nguyên vẹn", "whole")
                        : word("đã bị sửa: chạy audit verify", "changed: run 'audit verify'"))
            ),
            (word("Mục cuối", "Head"), Sheet.Cell(text: verification.head?.text ?? "–", isCode: true)),
        ]
        sheet.tables = [
            Sheet.Table(
                title: word("Các mục mới nhất", "The newest entries"),
                columns: [
                    cell(word("Số", "Number"), isAmount: true), cell(word("Thời điểm", "When")),
                    cell(word("Ai", "Who")), cell(word("Từ", "From")), cell(word("Việc", "What")),
                    cell(word("Đối tượng", "Of what")), cell(word("Kết quả", "Outcome")),
                    cell(word("Chi tiết", "Detail")),
                ],
                rows: entries.map { entry in
                    [
                        cell("\(entry.seq)", isAmount: true), cell(display.moment(entry.at)), cell(entry.actor),
                        cell(entry.address ?? "–"), cell(entry.action), cell(entry.target), cell(entry.outcome),
                        Sheet.Cell(text: entry.detail, isCode: true),
                    ]
                })
        ]
        return page(sheet, word("Nhật ký", "Audit log"), path: "/admin/audit")
    }
}
