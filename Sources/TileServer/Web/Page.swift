import GeoStore
import Hummingbird
import SimpleFeatures

/// One page: its template, its place in the site, and the context its template lists.
struct Page {
    let template: String
    let title: String
    var breadcrumbs: [(title: String, path: String)] = []
    var hasJSON = true
    var context: [String: Any] = [:]

    func answer(_ inquiry: Inquiry, _ services: Services) throws -> Answer {
        let links = inquiry.links
        var context = services.siteContext(links, language: inquiry.language)
        context.merge(services.accountContext(inquiry)) { $1 }
        for (key, value) in self.context { context[key] = value }
        context["pageTitle"] = title
        func url(_ changes: [(name: String, value: String?)]) -> String {
            links.url("\(inquiry.path)?\(inquiry.query.setting(changes))")
        }
        context["urlVi"] = url([("lang", "vi")])
        context["urlEn"] = url([("lang", "en")])
        if hasJSON { context["jsonURL"] = url([("f", "json"), ("lang", nil)]) }
        let suffix = "?lang=\(inquiry.language.rawValue)"
        context["breadcrumbs"] = breadcrumbs.map {
            ["crumbTitle": $0.title, "crumbURL": links.url($0.path + suffix)]
        }
        return Answer(html: try services.pages.render(template, context, language: inquiry.language))
    }
}

extension Services {
    /// Who is signed in, where people can.
    fileprivate func accountContext(_ inquiry: Inquiry) -> [String: Any] {
        guard accounts != nil else { return [:] }
        let (links, caller) = (inquiry.links, inquiry.notes.caller)
        let suffix = "?lang=\(inquiry.language.rawValue)"
        let isStranger = caller.person.kind == .anonymous
        var context: [String: Any] = [
            "accountURL": links.url((isStranger ? "/login" : "/account") + suffix),
            "accountTitle": isStranger ? pages.word("signIn", inquiry.language) : caller.person.name,
        ]
        if caller.isAdministrator { context["adminURL"] = links.url("/admin" + suffix) }
        if caller.viewer != nil {
            context["viewing"] = [
                "viewer": ViewAs.text(caller.principal), "endViewingURL": links.url("/admin/view-as" + suffix),
            ]
        }
        return context
    }

    /// What every template needs.
    func siteContext(_ links: LinkBuilder, language: Language) -> [String: Any] {
        [
            "base": links.base, "assets": links.url("/assets/\(assets.hash)"), "siteTitle": configuration.title,
            "siteSubtitle": configuration.subtitle.text(in: language),
        ]
    }
}
