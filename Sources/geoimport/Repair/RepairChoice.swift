import FeatureExchange
import GeoStore
import SimpleFeatures

/// Which of the engine's two ways keeps the land that was meant.
struct RepairChoice {
    /// What speaks for a choice.
    enum Certainty: Hashable, Sendable {
        /// The attributes or the drawing itself say which land is meant.
        case evidence
        /// The land stays as maps have drawn it, and what overlapped is united.
        case asDrawn
        /// The two ways make different land, and nothing says which is meant: a person must.
        case doubtful
    }

    let geometry: Geometry
    let method: RepairRecord.Method
    let certainty: Certainty
    let why: LocalizedText

    static let tidying = LocalizedText(
        vi: "Chỉ khép ranh giới hở và bỏ phần không có diện tích hoặc chiều dài.",
        en: "Open rings were closed and parts without extent taken out; nothing else was needed.")

    /// How near the stated area must be to decide, in per cent of it.
    private static let statedTolerance = 2.0

    /// - Returns: nil when neither way leaves anything of the geometry's dimension.
    static func make(
        for geometry: Geometry, rule: GeometryRule, statedArea: Double?, measure: GroundMeasure,
        limits: RepairPolicy.Limits
    ) throws(GDALError) -> RepairChoice? {
        let structure = try mended(geometry, by: .structure)
        let drawn = drawn(geometry).map(measure.area) ?? measure.area(of: geometry)
        func area(_ geometry: Geometry?) -> Double { geometry.map(measure.area) ?? 0 }
        func isNear(_ geometry: Geometry?, _ wanted: Double, percent: Double, metres: Double = 0) -> Bool {
            guard geometry != nil else { return false }
            return abs(area(geometry) - wanted) <= max(wanted * percent / 100, metres)
        }
        let linework = try mended(geometry, by: .linework)
        if let stated = statedArea, stated > 0 {
            // The feature says itself how much land it is: the way that agrees wins, when only one does.
            switch (
                isNear(structure, stated, percent: statedTolerance), isNear(linework, stated, percent: statedTolerance)
            ) {
            case (true, false):
                return structure.map {
                    RepairChoice(geometry: $0, method: .structure, certainty: .evidence, why: agreesWithStated)
                }
            case (false, true):
                return linework.map {
                    RepairChoice(geometry: $0, method: .linework, certainty: .evidence, why: agreesWithStated)
                }
            case (true, true), (false, false): break
            }
        }
        if rule == .partsNested, let linework, hasHoleDeliveredAsPart(geometry) {
            return RepairChoice(geometry: linework, method: .linework, certainty: .evidence, why: holeAsPart)
        }
        if isNear(structure, drawn, percent: limits.areaChangeInPercent, metres: limits.areaChangeInSquareMetres) {
            return structure.map {
                RepairChoice(geometry: $0, method: .structure, certainty: .asDrawn, why: structureKeeps)
            }
        }
        switch (structure, linework) {
        case (nil, nil): return nil
        case (let only?, nil):
            return RepairChoice(geometry: only, method: .structure, certainty: .doubtful, why: onlyOne)
        case (nil, let only?):
            return RepairChoice(geometry: only, method: .linework, certainty: .doubtful, why: onlyOne)
        case (let structure?, let linework?):
            return abs(area(linework) - drawn) < abs(area(structure) - drawn)
                ? RepairChoice(geometry: linework, method: .linework, certainty: .doubtful, why: lineworkNearer)
                : RepairChoice(geometry: structure, method: .structure, certainty: .doubtful, why: structureNearer)
        }
    }

    /// The land of the delivered rings as maps draw it.
    static func drawn(_ geometry: Geometry) -> Geometry? {
        switch geometry {
        case .polygon: return even(geometry)
        case .multiPolygon(let parts):
            guard parts.count > 1 else { return even(geometry) }
            var polygons: [Geometry.Polygon] = []
            for part in parts { polygons += even(.polygon(part))?.polygons ?? [] }
            return united(.multiPolygon(polygons))
        case .geometryCollection(let members):
            return .geometryCollection(members.compactMap { drawn($0) ?? $0 })
        case .point, .multiPoint, .lineString, .multiLineString: return geometry
        }
    }

