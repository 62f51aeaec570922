import Foundation
import MapRender
import SimpleFeatures
import TestSupport
import Testing

/// What the styles of the repository promise to whoever reads a map.
@Suite struct SectorStyleTests {
    @Test("every sector of the catalogue has a style, and there is a basemap")
    func sectors() throws {
        let catalogue = try String(
            contentsOf: TestData.packageRoot.appending(path: "data/sectors.yaml"), encoding: .utf8)
        let sectors = catalogue.matches(of: /- id: ([a-z-]+)/).map { String($0.1) }
        #expect(sectors.count == 11)
        let styles = try SectorStyle.all.get()
        #expect(Set(styles.map(\.id)) == Set(sectors + ["basemap"]))
        for style in styles where style.id != "basemap" {
            #expect(style.document["metadata"]?["geosector:sector"]?.string == style.id)
        }
    }

    @Test("every icon that a style names can be drawn, and every icon is named")
    func icons() throws {
        let folder = try IconFolder(SectorStyle.folder + "/icons")
        #expect(folder.refused.map(\.name) == [])
        let named = try SectorStyle.all.get().reduce(into: Set<String>()) { $0.formUnion($1.images) }
        #expect(named == Set(folder.icons.map(\.name)))
        for ratio in 1...2 { #expect(try SpriteSheet(folder.icons, ratio: ratio).sprites.count == named.count) }
    }

    @Test("icons are drawn on a grid of 16 pixels, those in a disc with 2 around it; patterns join at their edges")
    func sizes() throws {
        for icon in try IconFolder(SectorStyle.folder + "/icons").icons {
            let sizes = icon.name.hasPrefix("pattern-") ? [8, 16] : [16, 20]
            #expect(sizes.contains(icon.width) && icon.width == icon.height, "\(icon.name)")
        }
    }

    @Test("every collection has a legend in Vietnamese and English, with each colour of its classes")
    func legends() throws {
        for style in try SectorStyle.all.get() {
            #expect(Set(style.legend.map(\.collection)) == style.collections, "\(style.id)")
            for layer in style.layers {
                guard let legend = layer["metadata"]?["geosector:legend"]?.array,
                    let type = layer["type"]?.string
                else { continue }
                for entry in legend {
                    #expect(entry["vi"]?.string?.isEmpty == false && entry["en"]?.string?.isEmpty == false)
                }
                let explained = Set(style.legend.map(\.colour))
                let drawn = SectorStyle.colours(in: layer["paint"]?["\(type)-color"])
                #expect(drawn.subtracting(explained) == [], "\(style.id): \(layer["id"]?.string ?? "")")
            }
        }
    }

    @Test("a dark palette names every colour but those of discs, and none that the style does not have")
    func palettes() throws {
        for style in try SectorStyle.all.get() {
            var (all, discs) = (Set<String>(), Set<String>())
            for layer in style.layers {
                all.formUnion(SectorStyle.colours(in: layer["paint"]))
                discs.formUnion(SectorStyle.colours(in: layer["paint"]?["circle-color"]))
            }
            let named = Set(style.darkPalette.keys)
            #expect(named.subtracting(all) == [], "\(style.id)")
            // White plates of road numbers are white by night too.
            let plates: Set<String> = style.id == "transport" ? ["#fffffe", "#2b2a26", "#1f6b3a", "#fefefe"] : []
            #expect(all.subtracting(discs).subtracting(named) == plates, "\(style.id)")
        }
    }

    @Test("an icon has the colour of its class")
    func discs() throws {
        for style in try SectorStyle.all.get() {
            for entry in style.legend {
                guard let icon = entry.icon else { continue }
                let svg = try String(contentsOfFile: "\(SectorStyle.folder)/icons/\(icon).svg", encoding: .utf8)
                guard let disc = svg.firstMatch(of: /r="9.25" fill="(#[0-9a-f]{6})"/) else { continue }
                #expect(String(disc.1) == entry.colour, "\(icon)")
            }
        }
    }
}
