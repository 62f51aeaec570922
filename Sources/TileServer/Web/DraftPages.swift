import GeoStore
import SimpleFeatures

/// Drafts for people: who proposes what.
struct DraftPages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }

    private func word(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }

    func list(_ drafts: [EditDraft], of collection: PublishedCollection) -> Page {
        var sheet = Sheet()
        sheet.lead = word(
            "Các đề nghị chỉnh sửa lớp dữ liệu này, mới nhất trước.", "Proposed edits of this layer, the newest first.")
        sheet.tables = [
            Sheet.Table(
                title: word("Đề nghị chỉnh sửa", "Drafts"),
                columns: [
                    Sheet.Cell(text: word("Số", "Number")), Sheet.Cell(text: word("Người đề nghị", "Author")),
                    Sheet.Cell(text: word("Thời điểm", "When")), Sheet.Cell(text: word("Ghi chú", "Comment")),
                    Sheet.Cell(text: word("Đối tượng", "Features"), isAmount: true),
                    Sheet.Cell(text: word("Tình trạng", "Status")),
                ],
                rows: drafts.map { draft in
                    [
                        Sheet.Cell(text: "\(draft.id)", url: url(draft)), Sheet.Cell(text: draft.author),
                        Sheet.Cell(text: display.moment(draft.createdAt)), Sheet.Cell(text: draft.comment ?? "–"),
                        Sheet.Cell(text: display.number(draft.edits.count), isAmount: true),
                        Sheet.Cell(text: status(draft)),
                    ]
                })
        ]
        return sheet.page(
            word("Đề nghị chỉnh sửa", "Drafts"),
            breadcrumbs: CollectionPages(inquiry: inquiry, services: services).crumbs(to: collection))
    }

    func single(_ draft: EditDraft, _ preview: DraftPreview, of collection: PublishedCollection) -> Page {
        var sheet = Sheet()
        sheet.facts = [
            (word("Tình trạng", "Status"), Sheet.Cell(text: status(draft))),
            (word("Người đề nghị", "Author"), Sheet.Cell(text: draft.author)),
            (word("Thời điểm", "When"), Sheet.Cell(text: display.moment(draft.createdAt))),
            (word("Ghi chú", "Comment"), Sheet.Cell(text: draft.comment ?? "–")),
            (word("Dựa trên phiên bản", "Based on version"), Sheet.Cell(text: "\(draft.baseVersion)")),
        ]
        if let name = draft.decidedBy {
            sheet.facts.append((word("Người quyết định", "Decided by"), Sheet.Cell(text: name)))
        }
        if let reason = draft.reason { sheet.facts.append((word("Lý do", "Reason"), Sheet.Cell(text: reason))) }
        if draft.status == .open, !preview.faults.isEmpty {
            sheet.tables.append(
                Sheet.Table(
                    title: word("Chưa thể duyệt", "Cannot be approved"),
                    columns: [Sheet.Cell(text: word("Vấn đề", "Problem"))],
                    rows: preview.faults.map { [Sheet.Cell(text: EditFaultText.sentence($0))] }))
        }
        sheet.tables.append(
            Sheet.Table(
                title: word("Thay đổi", "Changes"),
                columns: [
                    Sheet.Cell(text: word("Đối tượng", "Feature")), Sheet.Cell(text: word("Thuộc tính", "Property")),
                    Sheet.Cell(text: word("Hiện nay", "Now")), Sheet.Cell(text: word("Đề nghị", "Proposed")),
                ], rows: preview.changes.flatMap { rows($0, of: collection) }))
        let path = "/collections/\(collection.id)/drafts"
        let crumbs = CollectionPages(inquiry: inquiry, services: services).crumbs(to: collection)
        return sheet.page(
            "\(word("Đề nghị chỉnh sửa", "Draft")) \(draft.id)",
            breadcrumbs: crumbs + [(word("Đề nghị chỉnh sửa", "Drafts"), path)])
    }

    /// One for each value that differs.
    private func rows(_ change: DraftChange, of collection: PublishedCollection) -> [[Sheet.Cell]] {
        let name = change.id.map(\.description) ?? word("mới", "new")
        func row(_ title: String, _ before: String, _ after: String) -> [Sheet.Cell] {
            [name, title, before, after].map { Sheet.Cell(text: $0) }
        }
        guard let after = change.after else { return [row("–", "–", word("xoá", "removed"))] }
        var rows: [[Sheet.Cell]] = []
        for (index, property) in collection.schema.properties.enumerated() {
            let old = change.before.map { display.value($0.values[index], type: property.type) } ?? ""
            let new = display.value(after.values[index], type: property.type)
            if old != new { rows.append(row(property.title, old, new)) }
        }
        if change.before?.geometry != after.geometry {
            rows.append(row(word("Hình học", "Geometry"), "–", word("đổi", "changed")))
        }
        return rows.isEmpty ? [row("–", "–", word("không đổi", "unchanged"))] : rows
    }

    private func status(_ draft: EditDraft) -> String {
        switch draft.status {
        case .open: word("chờ duyệt", "open")
        case .approved: word("đã duyệt", "approved")
        case .rejected: word("bị từ chối", "rejected")
        }
    }

    private func url(_ draft: EditDraft) -> String {
        inquiry.links.url("/collections/\(draft.collection)/drafts/\(draft.id)?lang=\(language.rawValue)")
    }
}
