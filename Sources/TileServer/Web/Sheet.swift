/// A page of facts, tables and addresses, for resources that need no template of their own.
struct Sheet {
    struct Cell {
        let text: String
        var url: String?
        /// Stands to the right.
        var isAmount = false
        var isCode = false
    }

    struct Table {
        let title: String
        let columns: [Cell]
        let rows: [[Cell]]
    }

    var lead: String?
    /// What a person came for; the first one stands out.
    var actions: [(title: String, url: String)] = []
    var facts: [(title: String, cell: Cell)] = []
    var tables: [Table] = []
    /// To copy into other programs.
    var addresses: [(title: String, text: String)] = []
    var map: PageMap?

    func page(
        _ title: String, breadcrumbs: [(title: String, path: String)], hasJSON: Bool = true
    ) -> Page {
        var context: [String: Any] = [
            "hasActions": !actions.isEmpty,
            "actions": actions.enumerated().map { place, action in
                ["actionTitle": action.title, "actionURL": action.url, "isPrimary": place == 0] as [String: Any]
            },
            "hasFacts": !facts.isEmpty,
            "facts": facts.map { fact in
                Self.context(fact.cell).merging(["factTitle": fact.title]) { $1 }
            },
            "tables": tables.map { table in
                [
                    "tableTitle": table.title, "columns": table.columns.map(Self.context),
                    "rows": table.rows.map { ["cells": $0.map(Self.context)] },
                ] as [String: Any]
            },
            "addresses": addresses.map { ["addressTitle": $0.title, "addressText": $0.text] },
        ]
        context["lead"] = lead
        context["pageMap"] = map?.context
        return Page(
            template: "sheet", title: title, breadcrumbs: breadcrumbs, hasJSON: hasJSON,
            context: context.compactMapValues { $0 })
    }

    private static func context(_ cell: Cell) -> [String: Any] {
        var context: [String: Any] = [
            "cellText": cell.text, "cellIsAmount": cell.isAmount, "cellIsCode": cell.isCode,
        ]
        context["cellURL"] = cell.url
        return context
    }
}
