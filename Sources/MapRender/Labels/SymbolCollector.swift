internal import Glibc
internal import StyleSpec
internal import Tiling
internal import VectorTile

/// Gathers the symbols of one layer of one tile.
struct SymbolCollector {
    /// Lines that are joined have the same text.
    private struct LineKey: Hashable {
        let text: FormattedText?
        let draft: Int
    }

    private let layer: Int
    private let rank: Double
    private let tile: TileIndex
    private let shaper: TextShaper
    private(set) var symbols: [MapSymbol] = []
    private var merger = LineMerger<LineKey>()
    private var drafts: [(draft: SymbolDraft, feature: UInt64, placement: TilePlacement, offset: CanvasPoint)] = []
    private var draftOfText: [FormattedText: Int] = [:]
    /// How many symbols each feature has so far.
    private var counts: [UInt64: Int] = [:]

    /// Sort keys are told apart within a layer; layers by steps larger than all of them.
    private static let layerStep = 1e9

    init(layer: Int, rank: Double, tile: TileIndex, shaper: TextShaper) {
        self.layer = layer
        self.rank = rank * Self.layerStep
        self.tile = tile
        self.shaper = shaper
    }

    // MARK: Points

    mutating func add(_ draft: SymbolDraft, feature: MapFeature, at point: CanvasPoint) throws(MapRenderError) {
        try add(draft, feature: Self.identity(of: feature), at: point, radians: 0)
    }

    private mutating func add(
        _ draft: SymbolDraft, feature: UInt64, at point: CanvasPoint, radians: Double
    ) throws(MapRenderError) {
        let turn = draft.iconFollows ? radians : 0
        let texts = try texts(of: draft, at: point)
        var fitted = draft.icon
        if let first = texts.first { fitted = try fitted?.fitted(to: first.box) }
        let icon = fitted.map { (part: $0.part(at: point, turned: turn), shape: $0.shape(at: point, turned: turn)) }
        try add(draft, feature: feature, at: point, icon: icon, texts: texts)
    }

    /// A way to write a text, with its box about the point.
    private typealias Writing = (part: SymbolPart, shapes: [CollisionShape], box: CanvasBox)

    /// For each anchor of a text.
    private func texts(of draft: SymbolDraft, at point: CanvasPoint) throws(MapRenderError) -> [Writing] {
        guard let text = draft.text else { return [] }
        var texts: [Writing] = []
        for (anchor, offset) in text.anchors {
            var style = text.style
            style.anchor = anchor
            style.offset = offset
            let layout = try shaper.layout(text.text, style)
            guard !layout.glyphs.isEmpty else { continue }
            let box = layout.box.rotated(radians: text.radians).grown(by: text.padding).moved(by: point)
            texts.append((.text(layout, place: point, text.paint, radians: text.radians), [.box(box)], layout.box))
        }
        return texts
    }

    private mutating func add(
        _ draft: SymbolDraft, feature: UInt64, at point: CanvasPoint, icon: (part: SymbolPart, shape: CollisionShape)?,
        texts: [Writing]
    ) throws(MapRenderError) {
        guard let icon else {
            return try add(
                draft, feature, point, texts.map { ([$0.part], $0.shapes) }, draft.textMayOverlap,
                draft.textMayBeOverlapped)
        }
        guard !texts.isEmpty else {
            guard draft.text == nil || draft.textIsOptional else { return }
            return try add(
                draft, feature, point, [([icon.part], [icon.shape])], draft.iconMayOverlap, draft.iconMayBeOverlapped)
        }
        if draft.iconMayOverlap != draft.textMayOverlap {
            // What stands whatever is there does not wait for the other.
            try add(
                draft, feature, point, [([icon.part], [icon.shape])], draft.iconMayOverlap, draft.iconMayBeOverlapped)
            return try add(
                draft, feature, point, texts.map { ([$0.part], $0.shapes) }, draft.textMayOverlap,
                draft.textMayBeOverlapped)
        }
        var ways = texts.map { ([icon.part, $0.part], [icon.shape] + $0.shapes) }
        if draft.textIsOptional { ways.append(([icon.part], [icon.shape])) }
        if draft.iconIsOptional { ways += texts.map { ([$0.part], $0.shapes) } }
        try add(
            draft, feature, point, ways, draft.textMayOverlap, draft.textMayBeOverlapped && draft.iconMayBeOverlapped)
    }