    private static func even(_ geometry: Geometry) -> Geometry? {
        do throws(GDALError) { return try mended(geometry, by: .linework) } catch { return nil }
    }

    private static func united(_ geometry: Geometry) -> Geometry? {
        do throws(GDALError) { return try mended(geometry, by: .structure) } catch { return nil }
    }

    /// Members of a collection are mended one by one, so that lines beside polygons stay.
    /// - Returns: nil when nothing of the dimension is left or the result is invalid.
    private static func mended(
        _ geometry: Geometry, by method: GeometryRepair.Method
    ) throws(GDALError) -> Geometry? {
        if case .geometryCollection(let members) = geometry {
            var all: [Geometry] = []
            for member in members {
                guard let member = try mended(member, by: method) else { return nil }
                all.append(member)
            }
            return .geometryCollection(all)
        }
        if try GeometryCheck.validity(of: geometry).isValid { return geometry }
        let repair = try GeometryCheck.makeValid(geometry, by: method)
        guard let mended = repair.geometry, repair.validity.isValid, !mended.isEmpty else { return nil }
        return geometry.hasZ == mended.hasZ ? mended : geometry.hasZ ? mended.atHeightZero : mended.flat
    }

    /// Whether a part inside another turns the other way round: a hole that was written as a part.
    private static func hasHoleDeliveredAsPart(_ geometry: Geometry) -> Bool {
        let shells = geometry.polygons.compactMap(\.exterior)
        guard let largest = shells.max(by: { abs($0.doubledSignedArea) < abs($1.doubledSignedArea) }) else {
            return false
        }
        let turn = largest.doubledSignedArea.sign
        return shells.contains { $0.doubledSignedArea.sign != turn }
    }

    private static let agreesWithStated = LocalizedText(
        vi: "Cách này cho diện tích khớp với diện tích ghi trong thuộc tính, cách kia thì không.",
        en: "This way gives the area that the feature's attributes state, the other does not.")
    private static let holeAsPart = LocalizedText(
        vi: "Phần bên trong vẽ ngược chiều với phần bao ngoài, nên là lỗ thủng bị ghi thành phần riêng.",
        en: "The inner part turns the other way round than the outer: it is a hole written as a part.")
    private static let structureKeeps = LocalizedText(
        vi: "Giữ đúng phần đất mà bản đồ vẫn vẽ; các phần chồng nhau được gộp lại.",
        en: "It keeps the land that maps have drawn; overlapping parts are united.")
    private static let lineworkNearer = LocalizedText(
        vi:
            "Hai cách sửa cho hai phần đất khác nhau; cách này gần với phần đất mà bản đồ vẫn vẽ hơn. Cần người quyết định.",
        en: "The two ways make different land; this one comes nearer to what maps have drawn. A person must decide.")
    private static let structureNearer = LocalizedText(
        vi: "Cả hai cách đều khác phần đất mà bản đồ vẫn vẽ; cách này gần hơn. Cần người quyết định.",
        en: "Both ways differ from the land that maps have drawn; this one comes nearer. A person must decide.")
    private static let onlyOne = LocalizedText(
        vi: "Chỉ cách này còn để lại phần đất hợp lệ. Cần người quyết định.",
        en: "Only this way leaves any valid land. A person must decide.")
}

extension Geometry {
    /// Its polygons, of whatever type it is.
    var polygons: [Polygon] {
        switch self {
        case .polygon(let polygon): [polygon]
        case .multiPolygon(let polygons): polygons
        case .geometryCollection(let members): members.flatMap(\.polygons)
        case .point, .lineString, .multiPoint, .multiLineString: []
        }
    }
}
