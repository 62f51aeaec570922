import TileArchive

/// The progress line of an export, drawn once it is known how many tiles there are.
struct TileExportProgress {
    let label: String
    let language: Language
    let isQuiet: Bool
    private var line: ProgressLine?
    /// Tiles of earlier runs: they tell nothing about how fast this one is.
    private var first = 0

    init(label: String, in language: Language, isQuiet: Bool) {
        self.label = label
        self.language = language
        self.isQuiet = isQuiet
    }

    mutating func update(_ progress: PyramidExport.Progress) {
        guard progress.total > 0 else { return }
        if line == nil {
            first = progress.visited
            line = ProgressLine(label: label, total: progress.total - first, in: language, isQuiet: isQuiet)
        }
        line?.update(progress.visited - first)
    }

    func finish() { line?.finish() }
}
