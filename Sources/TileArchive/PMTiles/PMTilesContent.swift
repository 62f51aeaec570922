internal import Compression
internal import SimpleFeatures

/// What lies compressed in a PMTiles archive beside its tiles.
struct PMTilesContent {
    let file: ArchiveFile
    let header: PMTilesHeader

    /// - Parameter offset: from the start of the file.
    /// - Throws: `TileArchiveError.damaged`, `.unsupported`.
    func directory(at offset: UInt64, length: UInt64) throws(TileArchiveError) -> PMTilesDirectory {
        let section = PMTilesHeader.Section(offset: offset, length: length)
        let bytes = try expanded(section, "directory", limit: PMTilesReader.directoryLimitInBytes)
        guard let directory = PMTilesDirectory(bytes) else {
            throw TileArchiveError.damaged(path: file.path, .directoryMalformed)
        }
        return directory
    }

    private func expanded(
        _ section: PMTilesHeader.Section, _ name: String, limit: Int
    ) throws(TileArchiveError) -> [UInt8] {
        let path = file.path
        guard section.length <= UInt64(limit) else {
            throw TileArchiveError.damaged(path: path, .sectionTooLarge(name, bytes: section.length))
        }
        guard let bytes = try file.read(Int(section.length), at: section.offset) else {
            throw TileArchiveError.damaged(path: path, .sectionOutsideFile(name))
        }
        switch header.internalCompression {
        case 1: return bytes
        case 2:
            do { return try Gzip.decompress(bytes, limitInBytes: limit) } catch {
                switch error {
                case .notGzip, .outOfMemory:
                    throw TileArchiveError.damaged(path: path, .directoryNotExpandable)
                case .tooLarge(let limit):
                    throw TileArchiveError.damaged(path: path, .sectionTooLarge(name, bytes: UInt64(limit)))
                }
            }
        case 3: throw TileArchiveError.unsupported(path: path, feature: "brotli")
        case 4: throw TileArchiveError.unsupported(path: path, feature: "zstd")
        default: throw TileArchiveError.unsupported(path: path, feature: "compression \(header.internalCompression)")
        }
    }

    /// From the header and from the JSON beside it.
    func metadata() throws(TileArchiveError) -> ArchiveMetadata {
        let bytes =
            header.metadata.length == 0
            ? Array("{}".utf8) : try expanded(header.metadata, "metadata", limit: PMTilesReader.metadataLimitInBytes)
        var document: JSONValue?
        do { document = try JSONReader.read(bytes) } catch { document = nil }
        guard let members = document?.object else {
            throw TileArchiveError.damaged(path: file.path, .metadataUnreadable)
        }
        let zooms = zooms
        var metadata = ArchiveMetadata(
            name: members["name"]?.string ?? "", kind: kind, zooms: zooms, bounds: bounds,
            vectorLayers: members["vector_layers"])
        metadata.description = members["description"]?.string
        metadata.attribution = members["attribution"]?.string
        metadata.version = members["version"]?.string
        metadata.isBaseMap = members["type"]?.string == "baselayer"
        let (longitude, latitude) = (Self.degrees(header.centre[0]), Self.degrees(header.centre[1]))
        if abs(longitude) <= 180, abs(latitude) <= 90, zooms.contains(Int(header.centreZoom)) {
            metadata.centre = ArchiveMetadata.Centre(
                longitude: longitude, latitude: latitude, zoom: Int(header.centreZoom))
        }
        return metadata
    }

    private var zooms: ClosedRange<Int> {
        let last = min(Int(header.maximumZoom), 24)
        return min(Int(header.minimumZoom), last)...last
    }

    /// The world where the header's box is none.
    private var bounds: Envelope {
        let sides = header.bounds.map(Self.degrees)
        guard sides[0] <= sides[2], sides[1] <= sides[3], abs(sides[0]) <= 180, abs(sides[2]) <= 180,
            abs(sides[1]) <= 90, abs(sides[3]) <= 90
        else { return ArchiveMetadata.world }
        return Envelope(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3], crs: .crs84)
    }

    private var kind: TileKind {
        switch header.tileType {
        case 1: .vector
        case 2: .png
        case 3: .jpeg
        case 4: .webp
        case 5: .avif
        default: .unknown
        }
    }

    private static func degrees(_ value: Int32) -> Double { Double(value) / 1e7 }
}
