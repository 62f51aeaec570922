internal import Foundation

/// The icons of a folder: its `.svg` files, each named after its file.
public struct IconFolder {
    /// Those that can be drawn, in the order of their names.
    public let icons: [SVGIcon]
    /// The others, and why.
    public let refused: [(name: String, fault: IconFault)]

    /// - Throws: `MapRenderError.noFolder`.
    public init(_ path: String) throws(MapRenderError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw .noFolder(path) }
        var icons: [SVGIcon] = []
        var refused: [(name: String, fault: IconFault)] = []
        for file in names.sorted() where file.hasSuffix(".svg") {
            let name = String(file.dropLast(4))
            do throws(IconFault) {
                icons.append(try Self.icon(name, path + "/" + file))
            } catch {
                refused.append((name, error))
            }
        }
        self.icons = icons
        self.refused = refused
    }

    private static func icon(_ name: String, _ path: String) throws(IconFault) -> SVGIcon {
        // Asked before reading: what is too large is not brought into memory.
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard size <= SVGIcon.byteLimit else { throw .tooManyBytes(size, limit: SVGIcon.byteLimit) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .notDrawable("the file cannot be read")
        }
        do throws(MapRenderError) {
            return try SVGIcon(name: name, svg: [UInt8](data))
        } catch {
            guard case .icon(_, let fault) = error else { throw .notDrawable("\(error)") }
            throw fault
        }
    }
}
