import Foundation
import GeoStore
import SimpleFeatures

/// Where a page ends and the next begins: the last feature's id, and what it has in the keys of the order. A feature
/// that is deleted meanwhile leaves its place.
///
/// An order by properties is that of one state of the data: a feature whose values change may move over the place. The
/// order of ids is that of all.
///
/// Opaque to clients: the id alone in the natural order, else base64url (RFC 4648, 5) of a JSON array of texts.
struct PageCursor: Hashable, Sendable {
    let id: FeatureID
    let values: [PropertyValue]
    /// Of the collection when the cursor was made; nil where the order is one of ids.
    var state: CollectionState?

    func text(in sorting: Sorting, of state: CollectionState) -> String {
        guard !sorting.isNatural else { return id.description }
        let mark = sorting.keys.isEmpty ? "" : state.description
        let parts = [sorting.text, mark, id.description] + values.map(Self.text)
        return Data(JSONValue.array(parts.map(JSONValue.string)).serialized).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Returns: nil for a text that is no cursor of this order.
    init?(_ text: String, in sorting: Sorting) {
        guard !sorting.isNatural else {
            guard let id = FeatureID(text) else { return nil }
            self.init(id: id, values: [])
            return
        }
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: padded + padding), let parts = Self.parts(bytes),
            parts.count == sorting.keys.count + 3, parts[0] == sorting.text, let id = FeatureID(parts[2])
        else { return nil }
        let values = parts[3...].compactMap(Self.value)
        let state = CollectionState(parts[1])
        guard values.count == sorting.keys.count, (state == nil) == sorting.keys.isEmpty else { return nil }
        self.init(id: id, values: values)
        self.state = state
    }

    init(id: FeatureID, values: [PropertyValue]) {
        self.id = id
        self.values = values
    }

    private static func parts(_ bytes: Data) -> [String]? {
        // Not JSON means not one of ours: that is all there is to know.
        guard let list = (try? JSONReader.read([UInt8](bytes)))?.array else { return nil }
        let texts = list.compactMap(\.string)
        return texts.count == list.count ? texts : nil
    }

    private static func text(_ value: PropertyValue) -> String {
        switch value {
        case .null: "n"
        case .boolean(let flag): "i\(flag ? 1 : 0)"
        case .integer(let number): "i\(number)"
        // Swift writes as many digits as tell a number from its neighbours.
        case .real(let number): "r\(number)"
        case .text(let text): "t\(text)"
        case .binary(let bytes): "b\(Data(bytes).base64EncodedString())"
        }
    }

    private static func value(_ text: String) -> PropertyValue? {
        let rest = String(text.dropFirst())
        return switch text.first {
        case "n": rest.isEmpty ? .null : nil
        case "i": Int64(rest).map(PropertyValue.integer)
        case "r": Double(rest).flatMap { $0.isNaN ? nil : .real($0) }
        case "t": .text(rest)
        case "b": Data(base64Encoded: rest).map { .binary([UInt8]($0)) }
        default: nil
        }
    }
}
