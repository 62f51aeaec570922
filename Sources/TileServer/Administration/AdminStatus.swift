import Foundation
import GeoStore
import SimpleFeatures
import TileEngine

/// The state of the server at a glance.
struct AdminStatus: Sendable {
    let startedAt: Date
    let storePath: String
    let storeBytes: Int
    let freeBytes: Int?
    let memory: ProcessMemory
    let cacheBytes: Int
    let cacheLimit: Int
    let cacheHits: Int
    let cacheMisses: Int
    let waiting: Int
    let openEvents: Int
    let canEdit: Bool
    /// Styles that are not as they should be.
    let styleFaults: [StyleShelf.Fault]
    let uncovered: [(collection: CollectionID, characters: [Unicode.Scalar])]
    let collections: [PublishedCollection]

    init(_ services: Services) {
        let disk = StoreDisk(path: services.store.path)
        let tiles = services.tiles.statistics
        startedAt = Date(timeIntervalSince1970: ProcessUse.start)
        storePath = services.store.path
        (storeBytes, freeBytes) = (disk.usedBytes, disk.freeBytes)
        memory = .current
        (cacheBytes, cacheLimit) = (tiles.usedBytes, tiles.limitInBytes)
        (cacheHits, cacheMisses) = (tiles.hits + services.recall.count, tiles.misses)
        waiting = services.executor.load.waiting + services.queries.load.waiting
        openEvents = services.events.listenerCount
        canEdit = services.editing != nil
        styleFaults = services.styles.shelf.faults
        uncovered = services.lettering.uncovered
        collections = services.audiences.everything.collections
    }

    private func list(_ texts: [String]) -> String { texts.isEmpty ? "–" : texts.joined(separator: "; ") }

    func facts(_ pages: AdminPages) -> [(title: String, cell: Sheet.Cell)] {
        func bytes(_ count: Int) -> String {
            "\(pages.display.number(Double(count) / 1_048_576, decimals: 1)) MB"
        }
        func fact(_ vi: String, _ en: String, _ text: String) -> (title: String, cell: Sheet.Cell) {
            (title: pages.word(vi, en), cell: Sheet.Cell(text: text))
        }
        return [
            fact("Chạy từ", "Running since", pages.moment(startedAt)),
            fact("Kho dữ liệu", "Store", "\(storePath), \(bytes(storeBytes))"),
            fact("Đĩa còn trống", "Free on its disk", freeBytes.map(bytes) ?? "–"),
            fact("Bộ nhớ của máy chủ", "Memory of the server", bytes(memory.anonymous)),
            fact("Bộ nhớ đệm ô bản đồ", "Tile cache", "\(bytes(cacheBytes)) / \(bytes(cacheLimit))"),
            fact(
                "Ô lấy từ bộ nhớ đệm", "Tiles from the cache",
                "\(pages.display.number(cacheHits)) / \(pages.display.number(cacheHits + cacheMisses))"),
            fact("Yêu cầu đang chờ", "Requests that wait", pages.display.number(waiting)),
            fact("Bản đồ đang mở", "Open maps", pages.display.number(openEvents)),
            fact(
                "Chỉnh sửa qua mạng", "Editing over HTTP",
                canEdit ? pages.word("bật", "on") : pages.word("tắt", "off")),
            fact("Kiểu hiển thị có lỗi", "Styles with errors", list(styleFaults.map(\.file))),
            fact(
                "Ký tự không có phông chữ", "Characters without a font",
                list(uncovered.map { "\($0.collection): \(UncoveredCharacters.text($0.characters))" })),
        ]
    }

    var document: JSONValue {
        [
            "startedAt": .string(startedAt.formatted(.iso8601)),
            "store": [
                "path": .string(storePath), "bytes": JSONValue(storeBytes),
                "freeBytes": freeBytes.map { JSONValue($0) } ?? .null,
            ],
            "memory": ["resident": JSONValue(memory.resident), "private": JSONValue(memory.anonymous)],
            "tileCache": [
                "bytes": JSONValue(cacheBytes), "limitBytes": JSONValue(cacheLimit), "hits": JSONValue(cacheHits),
                "misses": JSONValue(cacheMisses),
            ],
            "waiting": JSONValue(waiting), "openMaps": JSONValue(openEvents), "editing": .boolean(canEdit),
            "styleFaults": .array(
                styleFaults.map { ["file": .string($0.file), "issues": .array($0.issues.map(\.json))] }),
            "charactersWithoutFont": .object(
                JSONObject(
                    uncovered.map { ($0.collection.name, .string(UncoveredCharacters.text($0.characters))) })),
            "collections": .array(
                collections.map { collection in
                    [
                        "id": .string(collection.id.name), "version": .string(collection.state.description),
                        "features": JSONValue(collection.featureCount), "updated": .string(collection.updatedAt),
                    ]
                }),
        ]
    }
}
