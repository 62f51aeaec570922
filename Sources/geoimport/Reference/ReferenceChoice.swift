import FeatureExchange
import Foundation
import Reprojection
import SimpleFeatures

/// Which CRS the coordinates of a layer are in, decided before anything is read.
struct ReferenceChoice: Sendable {
    /// A CRS under which the layer would lie in the country.
    struct Suggestion: Hashable, Sendable {
        let crs: CRS
        let name: String
        let place: String
    }

    let crs: CRS
    let name: String
    /// From the CRS to WGS 84.
    let operation: CoordinateTransform.Operation
    let notes: [String]

    var accuracyText: String {
        operation.accuracyInMetres.map { "accuracy \($0.formatted()) m" } ?? "accuracy unknown"
    }

    /// The given CRS wins over the file's; without either the import is refused.
    /// - Throws: `ImportError`, `ProjError`.
    init(given: CRS?, source: VectorSource, layer: SourceLayer, file: String) throws {
        let claimed = layer.crs?.identified
        var notes: [String] = []
        switch (given, claimed) {
        case (let given?, let claimed?):
            crs = given
            if given != claimed, Set([given, claimed]) != [.crs84, .epsg(4326)] {
                notes.append("--source-crs \(given) was used; the file says \(claimed) (\(layer.crs?.name ?? ""))")
            }
        case (let given?, nil):
            crs = given
            if let stated = layer.crs { notes.append("--source-crs \(given) was used; the file says '\(stated.name)'") }
        case (nil, let claimed?):
            crs = claimed
        case (nil, nil):
            guard let stated = layer.crs else {
                let sample = try CoordinateSample(of: layer, in: source)
                throw ImportError.crsMissing(
                    file: file, layer: layer.name, suggestions: Self.suggestions(for: sample))
            }
            throw ImportError.crsUnidentified(
                file: file, layer: layer.name, name: stated.name,
                candidates: stated.candidates.map { "\($0.crs) (\($0.confidence) %)" })
        }
        let definition: CRSDefinition
        do { definition = try CRSDefinition(crs) } catch { throw ImportError.crsUnknown(crs) }
        guard !definition.isDeprecated else {
            throw ImportError.crsDeprecated(crs, name: definition.name, successor: Self.successors[crs])
        }
        if layer.extent.map(Self.isDegrees) != definition.isGeographic {
            let sample = try CoordinateSample(of: layer, in: source)
            switch (definition.isGeographic, sample.isMostlyDegrees) {
            case (true, false?):
                throw ImportError.notDegrees(file: file, crs: crs, suggestions: Self.suggestions(for: sample))
            case (false, true?):
                throw ImportError.notMetres(file: file, crs: crs, suggestions: Self.suggestions(for: sample))
            case (true, true?), (false, false?), (_, nil): break
            }
        }
        name = definition.name
        operation = try CoordinateTransform(from: crs, to: .crs84).operation
        self.notes = notes
    }

    /// Withdrawn duplicates of VN-2000 zones (EPSG, "Alternative non-deprecated CRS").
    private static let successors: [CRS: CRS] = [
        .epsg(6956): .epsg(5896), .epsg(6957): .epsg(5897), .epsg(6958): .epsg(5898), .epsg(6959): .epsg(5899),
    ]

    private static func isDegrees(_ extent: SourceLayer.Extent) -> Bool {
        extent.minimum.x >= -360 && extent.maximum.x <= 360 && extent.minimum.y >= -90.001 && extent.maximum.y <= 90.001
    }

    /// What files of this region come in, the likeliest first (EPSG; QĐ 05/2007/QĐ-BTNMT).
    private static let usual: [CRS] = [9218, 9217, 3406, 3405, 5898, 5899, 5897, 5896, 4326, 4756, 32649, 32648].map(
        CRS.epsg)
    /// Gia Lai since 2025, and the country with its islands: degrees.
    private static let province = Envelope(minX: 107.4, minY: 12.95, maxX: 109.4, maxY: 14.75, crs: .crs84)
    private static let country = Envelope(minX: 102.0, minY: 6.0, maxX: 117.9, maxY: 23.5, crs: .crs84)

    /// Candidates under which the middle of the layer lies in the country, those in the province first.
    static func suggestions(for sample: CoordinateSample) -> [Suggestion] {
        guard let middle = sample.middle else { return [] }
        let found = usual.compactMap { crs -> (Suggestion, Bool)? in
            // A candidate that cannot place the point is no candidate.
            guard let transform = try? CoordinateTransform(from: crs, to: .crs84),
                let place = try? transform.transform(middle), country.contains(place),
                let name = try? CRSDefinition(crs).name
            else { return nil }
            let text = "\(rounded(place.y))°N \(rounded(place.x))°E"
            return (Suggestion(crs: crs, name: name, place: text), province.contains(place))
        }
        return (found.filter(\.1) + found.filter { !$0.1 }).map(\.0)
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 1000).rounded() / 1000 }
}
