import GeoStore
import SimpleFeatures
import TileEngine
import Tiling

/// The pages of tilesets and tile matrix sets.
struct TilePages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }
    private var suffix: String { "?lang=\(language.rawValue)" }
    private func url(_ path: String) -> String { inquiry.links.url(path) }
    private func word(_ key: String) -> String { services.pages.word(key, language) }
    private func column(_ key: String, isAmount: Bool = false) -> Sheet.Cell {
        Sheet.Cell(text: word(key), isAmount: isAmount)
    }

    // MARK: Tile matrix sets

    var matrixSets: Page {
        let set = TileMatrixSet.webMercatorQuad
        var sheet = Sheet(lead: word("tileMatrixSetsLead"))
        sheet.tables = [
            Sheet.Table(
                title: word("tileMatrixSets"),
                columns: [column("code"), column("label"), column("storageCRSShort")],
                rows: [
                    [
                        Sheet.Cell(text: set.id, url: url(TileMatrixSetDocument.path(set) + suffix), isCode: true),
                        Sheet.Cell(text: TileMatrixSetDocument.title), Sheet.Cell(text: set.crs.identifier),
                    ]
                ])
        ]
        return sheet.page(word("tileMatrixSets"), breadcrumbs: services.homeCrumb(language))
    }

    func matrixSet(_ set: TileMatrixSet) -> Page {
        var sheet = Sheet(lead: word("tileMatrixSetLead"))
        sheet.facts = [
            (word("code"), Sheet.Cell(text: set.id, isCode: true)),
            (word("definition"), Sheet.Cell(text: set.uri, isCode: true)),
            (word("storageCRSShort"), Sheet.Cell(text: set.crs.identifier)),
        ]
        let rows = set.matrices.enumerated().map { number, matrix in
            [
                Sheet.Cell(text: "\(number)"), scale(of: matrix),
                amount(display.number(TileMatrixSetDocument.cellSize(of: matrix), decimals: 4)),
                amount(display.number(matrix.width)), amount(display.number(matrix.height)),
            ]
        }
        sheet.tables = [
            Sheet.Table(
                title: word("zooms"),
                columns: [
                    column("zoom"), column("scale", isAmount: true), column("metresPerPixel", isAmount: true),
                    column("columnsOfTiles", isAmount: true), column("rowsOfTiles", isAmount: true),
                ], rows: rows)
        ]
        let crumbs = services.homeCrumb(language) + [(word("tileMatrixSets"), "/tileMatrixSets")]
        return sheet.page(set.id, breadcrumbs: crumbs)
    }

    private func amount(_ text: String) -> Sheet.Cell { Sheet.Cell(text: text, isAmount: true) }

    private func scale(of matrix: TileMatrixSet.Matrix) -> Sheet.Cell {
        amount("1:\(display.number(Int(TileMatrixSetDocument.scaleDenominator(of: matrix).rounded())))")
    }

    // MARK: Tilesets

    private func crumbs(_ origin: TileSetOrigin) -> [(title: String, path: String)] {
        switch origin {
        case .collection(let collection):
            CollectionPages(inquiry: inquiry, services: services).crumbs(to: collection)
        case .dataset: services.homeCrumb(language)
        }
    }

    func list(_ origin: TileSetOrigin) -> Page {
        let set = TileMatrixSet.webMercatorQuad
        var sheet = Sheet(lead: word("tileSetsLead"))
        sheet.tables = [
            Sheet.Table(
                title: origin.title(in: language),
                columns: [column("tileMatrixSet"), column("type"), column("storageCRSShort")],
                rows: [
                    [
                        Sheet.Cell(text: set.id, url: url("\(origin.path)/\(set.id)\(suffix)"), isCode: true),
                        Sheet.Cell(text: "Mapbox Vector Tiles"), Sheet.Cell(text: set.crs.identifier),
                    ]
                ])
        ]
        return sheet.page(word("tileSets"), breadcrumbs: crumbs(origin))
    }

    func tileSet(_ tiles: TileSet, of origin: TileSetOrigin) -> Page {
        let set = TileMatrixSet.webMercatorQuad
        var sheet = Sheet(lead: word("tileSetLead"))
        if case .collection(let collection) = origin { sheet.map = PageMap(collection, inquiry, services) }
        sheet.facts = [
            (
                word("tileMatrixSet"),
                Sheet.Cell(text: set.id, url: url(TileMatrixSetDocument.path(set) + suffix), isCode: true)
            ),
            (word("type"), Sheet.Cell(text: "Mapbox Vector Tiles")),
            (word("storageCRSShort"), Sheet.Cell(text: set.crs.identifier)),
            (word("zooms"), Sheet.Cell(text: Self.text(tiles.zooms))),
        ]
        sheet.addresses = [
            (
                word("tileAddress"),
                url("\(origin.path)/\(set.id)/{tileMatrix}/{tileRow}/{tileCol}\(origin.query)")
            )
        ]
        if case .collection(let collection) = origin {
            sheet.addresses.append(("TileJSON", url("/tiles/\(collection.id).json")))
        }
        sheet.tables = [layers(of: tiles), limits(of: tiles)]
        let crumbs = crumbs(origin) + [(word("tileSets"), origin.path)]
        return sheet.page("\(origin.title(in: language)) – \(set.id)", breadcrumbs: crumbs)
    }

    private func layers(of tiles: TileSet) -> Sheet.Table {
        Sheet.Table(
            title: word("layers"),
            columns: [
                column("layerName"), column("code"), column("geometry"), column("zooms"), column("property"),
            ],
            rows: tiles.summaries.map { summary in
                let collection = summary.layer.collection
                return [
                    Sheet.Cell(
                        text: collection.title.text(in: language), url: url("/collections/\(collection.id)\(suffix)")),
                    Sheet.Cell(text: summary.layer.name, isCode: true),
                    Sheet.Cell(text: display.geometry(collection.schema.geometryType)),
                    Sheet.Cell(text: Self.text(summary.zooms)),
                    Sheet.Cell(text: summary.properties.joined(separator: ", ")),
                ]
            })
    }

    private func limits(of tiles: TileSet) -> Sheet.Table {
        Sheet.Table(
            title: word("tileLimits"),
            columns: [
                column("zoom"), column("scale", isAmount: true), column("rowsOfTiles", isAmount: true),
                column("columnsOfTiles", isAmount: true), column("numberOfTiles", isAmount: true),
            ],
            rows: TileSetDocument.limits(of: tiles).map { range in
                [
                    Sheet.Cell(text: "\(range.matrix)"),
                    scale(of: TileMatrixSet.webMercatorQuad.matrices[range.matrix]),
                    amount(Self.text(range.rows)), amount(Self.text(range.columns)),
                    amount(display.number(range.count)),
                ]
            })
    }

    /// Indexes as they stand in addresses, without grouping.
    private static func text(_ range: ClosedRange<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
    }
}
