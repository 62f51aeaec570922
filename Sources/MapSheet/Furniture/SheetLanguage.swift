internal import Foundation

/// The language of what a sheet says of itself.
public enum SheetLanguage: String, Hashable, Sendable, CaseIterable {
    case vi, en

    func pick(_ vietnamese: String, _ english: String) -> String {
        switch self {
        case .vi: vietnamese
        case .en: english
        }
    }

    /// `0,5` or `0.5`.
    func decimal(_ value: Double, places: Int) -> String {
        let text = String(format: "%.\(places)f", value)
        return pick(text.replacing(".", with: ","), text)
    }
}
