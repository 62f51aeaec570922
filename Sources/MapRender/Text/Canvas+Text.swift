internal import CPangoCairo

extension Canvas {
    /// Draws a label, its halo below it.
    ///
    /// On pixels, upright letters stand on whole rows, a quarter of a pixel apart: the same label at the same place of the
    /// world has the same pixels on whichever tile.
    /// - Parameters:
    ///   - place: where the layout's origin lies.
    ///   - rotationInRadians: of the whole label about its place, clockwise.
    /// - Throws: `MapRenderError.number`, `.coordinate`, `.cairo`.
    public func draw(
        _ layout: TextLayout, at place: CanvasPoint, _ paint: TextPaint, rotationInRadians: Double = 0,
        with shaper: TextShaper
    ) throws(MapRenderError) {
        try paint.validate()
        try check(place: place, of: "label")
        guard rotationInRadians.isFinite else {
            throw .coordinate(of: "text rotation", limit: .greatestFiniteMagnitude)
        }
        let glyphs = layout.glyphs.map { glyph in
            var moved = glyph
            moved.pen = place + glyph.pen.rotated(radians: rotationInRadians)
            moved.radians += rotationInRadians
            return moved
        }
        let isUpright = glyphs.allSatisfy { $0.radians == 0 }
        if let halo = paint.halo, halo.width + halo.blur > 0, halo.colour.opacity > 0 {
            draw(glyphs[...], halo.colour.faded(to: paint.opacity), halo, isUpright, shaper)
        }
        for run in Self.runs(of: glyphs) {
            draw(run, (run.first?.colour ?? paint.colour).faded(to: paint.opacity), nil, isUpright, shaper)
        }
        try check("cairo_mask_surface")
    }

    /// Neighbours of one colour.
    private static func runs(of glyphs: [TextLayout.Glyph]) -> [ArraySlice<TextLayout.Glyph>] {
        var runs: [ArraySlice<TextLayout.Glyph>] = []
        var start = 0
        for index in glyphs.indices where index + 1 == glyphs.count || glyphs[index + 1].colour != glyphs[index].colour
        {
            runs.append(glyphs[start...index])
            start = index + 1
        }
        return runs
    }

    private func draw(
        _ glyphs: ArraySlice<TextLayout.Glyph>, _ colour: Colour, _ halo: ImageStyle.Halo?, _ isUpright: Bool,
        _ shaper: TextShaper
    ) {
        if sink != nil {
            drawOutlines(glyphs, colour, halo)
        } else if isUpright {
            if let mask = uprightMask(glyphs, halo, shaper) { paint(mask, colour) }
        } else if let mask = turnedMask(glyphs, halo, shaper) {
            paint(mask, colour)
        }
    }

    /// Remembered glyphs, joined: where halos overlap, they are one.
    private func uprightMask(
        _ glyphs: ArraySlice<TextLayout.Glyph>, _ halo: ImageStyle.Halo?, _ shaper: TextShaper
    ) -> CoverageMask? {
        var placed: [(mask: CoverageMask, column: Int, row: Int)] = []
        var (left, top, right, bottom) = (Int.max, Int.max, Int.min, Int.min)
        for glyph in glyphs {
            let steps = Int((glyph.pen.x * scale * Double(GlyphMasks.steps)).rounded())
            let column = Int((Double(steps) / Double(GlyphMasks.steps)).rounded(.down))
            let row = Int((glyph.pen.y * scale).rounded())
            let mask = shaper.masks.mask(of: glyph, scale: scale, step: steps - column * GlyphMasks.steps, halo: halo)
            let (maskColumn, maskRow) = (mask.column + column, mask.row + row)
            guard mask.width > 0, isOnSurface(maskColumn, maskRow, mask.width, mask.height) else { continue }
            placed.append((mask, column, row))
            (left, top) = (min(left, maskColumn), min(top, maskRow))
            (right, bottom) = (max(right, maskColumn + mask.width), max(bottom, maskRow + mask.height))
        }
        guard left < right else { return nil }
        var joined = CoverageMask(column: left, row: top, width: right - left, height: bottom - top)
        for (mask, column, row) in placed { joined.unite(with: mask, columns: column, rows: row) }
        return joined
    }

    private func isOnSurface(_ column: Int, _ row: Int, _ width: Int, _ height: Int) -> Bool {
        column < Int(self.width * scale) + 1 && row < Int(self.height * scale) + 1
            && column + width > 0 && row + height > 0
    }

    /// Remembered glyphs, turned.
    private func turnedMask(
        _ glyphs: ArraySlice<TextLayout.Glyph>, _ halo: ImageStyle.Halo?, _ shaper: TextShaper
    ) -> CoverageMask? {
        var placed: [TurnedMask] = []
        var around: CanvasBox?
        for glyph in glyphs {
            let turned = TurnedMask(
                shaper.masks.mask(of: glyph, scale: scale * TurnedMask.fineness, step: 0, halo: halo),
                pen: glyph.pen * scale, radians: glyph.radians)
            guard turned.isVisible(width: width * scale, height: height * scale) else { continue }
            placed.append(turned)
            around = around?.joined(with: turned.box) ?? turned.box
        }
        guard let around else { return nil }
        let (left, top) = (Int(around.minX.rounded(.down)), Int(around.minY.rounded(.down)))
        var joined = CoverageMask(
            column: left, row: top, width: Int(around.maxX.rounded(.up)) - left,
            height: Int(around.maxY.rounded(.up)) - top)
        for mask in placed { joined.unite(with: mask) }
        return joined
    }

    private static func trace(_ glyphs: ArraySlice<TextLayout.Glyph>, _ context: OpaquePointer) {
        for glyph in glyphs {
            var shape = cairo_glyph_t(index: UInt(glyph.glyph), x: 0, y: 0)
            cairo_save(context)
            cairo_translate(context, glyph.pen.x, glyph.pen.y)
            cairo_rotate(context, glyph.radians)
            cairo_set_scaled_font(context, glyph.font.scaled)
            cairo_move_to(context, 0, 0)
            cairo_glyph_path(context, &shape, 1)
            cairo_restore(context)
        }
    }

    /// In a document letters stay letters, which can be searched for and are sharp at any size.
    private func drawOutlines(
        _ glyphs: ArraySlice<TextLayout.Glyph>, _ colour: Colour, _ halo: ImageStyle.Halo?
    ) {
        cairo_save(context)
        defer { cairo_restore(context) }
        set(colour)
        if let halo {
            cairo_new_path(context)
            Self.trace(glyphs, context)
            GlyphPainting.paintPath(context, outwards: halo.width + halo.blur / 2)
            return
        }
        for glyph in glyphs {
            var shape = cairo_glyph_t(index: UInt(glyph.glyph), x: 0, y: 0)
            cairo_save(context)
            cairo_translate(context, glyph.pen.x, glyph.pen.y)
            cairo_rotate(context, glyph.radians)
            cairo_set_scaled_font(context, glyph.font.scaled)
            cairo_show_glyphs(context, &shape, 1)
            cairo_restore(context)
        }
    }
}
