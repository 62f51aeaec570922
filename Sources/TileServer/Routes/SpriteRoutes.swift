import Hummingbird
import MapRender

/// The icons of the styles on one image, and the table that says where each lies (MapLibre style specification, "sprite").
struct SpriteRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        // One name to the router, which takes no dots and signs apart: `icons@2x.json`.
        router.read("/sprites/{file}") { request, context in try sprite(request, file: context.path("file")) }
    }

    private func sprite(_ request: Request, file: String) throws -> Response {
        try QueryParameters(request.uri.query).allow([])
        guard let match = file.wholeMatch(of: /([a-z][a-z0-9_-]*)(?:@([2-9])x)?\.(json|png)/),
            match.1 == StyleIcons.folder, let ratio = Int(match.2 ?? "1"),
            let sheet = services.styles.shelf.icons.sheets[ratio]
        else { throw RequestError.notFound(path: request.uri.path) }
        var answer =
            match.3 == "json"
            ? Answer(bytes: sheet.sprites.json, type: .json) : Answer(bytes: sheet.png, type: .png)
        answer.vary = ""
        return try answer.response(to: request, mayCompress: match.3 == "json")
    }
}
