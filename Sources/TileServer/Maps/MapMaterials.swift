import MapRender

/// What maps are drawn with besides their styles, at one moment.
struct MapMaterials: Sendable {
    let fonts: FontLibrary
    let icons: StyleIcons
    /// Equal ones draw alike.
    let tag: String

    init(fonts: FontService, icons: StyleIcons) {
        let lettering = fonts.current
        self.fonts = lettering.library
        self.icons = icons
        tag = "\(lettering.tag) \(icons.tag)"
    }
}
