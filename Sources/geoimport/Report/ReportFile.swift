import Foundation

/// Where the page of a report goes.
struct ReportFile: Sendable {
    /// The system did not take the page.
    struct NotWritten: Error {
        let path: String
        let reason: String
    }

    let path: String
    let language: Language

    /// The page of one of several: `trang.html` becomes `trang-duong.html`.
    func of(_ collection: String) -> ReportFile {
        let url = URL(filePath: path)
        let name = "\(url.deletingPathExtension().lastPathComponent)-\(collection)"
        let folder = url.deletingLastPathComponent()
        let file = url.pathExtension.isEmpty ? name : "\(name).\(url.pathExtension)"
        return ReportFile(path: folder.appending(path: file).path, language: language)
    }

    /// - Throws: `NotWritten`, `ProjError`.
    func write(_ content: ReportContent) throws {
        let html = try ReportPage(content).html(language: language)
        do { try Data(html.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw NotWritten(path: path, reason: error.localizedDescription)
        }
    }
}
