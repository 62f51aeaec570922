/// A page of facts, tables and addresses, for resources that need no template of their own.
struct Sheet {
    struct Cell {
        let text: String
        var url: String?
        /// Stands to the right.
        var isAmount = false
        var isCode = false
        /// Forms of a button each, for what can be done here.
        var forms: [Form] = []
    }

    struct Form {
        struct Field {
            enum Kind {
                case line
                /// Several lines of text.
                case text
            }

            let name: String
            let label: String
            var kind = Kind.line
            var value = ""
            var hint: String?
            var isRequired = false
        }

        var title: String?
        let url: String
        /// What the button says.
        let submit: String
        /// Sent along.
        var hidden: [(name: String, value: String)] = []
        var fields: [Field] = []
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
    var forms: [Form] = []
    /// What has just been done, and a secret that is shown this once.
    var notice: String?
    var secret: String?
    /// What has not been done, and why.
    var refusal: String?
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
            "forms": forms.map(Self.context),
            "addresses": addresses.map { ["addressTitle": $0.title, "addressText": $0.text] },
        ]
        context["lead"] = lead
        context["notice"] = notice
        context["secret"] = secret
        context["refusalText"] = refusal
        context["pageMap"] = map?.context
        return Page(
            template: "sheet", title: title, breadcrumbs: breadcrumbs, hasJSON: hasJSON,
            context: context.compactMapValues { $0 })
    }

    private static func context(_ form: Form) -> [String: Any] {
        var context: [String: Any] = [
            "formURL": form.url, "formSubmit": form.submit, "formIsWide": !form.fields.isEmpty,
            "hidden": form.hidden.map { ["hiddenName": $0.name, "hiddenValue": $0.value] },
            "fields": form.fields.map { field in
                var context: [String: Any] = [
                    "fieldName": field.name, "fieldLabel": field.label, "fieldValue": field.value,
                    "fieldIsLine": field.kind == .line, "fieldIsText": field.kind == .text,
                    "fieldIsRequired": field.isRequired,
                ]
                context["fieldHint"] = field.hint
                return context
            },
        ]
        context["formTitle"] = form.title
        return context
    }

    private static func context(_ cell: Cell) -> [String: Any] {
        var context: [String: Any] = [
            "cellText": cell.text, "cellIsAmount": cell.isAmount, "cellIsCode": cell.isCode,
            "forms": cell.forms.map(context),
        ]
        context["cellURL"] = cell.url
        return context
    }
}
