import GeoStore

/// The rules of simple features (OGC 06-103r4, 6.1) that delivered geometries break. Raw values are stable.
enum GeometryRule: String, CaseIterable, Hashable, Sendable {
    case ringCrossesItself = "ring-crosses-itself"
    case ringTouchesItself = "ring-touches-itself"
    case ringOpen = "ring-open"
    case ringTooFewPoints = "ring-too-few-points"
    case ringsDuplicate = "rings-duplicate"
    case holeOutsideShell = "hole-outside-shell"
    case holeCrossesShell = "hole-crosses-shell"
    case holesNested = "holes-nested"
    case partsOverlap = "parts-overlap"
    case partsNested = "parts-nested"
    case interiorDisconnected = "interior-disconnected"
    case lineWithoutLength = "line-without-length"
    case other = "other"

    /// From the reason GEOS gives (TopologyValidationError.cpp; messages of GEOS 3.8 to 3.13).
    init(geosReason reason: String) {
        let reason = reason.lowercased()
        func says(_ text: String) -> Bool { reason.contains(text) }
        if says("ring self-intersection") {
            self = .ringTouchesItself
        } else if says("self-intersection") {
            self = .ringCrossesItself
        } else if says("hole lies outside") {
            self = .holeOutsideShell
        } else if says("holes are nested") {
            self = .holesNested
        } else if says("nested shells") {
            self = .partsNested
        } else if says("duplicate rings") {
            self = .ringsDuplicate
        } else if says("interior is disconnected") {
            self = .interiorDisconnected
        } else if says("too few points") || says("invalid number of points") {
            self = .ringTooFewPoints
        } else if says("not closed") || says("closed linestring") {
            self = .ringOpen
        } else {
            self = .other
        }
    }

    var sentence: LocalizedText {
        switch self {
        case .ringCrossesItself:
            LocalizedText(vi: "Ranh giới tự cắt nhau (hình nơ).", en: "The boundary crosses itself (bow tie).")
        case .ringTouchesItself:
            LocalizedText(
                vi: "Ranh giới tự chạm hoặc chạy lại trên chính nó.",
                en: "The boundary touches itself or runs back along itself.")
        case .ringOpen:
            LocalizedText(vi: "Ranh giới chưa khép kín.", en: "The boundary is not closed.")
        case .ringTooFewPoints:
            LocalizedText(
                vi: "Ranh giới có ít hơn ba đỉnh khác nhau.", en: "The boundary has fewer than three different points.")
        case .ringsDuplicate:
            LocalizedText(vi: "Một ranh giới được vẽ hai lần.", en: "A boundary is there twice.")
        case .holeOutsideShell:
            LocalizedText(vi: "Lỗ thủng nằm ngoài vùng.", en: "A hole lies outside its polygon.")
        case .holeCrossesShell:
            LocalizedText(
                vi: "Lỗ thủng cắt hoặc trùng cạnh với ranh giới khác của vùng.",
                en: "A hole crosses another boundary of its polygon or shares an edge with it.")
        case .holesNested:
            LocalizedText(vi: "Lỗ thủng nằm trong lỗ thủng khác.", en: "A hole lies inside another hole.")
        case .partsOverlap:
            LocalizedText(
                vi: "Hai phần của đối tượng chồng lên nhau hoặc chung cạnh.",
                en: "Two parts of the feature overlap or share an edge.")
        case .partsNested:
            LocalizedText(
                vi: "Một phần của đối tượng nằm trong phần khác.", en: "A part of the feature lies inside another part."
            )
        case .interiorDisconnected:
            LocalizedText(
                vi: "Bên trong vùng bị cắt rời thành nhiều mảnh.", en: "The polygon's interior falls apart into pieces."
            )
        case .lineWithoutLength:
            LocalizedText(vi: "Đường không có chiều dài.", en: "The line has no length.")
        case .other:
            LocalizedText(vi: "Hình không hợp lệ.", en: "The geometry is invalid.")
        }
    }
}
