import GeoStore
import SimpleFeatures
import StyleSpec
import Synchronization
import TileEngine

/// A style file looked through: what is wrong with it, and the style when nothing is.
struct StyleCheck: Sendable {
    /// Styles that draw a province have some 100 kB; a file of this size takes two seconds to look through.
    static let byteLimit = 4 << 20

    /// By their lines.
    let issues: [StyleIssue]
    /// The style, and its dark variant if it has one; none when an issue is an error.
    let styles: [StyleFile]
    var file: StyleFile? { styles.first }

    private struct Key: Hashable {
        let id: String
        let text: Fingerprint
        let images: Set<String>
    }

    /// What was looked through lately: other servers of this process read the same files, and new icons change what is
    /// said of styles that did not.
    private static let known = Mutex<[Key: StyleCheck]>([:])
    private static let mostKnown = 64

    /// The same as `init`, at once for what was looked through before.
    static func of(id: String, text: [UInt8], images: Set<String>) -> StyleCheck {
        let key = Key(id: id, text: Fingerprint(text), images: images)
        if let check = known.withLock({ $0[key] }) { return check }
        let check = StyleCheck(id: id, text: text, images: images)
        known.withLock { known in
            if known.count >= mostKnown { known = [:] }
            known[key] = check
        }
        return check
    }

    /// - Parameter images: names of icons that the server has.
    init(id: String, text: [UInt8], images: Set<String>) {
        var issues = text.count > Self.byteLimit ? [Self.tooLarge(text.count)] : StyleValidation.issues(of: text)
        if let fault = Self.fault(ofID: id) { issues.append(StyleIssue(key: "", message: fault)) }
        styles = Self.styles(id, text, images, &issues)
        self.issues = issues
    }

    /// A file that is not looked into.
    init(issue: StyleIssue) {
        issues = [issue]
        styles = []
    }

    private static func styles(
        _ id: String, _ text: [UInt8], _ images: Set<String>, _ issues: inout [StyleIssue]
    ) -> [StyleFile] {
        func isWrong() -> Bool { issues.contains { $0.severity == .error } }
        guard !isWrong() else { return [] }
        do {
            let document = try JSONReader.read(text)
            issues += Self.issues(of: document, images: images)
            guard !isWrong() else { return [] }
            let file = try StyleFile(id: id, document: document, tag: Fingerprint(text).description)
            return try [file, file.dark()].compactMap(\.self)
        } catch let error as StyleErrors {
            issues += error.all
        } catch {
            // The text was read and found right a moment ago.
            issues.append(StyleIssue(key: "", message: "\(error)"))
        }
        return []
    }

    /// The issue of a file that is not read, for its size.
    static func tooLarge(_ bytes: Int) -> StyleIssue {
        StyleIssue(key: "", message: "the style has \(bytes) bytes; up to \(byteLimit) are read")
    }

    /// What is wrong with an id; nil when nothing is.
    static func fault(ofID id: String) -> String? {
        guard id.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil, id.utf8.count <= longestID else {
            return "the id \"\(id)\" is none: a small letter a–z, then letters a–z, digits, _ or -,"
                + " \(longestID) in all at the most"
        }
        return StyleLibrary.isComposed(id) ? "the id \"\(id)\" is that of the map which is made of all styles" : nil
    }

    private static let longestID = 64

    /// What the specification allows and this server does not do.
    private static func issues(of document: JSONValue, images: Set<String>) -> [StyleIssue] {
        var issues: [StyleIssue] = []
        for (id, source) in document["sources"]?.object?.members ?? [] where source["type"] != "vector" {
            let type = source["type"]?.string ?? "?"
            issues.append(
                StyleIssue(
                    key: "sources.\(id).type",
                    message: "sources of type \"\(type)\" are not drawn; collections of this server are \"vector\""))
        }
        for (index, layer) in (document["layers"]?.array ?? []).enumerated() {
            let key = "layers[\(index)]"
            let type = layer["type"]?.string.flatMap(LayerType.init(rawValue:))
            if let type, !type.isDrawn {
                issues.append(.notDrawn(type, layer: key))
            }
            for place in StyleImages(ofLayer: layer).names where !images.contains(place.name) {
                issues.append(
                    StyleIssue(
                        key: "\(key).\(place.key)",
                        message: "there is no icon \"\(place.name)\"; the server takes it from icons/\(place.name).svg",
                        severity: .warning))
            }
            issues += Self.issues(
                ofLegend: layer["metadata"]?["geosector:legend"], key: "\(key).metadata.geosector:legend")
        }
        return issues
    }

    /// What is wrong with what a layer says of its legend.
    static func issues(ofLegend legend: JSONValue?, key: String) -> [StyleIssue] {
        guard let legend else { return [] }
        guard let entries = legend.array else {
            return [StyleIssue(key: key, message: "a legend is a list of entries")]
        }
        return entries.enumerated().compactMap { index, entry in
            do throws(LegendHint.Fault) {
                _ = try LegendHint(entry)
                return nil
            } catch {
                let member = error.member.isEmpty ? "" : ".\(error.member)"
                return StyleIssue(key: "\(key)[\(index)]\(member)", message: error.reason)
            }
        }
    }
}

extension StyleIssue {
    /// - Parameter layer: where it is in the document.
    static func notDrawn(_ type: LayerType, layer: String) -> StyleIssue {
        StyleIssue(
            key: "\(layer).type",
            message: "layers of type \"\(type.rawValue)\" are not drawn by this server; it draws "
                + LayerType.allCases.filter(\.isDrawn).map(\.rawValue).joined(separator: ", "))
    }
}

extension LayerType {
    /// Whether the server draws layers of the type.
    var isDrawn: Bool {
        switch self {
        case .background, .fill, .line, .circle, .symbol: true
        case .heatmap, .raster, .hillshade, .fillExtrusion, .colorRelief: false
        }
    }
}
