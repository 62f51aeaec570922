import CQL2
import HTTPTypes
import Reprojection
import SimpleFeatures

extension Problem {
    init(_ error: FilterError) {
        let place: String
        var offset: Int?
        var pointer: String?
        switch error.place {
        case .text(_, let character):
            place = " at offset \(character)"
            offset = character
        case .byte(let byte):
            place = " at offset \(byte)"
            offset = byte
        case .json(let found):
            place = " at '\(found)'"
            pointer = found
        case nil: place = ""
        }
        let reason = error.description
        self.init(
            status: .badRequest, title: "Invalid filter",
            detail: "Parameter 'filter' cannot be answered\(place): \(reason)\(reason.hasSuffix("?") ? "" : ".")",
            parameter: "filter", offset: offset,
            pointer: pointer, suggestions: error.suggestions)
    }

    init(_ error: ProjError) {
        switch error {
        case .outsideDomain(let source, let target, let near):
            self.init(
                status: .badRequest, title: "No such place",
                detail: "The position \(near.x), \(near.y) (x, y) of \(source) has no place in \(target).")
        case .unknownCRS, .noOperation, .contextUnavailable: self = .unexpected
        }
    }
}
