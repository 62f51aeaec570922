import GeoStore

/// Why one source of a batch is left alone.
enum BatchError: Error, Hashable, Sendable {
    /// Its files have not come to rest.
    case stillWritten(path: String)
    /// Another source of the batch fills the collection: one would take the place of the other, unseen.
    case collectionTaken(collection: String, by: String)

    var reason: LocalizedText {
        switch self {
        case .stillWritten(let path):
            LocalizedText(
                vi: "\(path) vẫn đang được ghi; lần sau sẽ đọc",
                en: "\(path) is still being written; it is read the next time")
        case .collectionTaken(let collection, let source):
            LocalizedText(
                vi:
                    "bộ dữ liệu '\(collection)' đã lấy từ \(source), cũng có trong lô này; hãy đặt 'collection' khác, hoặc bỏ một trong hai nguồn",
                en:
                    "collection '\(collection)' comes from \(source), which is in this batch too; give one of them another 'collection', or take one away"
            )
        }
    }
}
