public import Compression

/// Images to PNG (ISO 15948), with no ancillary chunk but their size on paper: the same pixels give the same bytes.
public enum PNGEncoder {
    public enum Colours: Hashable, Sendable {
        /// Each pixel as it is.
        case exact
        /// A palette where nobody sees the difference, else each pixel as it is.
        case reduced
    }

    /// An edge of text or of a line mixes two colours in steps; one of sixteen less or more is not seen.
    static let largestError = 24
    /// Of 255, over all pixels: areas keep their colour.
    static let meanError = 0.5

    /// - Parameter dotsPerInch: says how large the image is on paper; nil says nothing.
    /// - Throws: `MapRenderError.encoding`.
    public static func encode(
        _ image: PixelImage, colours: Colours = .reduced, level: Gzip.Level = .fast, dotsPerInch: Double? = nil
    ) throws(MapRenderError) -> [UInt8] {
        if let census = ColourCensus(image) {
            if census.colours.count <= ColourReduction.mostColours || colours == .reduced {
                let reduction = ColourReduction(census)
                if reduction.largestError <= largestError, reduction.meanError <= meanError {
                    return try encode(image, census, reduction, level, dotsPerInch)
                }
            }
        }
        return try encodeTrueColour(image, level, dotsPerInch)
    }

    /// Colour types of the header.
    private enum ColourType: UInt8 {
        case trueColour = 2
        case palette = 3
        case trueColourWithAlpha = 6
    }

    private static func encode(
        _ image: PixelImage, _ census: ColourCensus, _ reduction: ColourReduction, _ level: Gzip.Level,
        _ dotsPerInch: Double?
    ) throws(MapRenderError) -> [UInt8] {
        // Entries that let through come first: tRNS ends with the last of them.
        let straight = reduction.palette.map(PixelImage.straight)
        let order = straight.indices.sorted {
            (straight[$0] >> 24, $0) < (straight[$1] >> 24, $1)
        }
        var entryOfPlace = [UInt8](repeating: 0, count: order.count)
        for (entry, place) in order.enumerated() { entryOfPlace[place] = UInt8(entry) }
        let entryOfColour = reduction.places.map { entryOfPlace[Int($0)] }

        var colours: [UInt8] = []
        var opacities: [UInt8] = []
        for place in order {
            let pixel = straight[place]
            colours += [pixel >> 16, pixel >> 8, pixel].map { UInt8(truncatingIfNeeded: $0) }
            if pixel >> 24 < 255 { opacities.append(UInt8(pixel >> 24)) }
        }
        let rows = [UInt8](unsafeUninitializedCapacity: image.height * (image.width + 1)) { buffer, count in
            var source = 0
            for _ in 0..<image.height {
                // Filter "none": runs of equal entries are what deflate is good at.
                buffer[count] = 0
                count += 1
                for _ in 0..<image.width {
                    buffer[count] = entryOfColour[Int(census.places[source])]
                    count += 1
                    source += 1
                }
            }
        }
        var file = header(image, .palette, dotsPerInch)
        append("PLTE", colours, to: &file)
        if !opacities.isEmpty { append("tRNS", opacities, to: &file) }
        try append(rows, level, to: &file)
        return file
    }

    private static func encodeTrueColour(
        _ image: PixelImage, _ level: Gzip.Level, _ dotsPerInch: Double?
    ) throws(MapRenderError) -> [UInt8] {
        let isOpaque = image.isOpaque
        let bytesPerPixel = isOpaque ? 3 : 4
        let rows = [UInt8](
            unsafeUninitializedCapacity: image.height * (image.width * bytesPerPixel + 1)
        ) { buffer, count in
            var source = 0
            for _ in 0..<image.height {
                buffer[count] = 0
                count += 1
                for _ in 0..<image.width {
                    let pixel = PixelImage.straight(image.pixels[source])
                    buffer[count] = UInt8(truncatingIfNeeded: pixel >> 16)
                    buffer[count + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                    buffer[count + 2] = UInt8(truncatingIfNeeded: pixel)
                    if !isOpaque { buffer[count + 3] = UInt8(truncatingIfNeeded: pixel >> 24) }
                    count += bytesPerPixel
                    source += 1
                }
            }
        }
        var file = header(image, isOpaque ? .trueColour : .trueColourWithAlpha, dotsPerInch)
        try append(rows, level, to: &file)
        return file
    }

    private static func header(_ image: PixelImage, _ type: ColourType, _ dotsPerInch: Double?) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let bitDepth: UInt8 = 8
        append(
            "IHDR", bigEndian(image.width) + bigEndian(image.height) + [bitDepth, type.rawValue, 0, 0, 0], to: &file)
        if let dotsPerInch {
            let perMetre = bigEndian(Int((dotsPerInch / 0.0254).rounded()))
            let unitIsMetre: UInt8 = 1
            append("pHYs", perMetre + perMetre + [unitIsMetre], to: &file)
        }
        return file
    }

    private static func append(
        _ rows: [UInt8], _ level: Gzip.Level, to file: inout [UInt8]
    ) throws(MapRenderError) {
        do throws(CompressionError) {
            append("IDAT", try Zlib.compress(rows, level: level), to: &file)
        } catch {
            throw .encoding(format: "PNG", reason: "\(error)")
        }
        append("IEND", [], to: &file)
    }

    /// A chunk: length, type, content, checksum of both.
    private static func append(_ type: StaticString, _ content: [UInt8], to file: inout [UInt8]) {
        file += bigEndian(content.count)
        let start = file.count
        file += UnsafeBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount)
        file += content
        file += bigEndian(Int(CRC32.checksum(file[start...])))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
    }
}
