import GeoStore
import MapRender
import MapSheet
import Reprojection
import SimpleFeatures

/// Lays sheets out. Blocking: it reads the features of a series.
struct PrintPlanner {
    let order: PrintOrder
    /// As whoever asks sees it.
    let catalog: Catalog
    let services: PrintService.Parts
    /// dd/mm/yyyy.
    let date: String

    /// A province has 135 communes.
    static let mostPages = 300

    /// Pages without legends, which depend on what a page shows.
    /// - Throws: `ParameterError`, `GeoStoreError`, `RequestError.styleNotFound`.
    func plan(within limit: ReadLimit) throws -> PrintPlan {
        let collections = try collections()
        let subjects = try subjects(within: limit)
        let typesetter = try Typesetter(services.fonts.library)
        let title = order.title ?? title(of: collections)
        let attribution = order.attribution ?? Self.attribution(of: collections)
        var planes: [CRS: MapPlane] = [:]
        let pages = try subjects.enumerated().map { index, subject in
            let crs = order.crs ?? zone(at: subject.centre)
            let plane = try planes[crs] ?? MapPlane(crs)
            planes[crs] = plane
            var texts = SheetTexts(title: title, date: date, language: order.language)
            texts.subtitle = subject.subtitle ?? order.subtitle
            texts.attribution = attribution
            if subjects.count > 1 { texts.number = "\(index + 1)/\(subjects.count)" }
            do {
                try texts.requireLetters(typesetter)
                return try page(of: subject, texts, plane, typesetter)
            } catch {
                throw located(error)
            }
        }
        let views = collections.map { ($0.id.name, $0.view?.fingerprint ?? "") }
        return PrintPlan(
            order: order, pages: pages, title: title, views: Dictionary(views, uniquingKeysWith: { one, _ in one }))
    }

    /// The same page with room for a legend.
    /// - Throws: `ParameterError`.
    func page(_ page: PrintPlan.Page, explainedBy legend: Legend) throws -> PrintPlan.Page {
        do {
            return try self.page(
                of: page.subject, page.texts, MapPlane(page.window.crs), Typesetter(services.fonts.library), legend)
        } catch {
            throw located(error)
        }
    }

    private func page(
        of subject: PrintPlan.Subject, _ texts: SheetTexts, _ plane: MapPlane, _ typesetter: Typesetter,
        _ legend: Legend? = nil
    ) throws -> PrintPlan.Page {
        let hasGrid = order.grid != .none || order.graticule != .none
        let content = try PrintPlan.content(texts, legend, of: order, services.logo, typesetter)
        let layout = try SheetLayout(order.paper, content, hasGrid: hasGrid, typesetter)
        let window =
            if let scale = subject.scale {
                try SheetWindow(plane, centre: plane.point(subject.centre), scale: scale, box: layout.map)
            } else if let box = subject.box {
                try SheetWindow(plane, holding: plane.envelope(box), box: layout.map)
            } else { throw SheetError.tooLarge }
        try plane.require(window.centre)
        var grids: [SheetGrid] = []
        if order.grid != .none {
            let crs = plane.crs == .epsg(3857) ? zone(at: subject.centre) : plane.crs
            grids.append(try SheetGrid(crs, .metres, interval: order.grid.interval, on: window))
        }
        if order.graticule != .none {
            grids.append(
                try SheetGrid(plane.geographic, .degrees, interval: order.graticule.interval, on: window))
        }
        return PrintPlan.Page(
            subject: subject, texts: texts, layout: layout, window: window, grids: grids, legend: legend)
    }

    /// The VN-2000 zone in use at a place, before provinces were merged: they still keep their maps in it. UTM's elsewhere.
    private func zone(at place: Coordinate) -> CRS {
        if let zone = services.units.nearestCommune(to: place, isFormer: true)?.zone { return zone }
        return .epsg(place.x < Self.utmBorder ? 3405 : 3406)
    }

    /// Degrees east, between zones 48 and 49.
    private static let utmBorder = 108.0

    // MARK: What is drawn

    /// - Throws: `RequestError.styleNotFound`, `GeoStoreError.collectionNotFound`.
    private func collections() throws -> [PublishedCollection] {
        switch order.content {
        case .style(let id):
            let sources = Set(
                try services.styles.layers(of: id, catalog: catalog).compactMap { $0["source"]?.string })
            return catalog.collections.filter { sources.contains($0.id.name) }
        case .sent(let style): return try style.collections.map { try catalog.collection($0) }
        case .layers(let layers):
            for style in layers.compactMap(\.style) {
                _ = try services.styles.layers(of: style, catalog: catalog)
            }
            return try layers.map { try catalog.collection($0.collection.name) }
        }
    }

    private var language: Language { order.language == .vi ? .vi : .en }

    private func title(of collections: [PublishedCollection]) -> String {
        switch order.content {
        case .layers: return collections.first?.title.text(in: language) ?? ""
        case .sent(let style): return style.name ?? services.title
        case .style(let id):
            return services.styles.styles.first { $0.id == id }?.title(in: language) ?? services.title
        }
    }

