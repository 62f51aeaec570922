import SimpleFeatures
import Testing

/// Colours of the styles' classes, by day and in the dark.
@Suite struct PaletteTests {
    /// Twice what is just seen: classes have icons, patterns, widths or names besides.
    private static let leastDistance = 0.04

    @Test("the distances of black, white and red are those of the papers")
    func workedNumbers() {
        let (black, white) = (PaletteColour(hex: "#000000"), PaletteColour(hex: "#ffffff"))
        #expect(abs(black.contrast(with: white) - 21) < 1e-9)
        #expect(abs(ColourVision.usual.distance(black, white) - 1) < 1e-6)
        #expect(abs(PaletteColour(hex: "#ff0000").oklab[0] - 0.627955) < 1e-5)
        let (red, green) = (PaletteColour(hex: "#b04a3a"), PaletteColour(hex: "#6d6f2f"))
        #expect(ColourVision.deuteranopia.distance(red, green) < 0.4 * ColourVision.usual.distance(red, green))
    }

    @Test("classes of a collection stay apart for all eyes", arguments: [false, true], ColourVision.allCases)
    func classes(isDark: Bool, vision: ColourVision) throws {
        // Land-use codes have the colours that land-use maps give them, which are alike by their groups.
        for style in try SectorStyle.all.get() where style.id != "land" {
            for collection in style.collections {
                let entries = style.legend.filter { $0.collection == collection }
                for (index, one) in entries.enumerated() {
                    for other in entries[(index + 1)...] {
                        let distance = vision.distance(
                            shown(one.colour, style, isDark), shown(other.colour, style, isDark))
                        #expect(distance >= Self.leastDistance, "\(collection): \(one.title), \(other.title)")
                    }
                }
            }
        }
    }

    @Test("names can be read on their halo (WCAG 2.2, 1.4.3)", arguments: [false, true])
    func names(isDark: Bool) throws {
        for style in try SectorStyle.all.get() {
            for layer in style.layers where layer["layout"]?["text-field"] != nil {
                let halos = SectorStyle.colours(in: layer["paint"]?["text-halo-color"])
                for text in SectorStyle.colours(in: layer["paint"]?["text-color"]) {
                    let best = halos.map { shown(text, style, isDark).contrast(with: shown($0, style, isDark)) }.max()
                    #expect(try #require(best) >= 4.5, "\(layer["id"]?.string ?? "")")
                }
            }
        }
    }

    @Test("a white icon can be seen on its disc (WCAG 2.2, 1.4.11)")
    func icons() throws {
        for style in try SectorStyle.all.get() {
            for entry in style.legend where entry.icon != nil && entry.icon != "street-light" {
                let contrast = PaletteColour(hex: entry.colour).contrast(with: PaletteColour(hex: "#ffffff"))
                #expect(contrast >= 3, "\(entry.title)")
            }
        }
    }

    private func shown(_ colour: String, _ style: SectorStyle, _ isDark: Bool) -> PaletteColour {
        PaletteColour(hex: isDark ? style.darkPalette[colour] ?? colour : colour)
    }
}
