import Testing

@testable import StyleSpec

@Suite struct ColorTests {
    @Test(
        "colours are read as CSS writes them",
        arguments: [
            ("red", [1, 0, 0, 1]), (" RebeccaPurple ", [0.4, 0.2, 0.6, 1]), ("transparent", [0, 0, 0, 0]),
            ("#f00", [1, 0, 0, 1]), (" #F00\n", [1, 0, 0, 1]), ("#F008", [1, 0, 0, 8.0 / 15]),
            ("#3366cc", [0.2, 0.4, 0.8, 1]),
            ("#3366cc80", [0.2, 0.4, 0.8, 128.0 / 255]), ("rgb(51, 102, 204)", [0.2, 0.4, 0.8, 1]),
            ("rgb(20% 40% 80% / 50%)", [0.2, 0.4, 0.8, 0.5]), ("rgba(300,-5,0,.5)", [1, 0, 0, 0.5]),
            ("rgb( 0 128 255/.25 )", [0, 128.0 / 255, 1, 0.25]), ("hsl(120, 100%, 50%)", [0, 1, 0, 1]),
            ("hsla(240deg 100% 50% / 0.5)", [0, 0, 1, 0.5]), ("hsl(-120,100%,50%)", [0, 0, 1, 1]),
            ("hsl(0 0% 83%)", [0.83, 0.83, 0.83, 1]), ("rgb(5.1e1,0,0)", [0.2, 0, 0, 1]),
        ] as [(String, [Double])])
    func css(text: String, expected: [Double]) throws {
        let color = try #require(Color(css: text))
        for (found, wanted) in zip([color.red, color.green, color.blue, color.alpha], expected) {
            #expect(abs(found - wanted) < 1e-9)
        }
    }

    @Test(
        "what CSS does not know is no colour",
        arguments: [
            "", "reddish", "#12", "#12345", "#xyz", "rgb()", "rgb(1,2)", "rgb(1 2,3)", "rgb(1,2,3/4)", "rgb(1%,2,3)",
            "rgb(1,2,3,4,5)", "rgb(a,b,c)", "hsl(1,2,3)", "hsl(1%,2%,3%)", "rgb(1 2 3", "rgb 1 2 3)",
            "hsl(1deg,2deg,3%)",
            "hwb(0 0% 0%)", "rgb(1e,2,3)", "__proto__",
        ])
    func nonsense(text: String) {
        #expect(Color(css: text) == nil)
    }

    @Test("a colour of multiplied components is the same colour")
    func premultiplied() {
        let color = Color(premultipliedRed: 0.25, green: 0, blue: 0.5, alpha: 0.5)
        #expect(color == Color(red: 0.5, green: 0, blue: 1, alpha: 0.5))
        #expect(color.premultiplied == (0.25, 0, 0.5, 0.5))
        #expect(color.text == "rgba(128,0,255,0.5)")
    }

    @Test("grey has no hue, and takes that of the other colour")
    func hue() {
        let mixed = Color(red: 0.5, green: 0.5, blue: 0.5).mixed(
            with: Color(red: 1, green: 0, blue: 0), at: 0.5, in: .hcl)
        #expect(mixed.red > mixed.green && mixed.red > mixed.blue)
        #expect(HCLColor(.black).hue.isNaN)
    }

    @Test("a colour comes back from L*a*b*", arguments: Color.named.values.sorted())
    func roundTrip(rgb: UInt32) {
        let color = Color(
            red: Double(rgb >> 16) / 255, green: Double(rgb >> 8 & 255) / 255, blue: Double(rgb & 255) / 255)
        let back = LabColor(color).color
        #expect(abs(back.red - color.red) < 1e-3)
        #expect(abs(back.green - color.green) < 1e-3)
        #expect(abs(back.blue - color.blue) < 1e-3)
    }
}