    private static func attribution(of collections: [PublishedCollection]) -> String? {
        var names: [String] = []
        for name in collections.compactMap(\.attribution) where !name.isEmpty && !names.contains(name) {
            names.append(name)
        }
        let text = names.joined(separator: "; ")
        return text.isEmpty ? nil : String(text.prefix(PrintOrder.longestAttribution))
    }

    // MARK: What each page shows

    private func subjects(within limit: ReadLimit) throws -> [PrintPlan.Subject] {
        switch order.extent {
        case .place(let centre, let scale): return [PrintPlan.Subject(centre: centre, scale: scale)]
        case .box(let box): return [PrintPlan.Subject(centre: box.centre, box: box)]
        case .series(let series): return try subjects(of: series, within: limit)
        }
    }

    private func subjects(of series: PrintOrder.Series, within limit: ReadLimit) throws -> [PrintPlan.Subject] {
        let collection = try catalog.collection(series.collection)
        let schema = collection.schema
        if let name = series.property, !schema.properties.contains(where: { $0.name == name }) {
            throw GeoStoreError.propertyNotFound(
                name, collection: collection.id.name, known: schema.properties.map(\.name))
        }
        let named =
            series.property ?? SearchLayout(of: collection).columns.first
            ?? schema.properties.first { $0.type == .text }?.name
        var query = FeatureQuery()
        query.ids = series.ids?.compactMap { FeatureID($0) }
        query.order = named.map { [FeatureQuery.SortKey(property: $0)] } ?? []
        query.properties = Set(named.map { [$0] } ?? [])
        query.limit = Self.mostPages + 1
        let place = schema.properties.firstIndex { $0.name == named }
        var subjects: [PrintPlan.Subject] = []
        let toEarth = try CoordinateTransform(from: collection.storageCRS, to: .crs84)
        try services.store.forEachFeature(of: collection, matching: query, within: limit) { feature in
            guard let box = feature.geometry?.envelope(in: collection.storageCRS) else { return }
            let placed = try toEarth.transform(box)
            var name = "\(feature.id)"
            if let place, case .text(let text) = feature.values[place] { name = text }
            subjects.append(
                PrintPlan.Subject(
                    subtitle: name, centre: placed.centre,
                    box: series.scale == nil ? placed.withMargin : nil, scale: series.scale))
        }
        guard (1...Self.mostPages).contains(subjects.count) else {
            let count = subjects.isEmpty ? "no feature with a place" : "more than \(Self.mostPages) features"
            throw ParameterError(
                parameter: "series", value: "\(collection.id), \(count)",
                expected: "1 to \(Self.mostPages) pages; choose with series.ids")
        }
        return subjects
    }

    // MARK: What cannot be

    /// What is wrong, by the name of the member that says it.
    private func located(_ error: any Error) -> any Error {
        guard let error = error as? SheetError else {
            guard case ProjError.outsideDomain(_, let crs, let place)? = error as? ProjError else { return error }
            return ParameterError(
                parameter: extentName, value: "\(place.x), \(place.y)", expected: "a place where \(crs) has coordinates"
            )
        }
        switch error {
        case .notProjected(let crs):
            return ParameterError(parameter: "crs", value: "\(crs)", expected: "a projected CRS")
        case .outside(let crs, let place, let area):
            func degrees(_ value: Double) -> String { DisplayText(language: .en).number(value, decimals: 4) }
            return ParameterError(
                parameter: extentName, value: "\(degrees(place.x)), \(degrees(place.y))",
                expected:
                    "a place where \(crs) is in use, longitudes \(degrees(area.minX)) to \(degrees(area.maxX)) and "
                    + "latitudes \(degrees(area.minY)) to \(degrees(area.maxY)), or another crs")
        case .tooLarge:
            return ParameterError(
                parameter: extentName, value: "", expected: "what fits at 1:\(Int(MapScale.denominators.upperBound))")
        case .gridTooFine(let unit, let least):
            return ParameterError(
                parameter: unit == .metres ? "grid" : "graticule", value: "",
                expected: "at least \(least), or lines cannot be told apart at this scale")
        case .uncovered(let scalars, let text):
            let letters = scalars.prefix(10).map { String(Character($0)) }.joined(separator: " ")
            return ParameterError(
                parameter: text.rawValue, value: letters, expected: "letters that this server has a font for")
        case .noRoom:
            return ParameterError(
                parameter: "title", value: "", expected: "one short enough to leave room for a map on this paper")
        }
    }

    private var extentName: String {
        switch order.extent {
        case .place: "center"
        case .box: "bbox"
        case .series: "series"
        }
    }
}

extension Envelope {
    /// A twentieth more on each side, so that a border is not the map's edge; a point has a neighbourhood.
    fileprivate var withMargin: Envelope { expanded(by: max(width, height, 0.001) / 20) }
}