    private mutating func add(
        _ draft: SymbolDraft, _ feature: UInt64, _ point: CanvasPoint, _ ways: [([SymbolPart], [CollisionShape])],
        _ mayOverlap: Bool, _ mayBeOverlapped: Bool
    ) throws(MapRenderError) {
        guard !ways.isEmpty else { return }
        let count = counts[feature, default: 0]
        counts[feature] = count + 1
        // A feature may have symbols in several tiles.
        let part = ((tile.row & 0xFFFF) << 16 | tile.column & 0xFFFF) << 16 | count & 0xFFFF
        let limit = Self.layerStep * 0.4
        let candidate = try LabelCandidate(
            identity: LabelCandidate.Identity(layer: layer, feature: feature, part: part),
            rank: rank + min(max(draft.sortKey, -limit), limit), anchor: point, alternatives: ways.map(\.1),
            mayOverlap: mayOverlap, mayBeOverlapped: mayBeOverlapped)
        symbols.append(MapSymbol(layer: layer, candidate: candidate, alternatives: ways.map(\.0)))
    }

    /// Its id, or where it is in its tile.
    private static func identity(of feature: MapFeature) -> UInt64 { feature.feature.id ?? UInt64(feature.place) }

    // MARK: Lines

    /// Takes the lines of a feature, to be joined with those of the same text.
    mutating func gather(_ draft: SymbolDraft, feature: MapFeature, _ outline: FeatureOutline) {
        let place: Int
        if let text = draft.text?.text, let known = draftOfText[text] {
            place = known
        } else {
            place = drafts.count
            drafts.append((draft, Self.identity(of: feature), outline.placement, outline.offset))
            if let text = draft.text?.text { draftOfText[text] = place }
        }
        let key = LineKey(text: draft.text?.text, draft: place)
        for piece in outline.pieces(of: feature) { merger.add(piece, key) }
    }

    mutating func placeAlongLines() throws(MapRenderError) {
        /// Where labels of a text stand already.
        var taken: [Int: [CanvasPoint]] = [:]
        for (key, points) in merger.merged {
            let (draft, feature, placement, offset) = drafts[key.draft]
            // Small numbers from the tile's corner: labels along lines are laid out there.
            let corner = placement.isWarped ? CanvasPoint(x: 0, y: 0) : placement.corner + offset
            let line = points.map { placement.point(x: $0.x, y: $0.y) + offset - corner }
            guard let measured = MeasuredLine(line) else { continue }
            let label = try draft.text.map { text throws(MapRenderError) in
                var style = text.style
                style.maximumWidth = nil
                return try shaper.layout(text.text, style)
            }
            let anchors = LineAnchors(
                spacing: draft.spacing, labelLength: max(label?.box.width ?? 0, draft.icon?.width ?? 0),
                textSize: draft.text?.style.size ?? 0, tile: placement.square)
            let distances =
                draft.placement == .lineCenter ? anchors.middle(of: measured) : anchors.distances(along: measured)
            for distance in distances {
                let point = measured.point(at: distance)
                if draft.text != nil,
                    taken[key.draft, default: []].contains(where: {
                        $0.distance(to: point) < draft.spacing / 2
                    })
                {
                    continue
                }
                taken[key.draft, default: []].append(point)
                try add(draft, feature, label, measured, at: distance, corner)
            }
        }
    }

    private mutating func add(
        _ draft: SymbolDraft, _ feature: UInt64, _ label: TextLayout?, _ line: MeasuredLine, at distance: Double,
        _ corner: CanvasPoint
    ) throws(MapRenderError) {
        let point = line.point(at: distance)
        let place = point + corner
        let (before, behind) = (line.point(at: distance - 1), line.point(at: distance + 1))
        let radians = atan2(behind.y - before.y, behind.x - before.x)
        guard draft.textFollows, let label, let text = draft.text else {
            return try add(draft, feature: feature, at: place, radians: radians)
        }
        guard let set = try label.along(line.points, middle: distance, draft.line) else { return }
        let shapes = set.circles.map {
            CollisionShape.circle(
                CollisionCircle(centre: $0.centre + corner, radius: $0.radius + text.padding / 2))
        }
        let turn = draft.iconFollows ? radians : 0
        let icon = draft.icon.map { (part: $0.part(at: place, turned: turn), shape: $0.shape(at: place, turned: turn)) }
        try add(
            draft, feature: feature, at: place, icon: icon,
            texts: [(.text(set.layout, place: corner, text.paint, radians: 0), shapes, set.layout.box)])
    }
}
